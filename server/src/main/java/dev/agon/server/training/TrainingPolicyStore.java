package dev.agon.server.training;

import dev.agon.server.bus.TrainBatch;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** When studies are trained: their policies, and the runs that become due by them. */
public final class TrainingPolicyStore {
  private final Pool pool;

  public TrainingPolicyStore(Pool pool) {
    this.pool = pool;
  }

  /**
   * A run to be carried out.
   *
   * @param holder the trainer that holds the study, if one does
   */
  public record Due(TrainBatch batch, Optional<String> holder) {}

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

  /** Makes runs of studies that are due, safe with any number of nodes at once. */
  public Future<List<Due>> cut() {
    return due(TrainingSql.CUT, Tuple.of((Long) null));
  }

  /** Makes a run of one study if it is due. */
  public Future<List<Due>> cut(long study) {
    return due(TrainingSql.CUT, Tuple.of(study));
  }

  /** Takes the runs that still wait so many seconds after they were sent. */
  public Future<List<Due>> resend(double seconds) {
    return due(TrainingSql.RESEND, Tuple.of(seconds));
  }

  /** Makes a run now; empty when one is open already. */
  public Future<Optional<Due>> demand(long study, String actor, TrainingSettings settings) {
    return due(TrainingSql.DEMAND, Tuple.of(study, actor, settings.toJson()))
        .map(found -> found.stream().findFirst());
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

  private Future<List<Due>> due(String sql, Tuple parameters) {
    return pool.preparedQuery(sql).execute(parameters).map(TrainingPolicyStore::due);
  }

  private static List<Due> due(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(
            row ->
                new Due(
                    new TrainBatch(
                        row.getLong("id"), row.getLong("study"), row.getLong("to_number")),
                    Optional.ofNullable(row.getString("holder"))))
        .toList();
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
