package dev.agon.server.ranking.rank;

import dev.agon.server.bus.RankBatch;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Batches: which events of a study a ranker is asked to count next. */
public final class BatchStore {
  private final Pool pool;

  public BatchStore(Pool pool) {
    this.pool = pool;
  }

  /**
   * A study that has events beyond its last ranked batch.
   *
   * @param batch the batch cut now; empty when one is open already, or was cut just before
   * @param holder the ranker that holds the study, if one does
   */
  record Behind(long study, Optional<RankBatch> batch, Optional<String> holder) {}

  /** Cuts what can be cut of every study, safe with any number of nodes at once. */
  public Future<List<Behind>> cut() {
    return behind(BatchSql.CUT, Tuple.of((Long) null));
  }

  /** Cuts the next batch of one study. */
  public Future<List<Behind>> cut(long study) {
    return behind(BatchSql.CUT, Tuple.of(study));
  }

  /** Takes the batches that are still open so many seconds after they were sent. */
  public Future<List<Behind>> resend(double seconds) {
    return behind(BatchSql.RESEND, Tuple.of(seconds));
  }

  /** Forgets ranked batches of earlier days; gives how many. */
  Future<Integer> prune() {
    return pool.query(BatchSql.PRUNE).execute().map(rows -> rows.rowCount());
  }

  private Future<List<Behind>> behind(String sql, Tuple parameters) {
    return pool.preparedQuery(sql)
        .execute(parameters)
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false).map(BatchStore::behind).toList());
  }

  private static Behind behind(Row row) {
    long study = row.getLong("study");
    @Nullable Long batch = row.getLong("id");
    return new Behind(
        study,
        batch == null
            ? Optional.empty()
            : Optional.of(
                new RankBatch(batch, study, row.getLong("after_number"), row.getLong("to_number"))),
        Optional.ofNullable(row.getString("holder")));
  }
}
