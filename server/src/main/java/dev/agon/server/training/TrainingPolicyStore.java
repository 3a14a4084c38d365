package dev.agon.server.training;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** When studies are trained: their policies, and the jobs that become due by them. */
public final class TrainingPolicyStore {
  private final Pool pool;

  public TrainingPolicyStore(Pool pool) {
    this.pool = pool;
  }

  /** The kind of the jobs. */
  public static final String KIND = "training";

  public Future<TrainingPolicy> policy(long study) {
    return pool.preparedQuery(TrainingSql.POLICY)
        .execute(Tuple.of(study))
        .map(rows -> rows.size() == 0 ? TrainingPolicy.DEFAULT : policy(rows.iterator().next()));
  }

  public Future<Void> set(long study, TrainingPolicy policy) {
    return pool.preparedQuery(TrainingSql.SET_POLICY)
        .execute(
            Tuple.tuple()
                .addLong(study)
                .addInteger(policy.everyVotes())
                .addInteger(policy.everyMinutes())
                .addBoolean(policy.promotes())
                .addJsonObject(policy.settings().toJson()))
        .mapEmpty();
  }

  /** Makes jobs of studies that are due, safe with any number of nodes at once; tells how many. */
  public Future<Integer> cut() {
    return pool.preparedQuery(TrainingSql.CUT).execute(Tuple.of((Long) null)).map(RowSet::size);
  }

  /** Makes a job of one study if it is due; tells how many. */
  public Future<Integer> cut(long study) {
    return pool.preparedQuery(TrainingSql.CUT).execute(Tuple.of(study)).map(RowSet::size);
  }

  /** Encoders that a trainer or scorer has told of, by name. */
  public Future<List<String>> encoders() {
    return pool.query(TrainingSql.ENCODERS)
        .execute()
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> row.getString("name"))
                    .toList());
  }

  private static TrainingPolicy policy(Row row) {
    @Nullable JsonObject settings = (JsonObject) row.getValue("settings");
    return new TrainingPolicy(
        row.getInteger("every_votes"),
        row.getInteger("every_minutes"),
        row.getBoolean("promotes"),
        TrainingSettings.fromJson(settings),
        row.getOffsetDateTime("changed_at"));
  }
}
