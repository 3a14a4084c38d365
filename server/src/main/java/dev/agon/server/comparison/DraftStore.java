package dev.agon.server.comparison;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.agon.server.comparison.draw.Seat;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps answers that were begun, so that another device can go on with them. */
public final class DraftStore {
  private final Pool pool;

  /** A store on a database. */
  public DraftStore(Pool pool) {
    this.pool = pool;
  }

  /**
   * A draft as a window sends it.
   *
   * @param writer the window
   * @param base the number of writes that the window knows of, 0 for none
   */
  record Entered(UUID writer, int base, JsonObject content, int shownMsAgo, int activeMs) {}

  /**
   * A draft that was written.
   *
   * @param replaced what another window had written that this one did not know of
   */
  record Written(int writes, @JsonInclude(Include.NON_NULL) @Nullable Draft replaced) {}

  /**
   * Writes over what was there; empty when the place is not (any more) the annotator's to answer.
   */
  Future<Optional<Written>> write(Seat seat, UUID token, Entered entered) {
    Tuple parameters =
        Tuple.of(
            token,
            seat.annotator(),
            entered.content(),
            entered.shownMsAgo(),
            entered.activeMs(),
            entered.writer());
    return pool.preparedQuery(DraftSql.WRITE)
        .execute(parameters)
        .map(
            rows ->
                rows.size() == 0
                    ? Optional.empty()
                    : Optional.of(written(rows.iterator().next(), entered)));
  }

  private static Written written(Row row, Entered entered) {
    Integer before = row.getInteger("before");
    boolean unknown =
        before != null
            && before > entered.base()
            && !row.getUUID("writer").equals(entered.writer())
            && !new JsonObject(row.getString("content")).equals(entered.content());
    return new Written(row.getInteger("writes"), unknown ? draft(row, before) : null);
  }

  /** What an annotator may go on with, by the tokens of the places. */
  Future<Map<UUID, Draft>> of(long annotator) {
    return pool.preparedQuery(DraftSql.OF_ANNOTATOR)
        .execute(Tuple.of(annotator))
        .map(
            rows -> {
              Map<UUID, Draft> drafts = new HashMap<>();
              for (Row row : rows) {
                drafts.put(row.getUUID("token"), draft(row, row.getInteger("writes")));
              }
              return drafts;
            });
  }

  private static Draft draft(Row row, int writes) {
    return Draft.of(
        new JsonObject(row.getString("content")),
        writes,
        (int) Math.min(row.getLong("shown_ago"), Integer.MAX_VALUE),
        row.getInteger("active_ms"));
  }

  /** Forgets drafts that belong to nobody any more; answers how many there were. */
  public Future<Integer> sweep() {
    return pool.preparedQuery(DraftSql.SWEEP).execute().map(rows -> rows.rowCount());
  }
}
