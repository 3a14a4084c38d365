package dev.agon.server.training;

import dev.agon.numeric.Digests;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Runs: where each training stands. What a trainer writes is written under its fence only. */
public final class TrainingRunStore {
  private final Pool pool;

  public TrainingRunStore(Pool pool) {
    this.pool = pool;
  }

  /** Who writes: a trainer under the fence of its lease. */
  public record Writer(long study, String holder, long fence) {
    public Tuple tuple() {
      return Tuple.tuple().addLong(study).addString(holder).addLong(fence);
    }
  }

  /**
   * A run that a trainer has begun or goes on with.
   *
   * @param attempts including this one
   * @param snapshot hexadecimal digits of the hash of its data; null before the first reading
   */
  public record Task(
      long run,
      TrainingSettings settings,
      long toNumber,
      int attempts,
      boolean cancelled,
      @Nullable String snapshot) {}

  /** What a trainer learns when it tells its progress. */
  public enum Heard {
    GO_ON,
    CANCEL,
    /** The lease is lost: nothing that is written counts any more. */
    LOST
  }

  /** Studies with an open run that a trainer holds or that nobody holds. */
  public Future<List<Long>> work(String holder) {
    return pool.preparedQuery(TrainingSql.WORK)
        .execute(Tuple.of(holder))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> row.getLong("study"))
                    .toList());
  }

  /** Begins or goes on with a study's open run; empty when there is none or the lease is lost. */
  public Future<Optional<Task>> take(Writer writer) {
    return pool.preparedQuery(TrainingSql.TAKE)
        .execute(writer.tuple())
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .findFirst()
                    .map(TrainingRunStore::task));
  }

  public Future<Void> noteSnapshot(Writer writer, long run, String snapshot) {
    return pool.preparedQuery(TrainingSql.NOTE_SNAPSHOT)
        .execute(
            writer.tuple().addLong(run).addBuffer(Buffer.buffer(HexFormat.of().parseHex(snapshot))))
        .mapEmpty();
  }

  public Future<Heard> progress(Writer writer, long run, String state, JsonObject progress) {
    return pool.preparedQuery(TrainingSql.PROGRESS)
        .execute(writer.tuple().addLong(run).addString(state).addJsonObject(progress))
        .map(
            rows ->
                rows.size() == 0
                    ? Heard.LOST
                    : rows.iterator().next().getBoolean("cancel") ? Heard.CANCEL : Heard.GO_ON);
  }

  /**
   * Ends a run without a model.
   *
   * @param error why it failed; null when it was cancelled
   */
  public Future<Void> end(Writer writer, long run, @Nullable String error) {
    return pool.preparedQuery(TrainingSql.END)
        .execute(
            writer
                .tuple()
                .addLong(run)
                .addString(error == null ? "cancelled" : "failed")
                .addString(error))
        .mapEmpty();
  }

  /** Asks for the end of an open run; answers whether there was one. */
  public Future<Boolean> cancel(long study, long run) {
    return pool.preparedQuery(TrainingSql.CANCEL)
        .execute(Tuple.of(study, run))
        .map(rows -> rows.rowCount() == 1);
  }

  /** The last runs of a study, newest first. */
  public Future<List<TrainingRun>> runs(long study, int most) {
    return pool.preparedQuery(TrainingSql.RUNS)
        .execute(Tuple.of(study, most))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(TrainingRunStore::run)
                    .toList());
  }

  private static Task task(Row row) {
    @Nullable Buffer snapshot = row.getBuffer("snapshot");
    return new Task(
        row.getLong("id"),
        TrainingSettings.fromJson((JsonObject) row.getValue("settings")),
        row.getLong("to_number"),
        row.getInteger("attempts"),
        row.getBoolean("cancel"),
        snapshot == null ? null : Digests.hex(snapshot.getBytes()));
  }

  private static TrainingRun run(Row row) {
    return new TrainingRun(
        row.getLong("id"),
        row.getString("reason"),
        row.getString("asked_by"),
        TrainingSettings.fromJson((JsonObject) row.getValue("settings")),
        row.getLong("to_number"),
        row.getString("state"),
        (JsonObject) row.getValue("progress"),
        row.getInteger("attempts"),
        row.getBoolean("cancel"),
        row.getString("error"),
        row.getInteger("version"),
        row.getOffsetDateTime("created_at"),
        row.getOffsetDateTime("started_at"),
        row.getOffsetDateTime("ended_at"),
        Boolean.TRUE.equals(row.getBoolean("silent")));
  }
}
