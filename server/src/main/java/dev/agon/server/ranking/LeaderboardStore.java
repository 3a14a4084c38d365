package dev.agon.server.ranking;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;

/** Leaderboards as they were written last. */
public final class LeaderboardStore {
  private final Pool pool;

  public LeaderboardStore(Pool pool) {
    this.pool = pool;
  }

  /**
   * What became of a write.
   *
   * @param held whether the lease was still held; otherwise nothing was written
   * @param finished how many batches it closed
   * @param boards how many boards were written
   */
  record Written(boolean held, int finished, int boards) {}

  /** Who writes: a ranker under the fence of its lease. */
  record Writer(String holder, long fence) {}

  /**
   * Writes the boards of a study at the state's watermark and closes the batches up to it, all or
   * nothing, if the writer still holds the lease.
   */
  Future<Written> write(long study, Writer writer, StudyState state, JsonArray boards) {
    return pool.preparedQuery(RankerSql.WRITE)
        .execute(
            Tuple.of(
                study,
                writer.holder(),
                writer.fence(),
                state.watermark(),
                state.intervalsAt(),
                state.method().label(),
                boards))
        .map(
            rows -> {
              Row row = rows.iterator().next();
              return new Written(
                  row.getLong("held") > 0, row.getInteger("finished"), row.getInteger("written"));
            });
  }
}
