package dev.agon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class MigrationsTest {
  @TempDir Path folder = Path.of("");

  @Test
  void the_checksums_are_those_that_flyway_writes_down() throws Exception {
    try (TestDatabase database = TestDatabase.create();
        Connection connection = database.connect()) {
      assertThat(SchemaHistory.applied(connection))
          .isEqualTo(MigrationFile.checksums(MigrationFile.in(Migrations.folder())))
          .isNotEmpty();
    }
  }

  @Test
  void a_current_database_is_left_alone_quickly() {
    try (TestDatabase database = TestDatabase.create()) {
      long flyway = System.nanoTime();
      Flyway.configure()
          .dataSource(
              database.address().jdbcUrl(),
              database.address().user(),
              database.address().password())
          .locations("filesystem:" + Migrations.folder())
          .load()
          .migrate();
      long own = System.nanoTime();
      Migrations.run(database.address());
      System.out.printf(
          "nothing to migrate: %d ms, Flyway alone %d ms%n",
          (System.nanoTime() - own) / 1_000_000, (own - flyway) / 1_000_000);
    }
  }

  @Test
  void a_newer_file_is_applied_to_a_database_of_the_release_before() throws Exception {
    write("V001__one.sql", "create table one (id bigint);");
    try (TestDatabase database = TestDatabase.empty()) {
      Migrations.run(database.address(), folder, null);
      write("V002__two.sql", "alter table one add column name text not null default 'x';");
      Migrations.run(database.address(), folder, null);
      try (Connection connection = database.connect();
          Statement statement = connection.createStatement()) {
        assertThat(statement.executeUpdate("insert into one values (1, 'a')")).isEqualTo(1);
      }
    }
  }

  @Test
  void migrations_can_stop_at_a_version() throws Exception {
    write("V001__one.sql", "create table one (id bigint);");
    write("V002__two.sql", "create table two (id bigint);");
    try (TestDatabase database = TestDatabase.empty();
        Connection connection = database.connect()) {
      Migrations.run(database.address(), folder, "001");
      assertThat(SchemaHistory.applied(connection)).containsOnlyKeys("001");
      Migrations.run(database.address(), folder, null);
      assertThat(SchemaHistory.applied(connection)).containsOnlyKeys("001", "002");
    }
  }

  @Test
  void a_database_newer_than_the_code_is_refused() throws Exception {
    write("V001__one.sql", "create table one (id bigint);");
    Path second = write("V002__two.sql", "create table two (id bigint);");
    try (TestDatabase database = TestDatabase.empty()) {
      Migrations.run(database.address(), folder, null);
      Files.delete(second);
      assertThatThrownBy(() -> Migrations.run(database.address(), folder, null))
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("has version 002")
          .hasMessageContaining("newest is 001")
          .hasMessageContaining("use a newer Agon");
    }
  }

  @Test
  void a_changed_file_is_refused() throws Exception {
    write("V001__one.sql", "create table one (id bigint);");
    try (TestDatabase database = TestDatabase.empty()) {
      Migrations.run(database.address(), folder, null);
      write("V001__one.sql", "create table one (id integer);");
      assertThatThrownBy(() -> Migrations.run(database.address(), folder, null))
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("checksum");
    }
  }

  @Test
  void a_server_that_is_not_there_is_named_without_the_password() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    DatabaseAddress address =
        DatabaseAddress.parse("postgresql://me:s3cret@127.0.0.1:" + port + "/agon");
    assertThatThrownBy(() -> Migrations.run(address))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("127.0.0.1:" + port)
        .hasMessageNotContaining("s3cret");
  }

  private Path write(String name, String sql) throws IOException {
    return Files.writeString(folder.resolve(name), sql);
  }
}
