package dev.agon.server.study.settings;

import dev.agon.condition.Conditions;
import dev.agon.server.core.Study;
import dev.agon.server.study.SettingsResult;
import dev.agon.server.study.StudyStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The conditions of studies. */
public final class ConditionsStore {
  private final Pool pool;
  private final StudyStore studies;

  /** A store on a database. */
  public ConditionsStore(Pool pool, StudyStore studies) {
    this.pool = pool;
    this.studies = studies;
  }

  /**
   * How often a condition was used.
   *
   * @param annotators who hold or have voted on a place under it
   * @param drawn such places
   * @param voted those of them with a standing vote
   */
  record Used(long annotators, long drawn, long voted) {
    static final Used NEVER = new Used(0, 0, 0);
  }

  /** As they are written; null for none. */
  Future<@Nullable String> conditions(long study) {
    return pool.preparedQuery(ConditionsSql.CONDITIONS)
        .execute(Tuple.of(study))
        .map(rows -> rows.iterator().next().getString("conditions"));
  }

  /** By the levels of the conditions. */
  Future<Map<JsonObject, Used>> used(long study) {
    return pool.preparedQuery(ConditionsSql.USED)
        .execute(Tuple.of(study))
        .map(
            rows -> {
              Map<JsonObject, Used> used = new HashMap<>();
              for (Row row : rows) {
                String levels = row.getString("levels");
                if (levels != null) {
                  used.put(
                      new JsonObject(levels),
                      new Used(
                          row.getLong("annotators"), row.getLong("drawn"), row.getLong("voted")));
                }
              }
              return used;
            });
  }

  /**
   * Shows new pairs under other conditions, as a new version of the study.
   *
   * @param version the version that the admin saw
   * @param conditions null for none
   */
  Future<SettingsResult> change(long id, int version, @Nullable Conditions conditions) {
    return pool.withTransaction(
        connection ->
            studies
                .locked(connection, id)
                .compose(
                    study ->
                        study.version() == version
                            ? change(connection, study, conditions)
                            : Future.succeededFuture(new SettingsResult.Stale(study))));
  }

  private Future<SettingsResult> change(
      SqlConnection connection, Study before, @Nullable Conditions conditions) {
    String json = conditions == null ? null : conditions.json().toString();
    String rows = conditions == null ? null : conditions.rowsJson().toString();
    return connection
        .preparedQuery(ConditionsSql.CHANGE)
        .execute(Tuple.of(before.id(), json, rows))
        .compose(
            changed ->
                changed.rowCount() == 0
                    ? Future.succeededFuture(new SettingsResult.Unchanged(before))
                    : changed(connection, before.id()));
  }

  private Future<SettingsResult> changed(SqlConnection connection, long id) {
    return connection
        .preparedQuery(ConditionsSql.FORGET_ROWS)
        .execute(Tuple.of(id))
        .compose(forgotten -> studies.locked(connection, id))
        .compose(study -> StudyStore.noteVersion(connection, study))
        .map(study -> new SettingsResult.Saved(study, false, 0, 0));
  }
}
