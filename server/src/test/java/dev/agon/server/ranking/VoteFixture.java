package dev.agon.server.ranking;

import dev.agon.preference.Outcome;
import dev.agon.server.sql.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A study with numbered votes, written straight into the tables. Each call is a transaction of its
 * own unless the fixture was made on a connection that does not commit by itself.
 */
public final class VoteFixture implements AutoCloseable {
  private final Connection connection;
  private final long study;

  private VoteFixture(Connection connection, long study) {
    this.connection = connection;
    this.study = study;
  }

  /** A running study under one criterion, without votes, whose board counts all at once. */
  public static VoteFixture study(TestDatabase database, String slug) throws SQLException {
    Connection connection = database.connect();
    long study =
        number(
            connection,
            """
            insert into study (slug, name, state, join_code, board_code, board_visibility, blinding, undo_seconds)
            values (?, ?, 'running', ?, ?, 'public', 'open', 0) returning id
            """,
            slug,
            "Study " + slug,
            UUID.randomUUID().toString(),
            UUID.randomUUID().toString());
    execute(connection, "insert into study_clock (study) values (?)", study);
    execute(connection, "insert into criterion values (?, 1, 'overall')", study);
    return new VoteFixture(connection, study);
  }

  /** A study that is there already. */
  public static VoteFixture existing(TestDatabase database, String slug) throws SQLException {
    Connection connection = database.connect();
    return new VoteFixture(
        connection, number(connection, "select id from study where slug = ?", slug));
  }

  /** The same study over another connection, which commits only when told. */
  public VoteFixture heldOpen(TestDatabase database) throws SQLException {
    Connection other = database.connect();
    other.setAutoCommit(false);
    return new VoteFixture(other, study);
  }

  public long study() {
    return study;
  }

  public long generator(String name) throws SQLException {
    return number(
        connection, "insert into generator (study, name) values (?, ?) returning id", study, name);
  }

  public List<Long> generators(int count) throws SQLException {
    List<Long> generators = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      generators.add(generator("generator " + i));
    }
    return generators;
  }

  public long annotator(String kind) throws SQLException {
    return number(
        connection,
        "insert into annotator (study, pseudonym, kind) values (?, ?, ?) returning id",
        study,
        UUID.randomUUID().toString(),
        kind);
  }

  /** A comparison of two new responses to a new prompt. */
  public long comparison(long first, long second) throws SQLException {
    String name = UUID.randomUUID().toString();
    long prompt =
        number(
            connection,
            "insert into prompt (study, external_id, text) values (?, ?, 'Why?') returning id",
            study,
            name);
    String response =
        """
        insert into response (study, prompt, generator, text)
        values (?, ?, ?, 'Because.') returning id
        """;
    long one = number(connection, response, study, prompt, first);
    long two = number(connection, response, study, prompt, second);
    long matchup =
        number(
            connection,
            """
            insert into matchup (study, generators)
            values (?, array[least(?::bigint, ?), greatest(?::bigint, ?)])
            on conflict (study, generators) do update set study = excluded.study returning id
            """,
            study,
            first,
            second,
            first,
            second);
    return number(
        connection,
        """
        insert into comparison (study, external_id, prompt, responses, matchup, wanted)
        values (?, ?, ?, array[?::bigint, ?::bigint], ?, 1000) returning id
        """,
        study,
        name,
        prompt,
        one,
        two,
        matchup);
  }

  /** A vote on a new place; gives the place. */
  public long vote(long annotator, long comparison, Outcome outcome) throws SQLException {
    return vote(annotator, comparison, outcome, 1);
  }

  /** A vote on a new place of a purpose; gives the place. */
  public long vote(long annotator, long comparison, Outcome outcome, int purpose)
      throws SQLException {
    long place =
        number(
            connection,
            """
            insert into place (study, comparison, matchup, purpose, presentation, state, annotator)
            select study, id, matchup, ?, array[1, 2], 2, ? from comparison where id = ?
            returning id
            """,
            purpose,
            annotator,
            comparison);
    record(place, 1, false, outcome);
    return place;
  }

  public void revise(long place, int revision, Outcome outcome) throws SQLException {
    record(place, revision, false, outcome);
  }

  public void withdraw(long place, int revision) throws SQLException {
    record(place, revision, true, Outcome.TIE);
  }

  public void exclude(long annotator) throws SQLException {
    event(annotator, "excluded");
  }

  public void include(long annotator) throws SQLException {
    event(annotator, "included");
  }

  /** Leaves tombstones of an annotator's votes. */
  public void erase(long annotator) throws SQLException {
    connection.setAutoCommit(false);
    execute(connection, "set local agon.erasure = 'on'");
    execute(
        connection,
        """
        delete from judgement j using vote v
        where v.study = j.study and v.number = j.number and v.annotator = ?
        """,
        annotator);
    execute(
        connection,
        "update vote set annotator = null, erased_at = now() where annotator = ?",
        annotator);
    event(annotator, "erased");
    connection.commit();
    connection.setAutoCommit(true);
  }

  /** The study's highest number. */
  public long number() throws SQLException {
    return number(connection, "select seq from study_clock where study = ?", study);
  }

  /** The watermark of the study's board; -1 without one. */
  public long watermark() throws SQLException {
    return number(
        connection, "select coalesce(max(watermark), -1) from leaderboard where study = ?", study);
  }

  public void commit() throws SQLException {
    connection.commit();
  }

  public void rollback() throws SQLException {
    connection.rollback();
  }

  public void execute(String sql, Object... parameters) throws SQLException {
    execute(connection, sql, parameters);
  }

  public long number(String sql, Object... parameters) throws SQLException {
    return number(connection, sql, parameters);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private void event(long annotator, String kind) throws SQLException {
    execute(
        connection,
        """
        with clock as (update study_clock set seq = seq + 1 where study = ? returning seq)
        insert into study_event (study, number, kind, annotator) select ?, seq, ?, ? from clock
        """,
        study,
        study,
        kind,
        annotator);
  }

  private void record(long place, int revision, boolean withdrawn, Outcome outcome)
      throws SQLException {
    execute(
        connection,
        """
        with clock as (update study_clock set seq = seq + 1 where study = ? returning seq),
        vote as (
          insert into vote (study, number, place, comparison, annotator, revision, key, body_hash,
                            withdrawn, purpose, presentation, study_version, source)
          select p.study, clock.seq, p.id, p.comparison, p.annotator, ?, gen_random_uuid(), '',
                 ?, p.purpose, p.presentation, 1, 'api'
          from place p, clock where p.id = ?
          returning study, number, withdrawn
        )
        insert into judgement (study, number, criterion, outcome)
        select study, number, 1, ? from vote where not withdrawn
        """,
        study,
        revision,
        withdrawn,
        place,
        outcome.code());
  }

  private static void execute(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      statement.execute();
    }
  }

  private static long number(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  private static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
  }
}
