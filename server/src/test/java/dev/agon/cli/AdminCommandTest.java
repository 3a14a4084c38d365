package dev.agon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.sql.TestDatabase;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AdminCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void prints_a_link_that_enters_within_a_day(@TempDir Path data) throws SQLException {
    try (TestDatabase database = TestDatabase.create()) {
      assertThat(agon("admin", "link", "--data", data.toString(), "--database", url(database)))
          .isZero();

      assertThat(out.toString()).matches("http://127.0.0.1:8080/admin/enter/[A-Za-z0-9_-]{43}\\R");
      assertThat(openLinks(database)).isEqualTo(1);
    }
  }

  @Test
  void knows_where_the_server_on_the_same_data_is_reached(@TempDir Path data) {
    try (TestDatabase database = TestDatabase.create()) {
      new ServedAddress(data).publish("http://127.0.0.1:8123/agon");
      assertThat(agon("admin", "link", "--data", data.toString(), "--database", url(database)))
          .isZero();

      assertThat(out.toString()).startsWith("http://127.0.0.1:8123/agon/admin/enter/");
    }
  }

  @Test
  void prints_the_public_address_in_json_for_programs() throws SQLException {
    try (TestDatabase database = TestDatabase.create()) {
      String publicUrl = "https://example.org/agon";
      assertThat(
              agon(
                  "admin",
                  "link",
                  "--json",
                  "--public-url",
                  publicUrl,
                  "--database",
                  url(database)))
          .isZero();

      assertThat(new JsonObject(out.toString()).getString("link"))
          .startsWith("https://example.org/agon/admin/enter/");
    }
  }

  @Test
  void says_in_one_line_that_a_public_url_is_none() {
    assertThat(agon("admin", "link", "--public-url", "ftp://example.org", "--data", "none"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("public URL").doesNotContain("\tat ");
  }

  private static int openLinks(TestDatabase database) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select count(*) from admin_link where used_at is null
                  and expires_at between now() + interval '23 hours' and now() + interval '24 hours'
                """)) {
      rows.next();
      return rows.getInt(1);
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
