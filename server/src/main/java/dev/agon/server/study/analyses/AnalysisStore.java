package dev.agon.server.study.analyses;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.stream.StreamSupport;

/** What can be chosen of a study for its analyses. */
public final class AnalysisStore {
  private static final String CRITERIA =
      "select name from criterion where study = $1 order by ordinal";
  private static final String ITEMS =
      "select name from generator where study = $1 order by name, id limit 1000";

  private final Pool pool;

  /** A store on a database. */
  public AnalysisStore(Pool pool) {
    this.pool = pool;
  }

  /** The names of what a study asks. */
  Future<List<String>> criteria(long study) {
    return names(CRITERIA, study);
  }

  /** The names of what a study compares. */
  Future<List<String>> items(long study) {
    return names(ITEMS, study);
  }

  private Future<List<String>> names(String sql, long study) {
    return pool.preparedQuery(sql)
        .execute(Tuple.of(study))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> row.getString("name"))
                    .toList());
  }
}
