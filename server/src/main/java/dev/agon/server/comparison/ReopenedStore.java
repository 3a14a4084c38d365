package dev.agon.server.comparison;

import dev.agon.preference.Outcome;
import dev.agon.server.core.ChoiceWords;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads what was answered on places whose answer was taken back, so that nobody enters it twice.
 */
public final class ReopenedStore {

  private final Pool pool;

  /** A store on a database. */
  public ReopenedStore(Pool pool) {
    this.pool = pool;
  }

  /**
   * The last answer on a place.
   *
   * @param answers by question; by criterion where the study has no form
   */
  record Last(JsonObject answers, @Nullable String note) {}

  /** By the tokens of the annotator's re-opened places. */
  Future<Map<UUID, Last>> of(long annotator) {
    return pool.preparedQuery(SeatSql.REOPENED)
        .execute(Tuple.of(annotator))
        .map(
            rows -> {
              Map<UUID, Last> last = new HashMap<>();
              for (Row row : rows) {
                last.put(row.getUUID("token"), new Last(answers(row), row.getString("comment")));
              }
              return last;
            });
  }

  private static JsonObject answers(Row row) {
    String answers = row.getString("answers");
    if (answers != null) {
      return new JsonObject(answers);
    }
    Short[] criteria = row.getArrayOfShorts("criteria");
    Short[] outcomes = row.getArrayOfShorts("outcomes");
    boolean swapped = row.getArrayOfShorts("presentation")[0] != 1;
    JsonObject byCriterion = new JsonObject();
    for (int k = 0; k < criteria.length; k++) {
      byCriterion.put(
          criteria[k].toString(),
          new JsonObject().put("choice", ChoiceWords.onScreen(Outcome.of(outcomes[k]), swapped)));
    }
    return byCriterion;
  }
}
