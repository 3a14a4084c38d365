package dev.agon.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.cli.Agon;
import dev.agon.server.sql.DatabaseAddress;
import dev.agon.server.sql.TestDatabase;
import dev.agon.tensor.CudaLibraries;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DoctorCommandTest {
  @TempDir Path folder = Path.of("");

  private final StringWriter out = new StringWriter();

  @Test
  void tells_every_subject_of_a_machine_that_works() throws Exception {
    try (TestDatabase database = TestDatabase.create()) {
      DatabaseAddress address = database.address();
      run("--database", url(address), "--data", folder.toString(), "--port", "0", "--json");
    }
    JsonObject document = new JsonObject(out.toString());
    assertThat(subjects(document))
        .contains("JDK", "processor", "memory", "GPU", "TensorFlow", "database", "port 0", "data");
    assertThat(finding(document, "JDK").getString("found")).contains("25");
    assertThat(finding(document, "TensorFlow").getString("found")).contains("CPU:0");
    assertThat(finding(document, "database").getString("found")).contains("Postgres", "schema 0");
  }

  @Test
  void a_database_that_does_not_answer_is_a_problem_with_advice() {
    int code = run("--database", "postgresql://a:b@127.0.0.1:1/none", "--json", "--port", "0");
    assertThat(code).isEqualTo(1);
    JsonObject document = new JsonObject(out.toString());
    assertThat(document.getBoolean("works")).isFalse();
    JsonObject database = finding(document, "database");
    assertThat(database.getString("state")).isEqualTo("problem");
    assertThat(database.getString("found")).contains("127.0.0.1:1");
    assertThat(database.getString("advice")).contains("start the server");
  }

  @Test
  void without_a_database_nothing_is_made() throws Exception {
    Path data = folder.resolve("new");
    assertThat(run("--data", data.toString(), "--port", "0")).isZero();
    assertThat(out.toString()).contains("none yet: the first start makes one in " + data);
    assertThat(Files.exists(data)).isFalse();
  }

  @Test
  void a_port_in_use_is_told_with_the_other_choice() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Finding finding = PortCheck.of("127.0.0.1", taken.getLocalPort());
      assertThat(finding.state()).isEqualTo(Finding.State.NOTE);
      assertThat(finding.advice()).contains("--port N");
    }
    assertThat(PortCheck.of("no.such.host.invalid", 0).state()).isEqualTo(Finding.State.PROBLEM);
  }

  @Test
  void a_folder_that_cannot_be_written_is_a_problem() {
    assertThat(DiskCheck.findings(Path.of("/proc/agon")).getFirst().state())
        .isEqualTo(Finding.State.PROBLEM);
  }

  @Test
  void missing_gpu_libraries_are_told_by_name() {
    for (String name : GpuCheck.missing()) {
      assertThat(CudaLibraries.installed(name)).isEmpty();
    }
    if (CudaLibraries.inClassPath().isEmpty()
        && CudaLibraries.installed("libcudnn.so.9").isEmpty()) {
      assertThat(GpuCheck.missing()).contains("libcudnn.so.9");
    }
  }

  private int run(String... arguments) {
    CommandLine line = Agon.commandLine();
    line.setOut(new PrintWriter(out));
    List<String> all = new ArrayList<>(List.of("doctor"));
    all.addAll(List.of(arguments));
    return line.execute(all.toArray(String[]::new));
  }

  private static String url(DatabaseAddress address) {
    String password = address.password() == null ? "" : ":" + address.password();
    return "postgresql://%s%s@%s:%d/%s"
        .formatted(address.user(), password, address.host(), address.port(), address.database());
  }

  private static List<String> subjects(JsonObject document) {
    JsonArray findings = document.getJsonArray("findings");
    return findings.stream().map(f -> ((JsonObject) f).getString("subject")).toList();
  }

  private static JsonObject finding(JsonObject document, String subject) {
    return document.getJsonArray("findings").stream()
        .map(JsonObject.class::cast)
        .filter(finding -> finding.getString("subject").equals(subject))
        .findFirst()
        .orElseThrow();
  }
}
