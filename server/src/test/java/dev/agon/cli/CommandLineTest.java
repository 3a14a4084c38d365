package dev.agon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.exchange.export.ExportFormat;
import dev.agon.server.exchange.export.ExportFormats;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {
  private static final Pattern ENDS = Pattern.compile("(?s).*[.:)]");
  private static final String URL = "postgresql://user:password@host:5432/database";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int agon(String... arguments) {
    return Agon.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void the_list_of_commands_has_a_whole_sentence_for_each() {
    for (CommandLine command : all(Agon.commandLine())) {
      String[] description = command.getCommandSpec().usageMessage().description();
      assertThat(description).as(command.getCommandName()).isNotEmpty();
      assertThat(description[0]).as(command.getCommandName()).matches(ENDS);
    }
  }

  @Test
  void every_text_of_help_ends_its_sentences() {
    for (CommandLine command : all(Agon.commandLine())) {
      List<String> texts = new ArrayList<>();
      texts.addAll(Arrays.asList(command.getCommandSpec().usageMessage().description()));
      texts.addAll(Arrays.asList(command.getCommandSpec().usageMessage().footer()));
      command
          .getCommandSpec()
          .options()
          .forEach(option -> texts.add(String.join(" ", option.description())));
      command
          .getCommandSpec()
          .positionalParameters()
          .forEach(parameter -> texts.add(String.join(" ", parameter.description())));
      assertThat(texts)
          .as(command.getCommandName())
          .allSatisfy(
              text -> assertThat(text.isEmpty() || ENDS.matcher(text).matches()).as(text).isTrue());
    }
  }

  @Test
  void help_of_exports_lists_every_format_with_what_it_holds() {
    agon("export", "--help");
    String help = out.toString().replaceAll("\\s+", " ");
    for (ExportFormat format : ExportFormats.ALL) {
      assertThat(help).contains(format.name() + " (" + format.meaning() + ")");
    }
  }

  @Test
  void help_breaks_no_address_and_no_line_but_where_it_is_full() {
    agon("serve", "--help");

    assertThat(out.toString()).contains(URL + System.lineSeparator());
    agon("demo", "--help");
    assertThat(out.toString().lines().filter(line -> line.startsWith("Serves a sample study")))
        .allSatisfy(line -> assertThat(line.length()).isGreaterThan(60));
  }

  @Test
  void a_port_in_use_is_told_in_a_sentence_before_a_database_is_made(@TempDir Path folder)
      throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      for (String command : new String[] {"serve", "demo"}) {
        assertThat(agon(command, "--port", port, "--data", folder.toString())).isEqualTo(2);
      }

      assertThat(err.toString().lines())
          .hasSize(2)
          .allMatch(line -> line.startsWith("agon: port " + port + " of 127.0.0.1 is in use"))
          .allMatch(line -> line.contains("--port"));
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "serve --port 70000",
        "serve --port -1",
        "serve --port x",
        "serve --roles web,cook",
        "serve --roles ",
        "serve --connections 0",
        "serve --host ",
        "serve --host nobody.invalid",
        "serve --host 192.0.2.1",
        "serve --public-url ftp://x",
        "serve --public-url http://",
        "serve --public-url https://x/?y",
        "serve --config /does/not/exist.json",
        "demo --port 70000",
        "demo --public-url x",
        "admin link --public-url nonsense",
        "serve --database nonsense",
        "serve --nonsense",
        "rank /does/not/exist.csv",
        "agreement /does/not/exist.csv --unit u --annotator a --value v",
        "train /does/not/exist.csv --chosen a --rejected b",
        "score /does/not/exist /does/not/exist.csv",
        "restore /does/not/exist",
        "import /does/not/exist.csv --kind votes --study x",
      })
  void wrong_options_are_told_in_a_sentence(String line, @TempDir Path folder) {
    List<String> arguments = new ArrayList<>(Arrays.asList(line.split(" ", -1)));
    if (line.matches("(serve|demo|restore|import|admin) .*")) {
      arguments.addAll(List.of("--data", folder.resolve("data").toString()));
    }

    assertThat(agon(arguments.toArray(String[]::new))).as(err.toString()).isEqualTo(2);
    assertThat(err.toString())
        .isNotBlank()
        .doesNotContain("Exception", "java.", "dev.agon", "\tat ", "picocli");
    if (!line.startsWith("import")) {
      assertThat(folder.resolve("data/database")).doesNotExist();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "serve --prot 80|agon serve: there is no option '--prot'; did you mean --port|serve --help",
        "demo --pace x|'--pace': 'x' is not a number|demo --help",
        "demo --crowd x|'--crowd': 'x' is not a whole number|demo --help",
        "rnak|agon: there is no command 'rnak'; did you mean rank|agon --help' lists the commands",
        "admin lnik|agon admin: there is no command 'lnik'; did you mean link|agon admin --help",
        "rank f --method foo|no ranking method is called 'foo'; there are bradley-terry,|rank --help",
        "agreement f --level high|nominal, ordinal, interval|agreement --help",
        "rank f --methid elo|there is no option '--methid'; did you mean --method|rank --help",
        "rank|missing required parameter|rank --help",
        "export a b|'b' is one argument too many|export --help",
        "import f --kind votes|--study is needed|import --help",
      })
  void wrong_use_is_one_sentence_that_says_where_the_options_are_listed(
      String line, String told, String help) {
    assertThat(agon(line.split(" "))).isEqualTo(2);
    assertThat(err.toString().strip().lines()).as(err.toString()).hasSize(1);
    assertThat(err.toString()).startsWith("agon").containsIgnoringCase(told).contains(help);
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "bench", "admin"})
  void whoever_names_no_command_is_shown_all_of_them(String line) {
    assertThat(agon(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(2);
    assertThat(err.toString()).startsWith("Usage: agon").contains("Commands:");
  }

  @Test
  void help_breaks_no_word_with_a_point_and_names_what_is_read() {
    for (CommandLine command : all(Agon.commandLine())) {
      String usage = command.getUsageMessage();
      assertThat(usage.lines().map(String::strip))
          .as(command.getCommandName())
          .noneMatch(line -> line.matches("\\.\\w.*|\\w+ \\.$|.* [/.(]"));
    }
    for (String command :
        List.of("import", "rank", "rankings", "win-rates", "agreement", "train", "score")) {
      agon(command, "--help");
      assertThat(out.toString().replaceAll("\\s+", " "))
          .as(command)
          .contains("commas, tabs or semicolons", "one JSON array", "gzipped");
      out.getBuffer().setLength(0);
    }
  }

  private static List<CommandLine> all(CommandLine command) {
    List<CommandLine> all = new ArrayList<>(List.of(command));
    command.getSubcommands().values().forEach(below -> all.addAll(all(below)));
    return all;
  }
}
