package dev.agon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema and a small round trip on the bundled Postgres and on those that the system has. */
@Tag("slow")
class ServerVersionsTest {
  @TempDir Path folder = Path.of("");

  static Stream<PostgresBinaries> servers() throws IOException {
    List<PostgresBinaries> servers = new ArrayList<>();
    servers.add(PostgresBinaries.bundled());
    Path installed = Path.of("/usr/lib/postgresql");
    if (Files.isDirectory(installed)) {
      try (var versions = Files.newDirectoryStream(installed, "[0-9]*")) {
        for (Path version : versions) {
          int major = Integer.parseInt(version.getFileName().toString());
          if (major >= 15 && Files.isExecutable(version.resolve("bin/initdb"))) {
            servers.add(new PostgresBinaries(version, major));
          }
        }
      }
    }
    if (servers.size() == 1) {
      System.out.println("only on the bundled Postgres: none is installed in " + installed);
    }
    return servers.stream();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void takes_the_schema_and_gives_back_what_was_written(PostgresBinaries binaries) {
    Vertx vertx = Vertx.vertx();
    try (EmbeddedPostgres server = EmbeddedPostgres.start(folder, binaries, Durability.THROWAWAY)) {
      Migrations.run(server.address());
      Pool pool = Pools.create(vertx, server.address(), 2);
      pool.preparedQuery(
              """
              with s as (
                insert into study (slug, name, join_code, board_code)
                values ($1, $2, repeat('j', 20), repeat('b', 20)) returning id)
              insert into study_clock (study) select id from s""")
          .execute(Tuple.of("tea", "Tea ☕"))
          .await();
      var row =
          pool.query(
                  """
                  update study_clock set seq = seq + 3 returning seq,
                    (select name from study), current_setting('server_version_num')::int""")
              .execute()
              .await()
              .iterator()
              .next();
      assertThat(row.getLong(0)).isEqualTo(3);
      assertThat(row.getString(1)).isEqualTo("Tea ☕");
      assertThat(row.getInteger(2) / 10_000).isEqualTo(binaries.major());
      assertThatThrownBy(() -> pool.query("update study set slug = 'Not A Slug'").execute().await())
          .hasMessageContaining("study_slug_check");
    } finally {
      vertx.close().await();
    }
  }
}
