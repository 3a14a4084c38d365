package dev.agon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class BackupTest {
  /** Two studies with rows in most tables, and texts that a text format could trip over. */
  private static final String CONTENT =
      """
      insert into admin (name, password_hash) values (E'Ada \\t\\n\\\\. "x", ☕ 𝄞', 'h');
      insert into study (slug, name, join_code, board_code)
        select 's' || n, E'\\\\N', repeat(n::text, 20), repeat(n::text, 20)
        from generate_series(1, 2) n;
      insert into study_clock select id, 40 * id from study;
      insert into criterion (study, ordinal, name) select id, 1, 'overall' from study;
      insert into generator (study, name) select 1, 'g' || n from generate_series(1, 4) n;
      insert into generator (study, name, parent) select 1, 'child', max(id) from generator;
      insert into prompt (study, external_id, text)
        select 1, n::text, E'line\\r\\n\\\\.\\n\\tend' from generate_series(1, 5) n;
      update prompt set language = 'de' where id <= 2;
      insert into response (study, prompt, generator, text)
        select 1, p.id, g.id, '' from prompt p, generator g;
      insert into matchup (study, generators) values (1, array[1, 2]);
      insert into comparison (study, external_id, prompt, responses, matchup, wanted)
        select 1, id::text, id, array[id * 5 - 4, id * 5 - 3], 1, 3 from prompt;
      insert into annotator (study, pseudonym, metadata)
        select 1, 'a' || n, '{"k": "v\\t"}' from generate_series(1, 3) n;
      insert into place (study, comparison, matchup, presentation, state, annotator, propensity)
        select 1, c.id, 1, array[2, 1], 2, a.id, 0.1 from comparison c, annotator a;
      insert into vote (study, number, place, comparison, annotator, revision, key, body_hash,
          purpose, presentation, study_version, sent_at, source)
        select 1, id, id, comparison, annotator, 1, gen_random_uuid(), '\\x00ff5c', 1, presentation,
          1, timestamptz '2024-02-29 23:59:59.999999+05:45', 'page' from place;
      insert into judgement (study, number, criterion, outcome) select 1, number, 1, 3 from vote;
      insert into study_event (study, number, kind) values (1, 16, 'excluded');
      insert into audit (actor, action) values ('system', 'begin')""";

  @TempDir Path folder = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void nameFile() {
    file = folder.resolve("all.agonbackup");
  }

  @Test
  void a_fresh_cluster_gets_the_same_rows_and_its_numbers_go_on_without_a_hole() throws Exception {
    try (TestDatabase source = TestDatabase.create();
        EmbeddedPostgres target =
            EmbeddedPostgres.start(
                folder.resolve("data"), PostgresBinaries.bundled(), Durability.THROWAWAY)) {
      execute(source.address(), CONTENT);
      BackupManifest written = Backup.write(source.address(), file);
      BackupManifest read = Restore.run(target.address(), file);

      assertThat(read).isEqualTo(written);
      assertThat(written.rows()).isGreaterThan(90);
      assertThat(sums(target.address())).isEqualTo(sums(source.address())).hasSizeGreaterThan(15);
      assertThat(
              query(
                  target.address(),
                  "update study_clock set seq = seq + 1 where study = 1 returning seq"))
          .isEqualTo("41");
      assertThat(
              query(
                  target.address(),
                  "insert into audit (actor, action) values ('x', 'y') returning id"))
          .isEqualTo("2");
      assertThat(
              query(
                  target.address(),
                  "insert into place (study, comparison, matchup, presentation) values (1, 1, 1, array[1, 2]) returning id"))
          .isEqualTo("16");
      assertThat(Files.getPosixFilePermissions(file))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
  }

  @Test
  void a_backup_is_of_one_moment_while_votes_go_on() throws Exception {
    try (TestDatabase source = TestDatabase.create();
        TestDatabase target = TestDatabase.create()) {
      execute(source.address(), CONTENT);
      AtomicBoolean enough = new AtomicBoolean();
      Thread writer = Thread.ofPlatform().start(() -> writeUntil(enough, source.address()));
      while (query(source.address(), "select seq from study_clock where study = 2").equals("80")) {
        Thread.onSpinWait();
      }
      Backup.write(source.address(), file);
      enough.set(true);
      writer.join();
      Restore.run(target.address(), file);

      String gap =
          "select seq - 80 - (select count(*) from study_event where study = 2) from study_clock where study = 2";
      assertThat(query(target.address(), gap)).isEqualTo("0");
      assertThat(query(target.address(), "select count(*) > 0 from study_event where study = 2"))
          .isEqualTo("t");
    }
  }

  private static void writeUntil(AtomicBoolean enough, DatabaseAddress address) {
    while (!enough.get()) {
      execute(
          address,
          """
          with s as (update study_clock set seq = seq + 1 where study = 2 returning seq)
          insert into study_event (study, number, kind) select 2, seq, 'excluded' from s""");
    }
  }

  @Test
  void a_database_that_somebody_has_used_is_refused_and_left_alone() throws Exception {
    try (TestDatabase source = TestDatabase.create();
        TestDatabase target = TestDatabase.create()) {
      Backup.write(source.address(), file);
      execute(target.address(), CONTENT);
      Map<String, String> before = sums(target.address());
      assertThatThrownBy(() -> Restore.run(target.address(), file))
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("is not empty (table ");
      assertThat(sums(target.address())).isEqualTo(before);
    }
  }

  @Test
  void a_database_in_use_by_a_server_is_refused() throws Exception {
    try (TestDatabase source = TestDatabase.create();
        TestDatabase target = TestDatabase.create();
        Connection server = Migrations.connect(target.address())) {
      Backup.write(source.address(), file);
      assertThat(server.isValid(1)).isTrue();
      assertThatThrownBy(() -> Restore.run(target.address(), file))
          .hasMessageContaining("another agon process is using the database");
    }
  }

  @Test
  void a_damaged_file_changes_nothing_or_loses_nothing_wherever_it_is_damaged() throws Exception {
    try (TestDatabase source = TestDatabase.create()) {
      execute(source.address(), CONTENT);
      Backup.write(source.address(), file);
      byte[] whole = Files.readAllBytes(file);
      int refused = 0;
      for (int at = 40; at < whole.length; at += whole.length / 15) {
        whole[at] ^= 0x10;
        refused += refuses(Files.write(folder.resolve("damaged"), whole), source) ? 1 : 0;
        whole[at] ^= 0x10;
      }
      assertThat(refused).isGreaterThan(5);
    }
  }

  /** False where the damaged byte said nothing, such as a time stamp: then all is there. */
  private static boolean refuses(Path damaged, TestDatabase source) throws SQLException {
    try (TestDatabase target = TestDatabase.create()) {
      Map<String, String> empty = sums(target.address());
      try {
        Restore.run(target.address(), damaged);
      } catch (DatabaseException e) {
        assertThat(e).hasMessageContaining("cannot restore");
        assertThat(sums(target.address())).isEqualTo(empty);
        return true;
      }
      assertThat(sums(target.address())).isEqualTo(sums(source.address()));
      return false;
    }
  }

  @Test
  void a_cut_off_file_and_one_of_another_kind_are_refused() throws Exception {
    try (TestDatabase target = TestDatabase.create()) {
      Backup.write(target.address(), file);
      byte[] whole = Files.readAllBytes(file);
      Path cut =
          Files.write(folder.resolve("cut"), java.util.Arrays.copyOf(whole, whole.length / 2));
      Path text = Files.writeString(folder.resolve("text"), "hello");
      for (Path bad : new Path[] {cut, text, folder.resolve("missing")}) {
        assertThatThrownBy(() -> Restore.run(target.address(), bad))
            .isInstanceOf(DatabaseException.class)
            .hasMessageContaining(bad.toString());
      }
    }
  }

  @Test
  void a_file_is_never_overwritten() throws Exception {
    try (TestDatabase source = TestDatabase.create()) {
      Files.writeString(file, "precious");
      assertThatThrownBy(() -> Backup.write(source.address(), file))
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("exists already");
      assertThat(file).hasContent("precious");
    }
  }

  @Test
  void a_backup_of_the_release_before_is_loaded_and_then_migrated() throws Exception {
    Path migrations = Files.createDirectory(folder.resolve("migrations"));
    Files.writeString(
        migrations.resolve("V001__one.sql"),
        """
        create table kind (name text primary key);
        insert into kind values ('seed');
        create table thing (id bigint generated always as identity, kind text references kind);""");
    try (TestDatabase source = TestDatabase.empty();
        TestDatabase target = TestDatabase.empty()) {
      Migrations.run(source.address(), migrations, null);
      execute(
          source.address(),
          "insert into kind values ('own'); insert into thing (kind) values ('own')");
      Backup.write(source.address(), file);
      Files.writeString(
          migrations.resolve("V002__two.sql"),
          "insert into kind values ('late'); alter table thing add column size int not null default 7;");
      Migrations.run(target.address(), migrations, null);

      Restore.run(target.address(), file, migrations);

      assertThat(query(target.address(), "select string_agg(name, ' ' order by name) from kind"))
          .isEqualTo("late own seed");
      assertThat(query(target.address(), "select id || kind || size from thing"))
          .isEqualTo("1own7");
    }
  }

  @Test
  void a_backup_of_a_newer_release_is_refused() throws Exception {
    Path migrations = Files.createDirectory(folder.resolve("migrations"));
    Files.writeString(migrations.resolve("V001__one.sql"), "create table one (id bigint);");
    Path newer = migrations.resolve("V002__two.sql");
    Files.writeString(newer, "create table two (id bigint);");
    try (TestDatabase source = TestDatabase.empty();
        TestDatabase target = TestDatabase.empty()) {
      Migrations.run(source.address(), migrations, null);
      Backup.write(source.address(), file);
      Files.delete(newer);
      assertThatThrownBy(() -> Restore.run(target.address(), file, migrations))
          .hasMessageContaining("version 002")
          .hasMessageContaining("use a newer Agon");
    }
  }

  /** A checksum over the rows of each table. */
  private static Map<String, String> sums(DatabaseAddress address) throws SQLException {
    Map<String, String> sums = new TreeMap<>();
    try (Connection connection = TestDatabase.connect(address);
        Statement statement = connection.createStatement()) {
      for (Catalog.Table table : Catalog.tables(connection)) {
        String sql =
            "select count(*) || ' ' || coalesce(md5(string_agg(t::text, E'\\n' order by t::text)), '') from %s t"
                .formatted(table.quoted());
        try (ResultSet row = statement.executeQuery(sql)) {
          row.next();
          sums.put(table.name(), row.getString(1));
        }
      }
    }
    return sums;
  }

  private static String query(DatabaseAddress address, String sql) throws SQLException {
    try (Connection connection = TestDatabase.connect(address);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  private static void execute(DatabaseAddress address, String sql) {
    try (Connection connection = TestDatabase.connect(address);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
