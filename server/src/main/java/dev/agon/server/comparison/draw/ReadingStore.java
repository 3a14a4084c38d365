package dev.agon.server.comparison.draw;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which sets of languages annotators read well enough for their study, read anew at each draw. */
public final class ReadingStore {
  private ReadingStore() {}

  /** The sets by annotator; without an entry the study asks for none. */
  public static Future<Map<Long, Set<Integer>>> readable(Pool pool, List<Long> annotators) {
    return pool.preparedQuery(DrawSql.READABLE)
        .execute(Tuple.of(annotators.toArray(Long[]::new)))
        .map(
            rows -> {
              Map<Long, Set<Integer>> sets = new HashMap<>();
              for (Row row : rows) {
                Integer[] read = row.getArrayOfIntegers("sets");
                if (read != null) {
                  sets.put(row.getLong("annotator"), Set.of(read));
                }
              }
              return sets;
            });
  }
}
