package dev.agon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.sql.TestDatabase;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BackupCommandTest {
  @TempDir Path folder = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String file = "";

  @BeforeEach
  void nameFile() {
    file = folder.resolve("all.agonbackup").toString();
  }

  @Test
  void backup_and_restore_say_what_they_have_moved() {
    try (TestDatabase source = TestDatabase.create();
        TestDatabase target = TestDatabase.create()) {
      assertThat(agon("backup", file, "--database", url(source))).isZero();
      assertThat(out.toString()).contains("draw_policy").contains("all (schema 0");

      out.getBuffer().setLength(0);
      assertThat(agon("restore", file, "--json", "--database", url(target))).isZero();
      assertThat(new JsonObject(out.toString()).getString("format")).isEqualTo("agon-backup");
      assertThat(err.toString()).isEmpty();
    }
  }

  @Test
  void a_folder_without_a_database_is_named_and_nothing_is_made_there() {
    Path data = folder.resolve("data");
    assertThat(agon("backup", file, "--data", data.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("there is no database in " + data);
    assertThat(data).doesNotExist();
  }

  @Test
  void a_wrong_url_is_one_clear_line() {
    assertThat(agon("backup", file, "--database", "mysql://me:s3cret@host/db")).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains("postgresql://user").doesNotContain("s3cret");
  }

  @Test
  void a_missing_file_is_one_clear_line() {
    try (TestDatabase target = TestDatabase.create()) {
      assertThat(agon("restore", file, "--database", url(target))).isEqualTo(2);
      assertThat(err.toString().lines()).hasSize(1);
      assertThat(err.toString()).contains(file + ": there is no such file");
    }
  }

  private int agon(String... arguments) {
    CommandLine line = Agon.commandLine();
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  private static String url(TestDatabase database) {
    var address = database.address();
    return "postgresql://%s:%s@%s:%d/%s"
        .formatted(
            address.user(), address.password(), address.host(), address.port(), address.database());
  }
}
