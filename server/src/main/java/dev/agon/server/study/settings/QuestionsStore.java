package dev.agon.server.study.settings;

import dev.agon.question.form.Form;
import dev.agon.server.core.Study;
import dev.agon.server.study.SettingsResult;
import dev.agon.server.study.StudyStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The questions of studies. */
public final class QuestionsStore {
  private final Pool pool;
  private final StudyStore studies;

  /** A store on a database. */
  public QuestionsStore(Pool pool, StudyStore studies) {
    this.pool = pool;
    this.studies = studies;
  }

  /**
   * What a study asks.
   *
   * @param form its own questions as JSON; null for one comparison a criterion
   */
  record Asked(
      @Nullable String form, boolean allowTie, boolean allowBothBad, List<String> criteria) {}

  Future<Asked> asked(long study) {
    return pool.preparedQuery(QuestionsSql.FORM)
        .execute(Tuple.of(study))
        .map(
            rows -> {
              Row row = rows.iterator().next();
              return new Asked(
                  row.getString("form"),
                  row.getBoolean("allow_tie"),
                  row.getBoolean("allow_both_bad"),
                  List.of(row.getArrayOfStrings("criteria")));
            });
  }

  /**
   * Asks other questions from now on, as a new version of the study; criteria that they name come
   * into being.
   *
   * @param version the version that the admin saw
   * @param form null for one comparison a criterion
   */
  Future<SettingsResult> change(long id, int version, @Nullable Form form) {
    return pool.withTransaction(
        connection ->
            studies
                .locked(connection, id)
                .compose(
                    study ->
                        study.version() == version
                            ? change(connection, study, form)
                            : Future.succeededFuture(new SettingsResult.Stale(study))));
  }

  private Future<SettingsResult> change(
      SqlConnection connection, Study before, @Nullable Form form) {
    String json = form == null ? null : form.json().toString();
    return connection
        .preparedQuery(QuestionsSql.CHANGE)
        .execute(Tuple.of(before.id(), json))
        .map(RowSet::rowCount)
        .compose(
            changed ->
                changed == 0
                    ? Future.succeededFuture(new SettingsResult.Unchanged(before))
                    : changed(connection, before, form));
  }

  private Future<SettingsResult> changed(
      SqlConnection connection, Study before, @Nullable Form form) {
    List<String> names = form == null ? List.of() : form.criteria();
    Tuple criteria =
        Tuple.tuple().addLong(before.id()).addArrayOfString(names.toArray(String[]::new));
    return connection
        .preparedQuery(QuestionsSql.DROP_CRITERIA)
        .execute(criteria)
        .compose(dropped -> connection.preparedQuery(QuestionsSql.ADD_CRITERIA).execute(criteria))
        .compose(added -> studies.locked(connection, before.id()))
        .compose(study -> StudyStore.noteVersion(connection, study))
        .map(study -> new SettingsResult.Saved(study, false, 0, 0));
  }
}
