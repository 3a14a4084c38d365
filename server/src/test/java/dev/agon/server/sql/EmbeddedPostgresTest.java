package dev.agon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The embedded server as it runs for people: durable, private, and hard to kill for good. */
@Tag("slow")
class EmbeddedPostgresTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Path folder = Path.of("");

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createTempDirectory("agon-embedded");
    // As a home folder may be: the server must not depend on others being let in.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
  }

  @AfterEach
  void deleteFolder() throws IOException {
    Folders.delete(folder);
  }

  @Test
  void is_durable_private_and_checks_its_pages() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start(folder)) {
      assertThat(show(server, "fsync")).isEqualTo("on");
      assertThat(show(server, "synchronous_commit")).isEqualTo("on");
      assertThat(show(server, "full_page_writes")).isEqualTo("on");
      assertThat(show(server, "data_checksums")).isEqualTo("on");
      assertThat(show(server, "listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(show(server, "server_encoding")).isEqualTo("UTF8");
      assertThat(show(server, "server_version_num")).startsWith("18");
      assertThat(query(server, "select rolsuper from pg_roles where rolname = current_user"))
          .isEqualTo("f");
      assertThat(Files.getPosixFilePermissions(folder.resolve("password")))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
  }

  @Test
  void nobody_enters_without_the_password() {
    try (EmbeddedPostgres server = EmbeddedPostgres.start(folder)) {
      DatabaseAddress address = server.address();
      DatabaseAddress guessed =
          new DatabaseAddress(address.host(), address.port(), "agon", "agon", "agon");
      DatabaseAddress superuser =
          new DatabaseAddress(
              address.host(), address.port(), "postgres", "postgres", address.password());
      assertThatThrownBy(() -> TestDatabase.connect(guessed).close())
          .hasMessageContaining("password authentication failed");
      assertThatThrownBy(() -> TestDatabase.connect(superuser).close())
          .hasMessageContaining("no pg_hba.conf entry");
    }
  }

  @Test
  void a_second_start_on_the_same_folder_is_refused_with_a_way_out() {
    try (EmbeddedPostgres server = EmbeddedPostgres.start(folder)) {
      assertThat(server.pid()).isPositive();
      assertThatThrownBy(() -> EmbeddedPostgres.start(folder))
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining(folder.toString())
          .hasMessageContaining("--database URL");
    }
  }

  @Test
  void keeps_data_and_password_from_start_to_start() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start(folder)) {
      execute(server, "create table kept as select 42 as answer");
    }
    try (EmbeddedPostgres server = EmbeddedPostgres.start(folder)) {
      assertThat(query(server, "select answer from kept")).isEqualTo("42");
    }
  }

  @Test
  void starts_again_on_the_same_port_when_postgres_is_killed() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start(folder)) {
      execute(server, "create table kept as select 42 as answer");
      long first = server.pid();
      int port = server.address().port();

      Launcher.signal("KILL", first);
      await(() -> server.pid() != first && answers(server.address()));

      assertThat(server.address().port()).isEqualTo(port);
      assertThat(query(server, "select answer from kept")).isEqualTo("42");
    }
  }

  @Test
  void postgres_ends_with_a_killed_jvm_and_the_next_start_has_everything() throws Exception {
    Process holder = PostgresHolder.fork(folder, System.getenv("PATH"));
    BufferedReader output = holder.inputReader(StandardCharsets.UTF_8);
    String[] words = Objects.requireNonNull(output.readLine()).split(" ", 3);
    long pid = Long.parseLong(words[0]);
    DatabaseAddress address =
        new DatabaseAddress("127.0.0.1", Integer.parseInt(words[1]), "agon", "agon", words[2]);
    try (Connection connection = TestDatabase.connect(address);
        Statement statement = connection.createStatement()) {
      statement.execute("create table kept as select 42 as answer");

      assertThatThrownBy(() -> EmbeddedPostgres.start(folder))
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("in use by another agon process");
      assertThat(EmbeddedPostgres.running(folder)).contains(address);

      holder.destroyForcibly().waitFor();
    }
    long killed = System.nanoTime();
    try (EmbeddedPostgres server = EmbeddedPostgres.start(folder)) {
      long started = System.nanoTime();
      assertThat(runs(pid)).isFalse();
      assertThat(query(server, "select answer from kept")).isEqualTo("42");
      System.out.printf("killed JVM to answering: %d ms%n", (started - killed) / 1_000_000);
    }
  }

  @Test
  void postgres_ends_by_itself_after_a_killed_jvm() throws Exception {
    Process holder = PostgresHolder.fork(folder, System.getenv("PATH"));
    BufferedReader output = holder.inputReader(StandardCharsets.UTF_8);
    long pid = Long.parseLong(Objects.requireNonNull(output.readLine()).split(" ", 3)[0]);
    holder.destroyForcibly().waitFor();
    long killed = System.nanoTime();
    await(() -> !runs(pid));
    System.out.printf(
        "killed JVM to no postgres: %d ms%n", (System.nanoTime() - killed) / 1_000_000);
  }

  @Test
  void a_pid_file_that_names_another_program_does_not_keep_it_from_starting() throws Exception {
    EmbeddedPostgres.start(folder).close();
    Path data = folder.resolve("postgres-18");
    String mine = String.valueOf(ProcessHandle.current().pid());
    Files.writeString(
        data.resolve("postmaster.pid"),
        mine + "\n" + data + "\n1\n5432\n\n127.0.0.1\n1 1\nready\n");
    try (EmbeddedPostgres server = EmbeddedPostgres.start(folder)) {
      assertThat(query(server, "select 1")).isEqualTo("1");
    }
  }

  @Test
  void where_the_kernel_allows_less_it_runs_all_the_same() throws Exception {
    Path poor = Files.createDirectory(folder.resolve("bin"));
    String missing = Launcher.userId() == 0 ? "unshare" : "setpriv";
    Path program = Files.writeString(poor.resolve(missing), "#!/bin/sh\nexit 1\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    Process holder =
        PostgresHolder.fork(folder.resolve("data"), poor + ":" + System.getenv("PATH"));
    BufferedReader output = holder.inputReader(StandardCharsets.UTF_8);
    long pid = Long.parseLong(Objects.requireNonNull(output.readLine()).split(" ", 3)[0]);
    assertThat(runs(pid)).isTrue();
    assertThat(Launcher.owner(Path.of("/proc", String.valueOf(pid)))).isNotZero();
    holder.destroyForcibly().waitFor();

    try (EmbeddedPostgres server = EmbeddedPostgres.start(folder.resolve("data"))) {
      assertThat(runs(pid)).isFalse();
      assertThat(query(server, "select 1")).isEqualTo("1");
    }
  }

  @Test
  void a_folder_that_no_process_uses_has_no_running_server() {
    assertThat(EmbeddedPostgres.exists(folder)).isFalse();
    assertThat(EmbeddedPostgres.running(folder)).isEmpty();
    EmbeddedPostgres.start(folder).close();
    assertThat(EmbeddedPostgres.exists(folder)).isTrue();
    assertThat(EmbeddedPostgres.running(folder)).isEmpty();
  }

  @Test
  void an_interrupted_first_start_is_begun_anew() throws Exception {
    Path unfinished = Files.createDirectories(folder.resolve("postgres-18.new"));
    Files.writeString(unfinished.resolve("PG_VERSION"), "18\n");
    try (EmbeddedPostgres server = EmbeddedPostgres.start(folder)) {
      assertThat(query(server, "select 1")).isEqualTo("1");
    }
  }

  private static String show(EmbeddedPostgres server, String setting) throws SQLException {
    return query(server, "show " + setting);
  }

  private static String query(EmbeddedPostgres server, String sql) throws SQLException {
    try (Connection connection = TestDatabase.connect(server.address());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  private static void execute(EmbeddedPostgres server, String sql) throws SQLException {
    try (Connection connection = TestDatabase.connect(server.address());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** A zombie that nobody has collected yet has no program any more. */
  private static boolean runs(long pid) {
    return Files.exists(Path.of("/proc", String.valueOf(pid), "exe"));
  }

  private static boolean answers(DatabaseAddress address) {
    try (Connection connection = TestDatabase.connect(address)) {
      return connection.isValid(1);
    } catch (SQLException _) {
      return false;
    }
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(PATIENCE).until(condition);
  }
}
