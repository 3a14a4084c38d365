package dev.agon.server.study;

import dev.agon.server.core.Setting;
import dev.agon.server.core.Settings;
import dev.agon.server.core.Study;
import dev.agon.server.core.StudyState;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Studies: their settings, versions, states and links. */
public final class StudyStore {
  private final Pool pool;

  /** A store on a database. */
  public StudyStore(Pool pool) {
    this.pool = pool;
  }

  /** The study with a name in paths. */
  public Future<Optional<Study>> find(String slug) {
    return pool.preparedQuery(StudySql.BY_SLUG).execute(Tuple.of(slug)).map(StudyStore::first);
  }

  /**
   * Brings settings into force, as a new version, with as many places as the overlap asks for.
   *
   * @param version the version that the admin saw
   */
  public Future<SettingsResult> change(long id, int version, Settings settings) {
    return pool.withTransaction(
        connection ->
            lock(connection, id)
                .compose(
                    study -> {
                      if (study.version() != version) {
                        return Future.succeededFuture(new SettingsResult.Stale(study));
                      }
                      return study.settings().equals(settings)
                          ? Future.succeededFuture(new SettingsResult.Unchanged(study))
                          : change(connection, study, settings);
                    }));
  }

  private Future<SettingsResult> change(SqlConnection connection, Study before, Settings settings) {
    return connection
        .preparedQuery(StudySql.CHANGE)
        .execute(parameters(before.id(), settings))
        .map(rows -> study(rows.iterator().next()))
        .compose(study -> noteVersion(connection, study))
        .compose(
            study ->
                overlap(before.settings()) == overlap(settings)
                    ? Future.succeededFuture(saved(before, study, 0, 0))
                    : fitPlaces(connection, before, study))
        .compose(
            saved -> settleIfSeen(connection, before.id(), before.settings(), settings).map(saved));
  }

  /** What one kind of study has shown stays as it is under another. */
  private static Future<?> settleIfSeen(
      SqlConnection connection, long study, Settings before, Settings after) {
    boolean same =
        before.text(Setting.BLINDING).equals(after.text(Setting.BLINDING))
            && before.number(Setting.UNDO_SECONDS) == after.number(Setting.UNDO_SECONDS);
    return same ? Future.succeededFuture() : settle(connection, study);
  }

  /** No answer given so far can be changed any more. */
  private static Future<?> settle(SqlConnection connection, long study) {
    return connection.preparedQuery(StudySql.SETTLE).execute(Tuple.of(study));
  }

  private Future<SettingsResult> fitPlaces(SqlConnection connection, Study before, Study study) {
    Tuple parameters = Tuple.of(study.id(), overlap(study.settings()));
    boolean more = overlap(study.settings()) > overlap(before.settings());
    return connection
        .query(StudySql.TAKE_TIME)
        .execute()
        .compose(
            set ->
                connection
                    .preparedQuery(more ? StudySql.ADD_PLACES : StudySql.REMOVE_PLACES)
                    .execute(parameters))
        .map(RowSet::rowCount)
        .compose(
            places ->
                connection
                    .preparedQuery(StudySql.NOTE_WANTED)
                    .execute(parameters)
                    .map(saved(before, study, more ? places : 0, more ? 0 : places)));
  }

  private static int overlap(Settings settings) {
    return settings.number(Setting.OVERLAP);
  }

  private static SettingsResult saved(Study before, Study study, long added, long removed) {
    return new SettingsResult.Saved(
        study, study.consentVersion() > before.consentVersion(), added, removed);
  }

  /** Votes name versions only from the publishing on. */
  public static Future<Study> noteVersion(SqlConnection connection, Study study) {
    return study.published()
        ? connection.preparedQuery(StudySql.NOTE_VERSION).execute(Tuple.of(study.id())).map(study)
        : Future.succeededFuture(study);
  }

  /** Moves a study to another state; empty when it is in none that allows it. */
  public Future<Optional<Study>> move(long id, Transition transition) {
    return pool.withTransaction(
        connection ->
            connection
                .preparedQuery(StudySql.MOVE)
                .execute(Tuple.of(id, transition.to().word(), transition.fromWords()))
                .map(StudyStore::first)
                .compose(
                    moved ->
                        moved.isEmpty()
                            ? Future.succeededFuture(moved)
                            : follow(connection, moved.get(), transition).map(moved)));
  }

  /** What was answered before a study is closed, or while it was, can then be seen and stays. */
  private static Future<?> follow(SqlConnection connection, Study moved, Transition transition) {
    return switch (transition) {
      case PUBLISH -> noteVersion(connection, moved);
      case CLOSE, REOPEN -> settle(connection, moved.id());
      case PAUSE, RESUME -> Future.succeededFuture();
    };
  }

  /** Whether a study has anything to judge. */
  public Future<Boolean> hasComparisons(long id) {
    return pool.preparedQuery(StudySql.HAS_PLACES)
        .execute(Tuple.of(id))
        .map(rows -> rows.iterator().next().getBoolean("yes"));
  }

  /** Ends one of the study's links and makes another. */
  public Future<Void> renew(long id, Link link, String secret) {
    String sql =
        switch (link) {
          case JOIN -> StudySql.RENEW_JOIN_CODE;
          case BOARD -> StudySql.RENEW_BOARD_CODE;
        };
    return pool.preparedQuery(sql).execute(Tuple.of(id, secret)).mapEmpty();
  }

  /** The study, which nobody else changes until the transaction ends. */
  public Future<Study> locked(SqlConnection connection, long id) {
    return lock(connection, id);
  }

  private static Future<Study> lock(SqlConnection connection, long id) {
    return connection
        .preparedQuery(StudySql.LOCK)
        .execute(Tuple.of(id))
        .map(rows -> study(rows.iterator().next()));
  }

  private static Tuple parameters(long id, Settings settings) {
    Tuple parameters = Tuple.of(id);
    for (Setting setting : Setting.values()) {
      parameters.addValue(settings.value(setting));
    }
    return parameters;
  }

  private static Optional<Study> first(RowSet<Row> rows) {
    return rows.size() == 0 ? Optional.empty() : Optional.of(study(rows.iterator().next()));
  }

  private static Study study(Row row) {
    return new Study(
        row.getLong("id"),
        row.getString("slug"),
        StudyState.of(row.getString("state")),
        row.getInteger("version"),
        row.getInteger("consent_version"),
        settings(row),
        row.getString("join_code"),
        row.getString("board_code"),
        row.getOffsetDateTime("created_at"),
        row.getOffsetDateTime("published_at"),
        row.getOffsetDateTime("closed_at"));
  }

  private static Settings settings(Row row) {
    Map<Setting, Object> values = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      @Nullable Object value =
          setting.allowed() instanceof Setting.Whole
              ? row.getInteger(setting.column())
              : row.getValue(setting.column());
      if (value != null) {
        values.put(setting, value);
      }
    }
    return new Settings(values);
  }
}
