package dev.agon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class VariablesTest {
  @Command(name = "example", mixinStandardHelpOptions = true)
  static final class Example implements Runnable {
    @Option(names = "--public-url")
    String url = "";

    @Option(names = "--port", defaultValue = "8080")
    int port;

    @Option(names = {"-p", "--behind-proxy"})
    boolean behindProxy;

    @Option(names = "--allow-host", split = ",")
    List<String> hosts = List.of();

    @Override
    public void run() {}
  }

  @TempDir Path folder = Path.of("");
  private final Example example = new Example();
  private final StringWriter errors = new StringWriter();

  private int run(Map<String, String> environment, String... arguments) {
    return command(environment, arguments).execute(arguments);
  }

  private CommandLine command(Map<String, String> environment, String... arguments) {
    return new CommandLine(example)
        .setErr(new PrintWriter(errors, true))
        .setDefaultValueProvider(new Variables(environment, arguments));
  }

  @Test
  void every_option_is_taken_from_its_variable() {
    run(
        Map.of(
            "AGON_PUBLIC_URL", "https://a",
            "AGON_PORT", "1",
            "AGON_BEHIND_PROXY", "true",
            "AGON_ALLOW_HOST", "a,b"));

    assertThat(example.url).isEqualTo("https://a");
    assertThat(example.port).isEqualTo(1);
    assertThat(example.behindProxy).isTrue();
    assertThat(example.hosts).containsExactly("a", "b");
  }

  @Test
  void the_command_line_goes_before() {
    run(Map.of("AGON_PORT", "1", "AGON_BEHIND_PROXY", "true"), "--port", "2", "--behind-proxy");

    assertThat(example.port).isEqualTo(2);
    assertThat(example.behindProxy).isTrue();
  }

  @Test
  void without_variables_the_defaults_stay() {
    run(Map.of());

    assertThat(example.port).isEqualTo(8080);
    assertThat(example.behindProxy).isFalse();
  }

  @Test
  void a_secret_is_read_from_a_file() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "https://secret\n");
    run(Map.of("AGON_PUBLIC_URL_FILE", secret.toString()));

    assertThat(example.url).isEqualTo("https://secret");
  }

  @Test
  void a_file_that_is_not_there_and_a_value_given_twice_are_refused() {
    assertThat(run(Map.of("AGON_PUBLIC_URL_FILE", "/nowhere"))).isEqualTo(2);
    assertThat(run(Map.of("AGON_PORT", "1", "AGON_PORT_FILE", "/nowhere"))).isEqualTo(2);

    assertThat(errors.toString())
        .contains("AGON_PUBLIC_URL_FILE: cannot read '/nowhere'")
        .contains("AGON_PORT and AGON_PORT_FILE are both set");
  }

  @Test
  void a_value_that_does_not_fit_is_told() {
    assertThat(run(Map.of("AGON_PORT", "tcp://10.0.0.1:8080"))).isEqualTo(2);
    assertThat(errors.toString()).contains("--port");
  }

  @Test
  void a_slip_of_a_name_is_told_and_what_others_use_is_not() {
    Map<String, String> environment =
        Map.of(
            "AGON_PUBLIC_ULR", "x",
            "AGON_CLUSTER_NAME", "x",
            "AGON_PORT_FILE", "x",
            "AGON_SHARED_DATA", "x",
            "PATH", "x");

    assertThat(new Variables(environment).slips(command(Map.of())))
        .containsExactly(
            "nothing reads the variable AGON_PUBLIC_ULR; did you mean AGON_PUBLIC_URL?");
  }
}
