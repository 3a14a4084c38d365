package dev.agon.server.job;

import dev.agon.numeric.Digests;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The rows of jobs, which any node can show. Workers write under the fence of their lease only. */
public final class JobStore {
  private final Pool pool;

  /** A store on a database. */
  public JobStore(Pool pool) {
    this.pool = pool;
  }

  /** The parameters $1 to $3 of statements under a lease. */
  public static Tuple tuple(JobLease lease) {
    return Tuple.tuple().addLong(lease.job()).addString(lease.holder()).addLong(lease.fence());
  }

  /** What a worker learns when it tells of its work. */
  enum Heard {
    GO_ON,
    CANCEL,
    /** The lease is lost: nothing that is written counts any more. */
    LOST
  }

  /** A job that a worker has begun or goes on with. */
  record Taken(Job job, JobLease lease) {}

  /** Adds a job; empty when its kind allows one at a time and one is open. */
  public Future<OptionalLong> add(NewJob job) {
    return pool.preparedQuery(JobSql.ADD)
        .execute(
            Tuple.of(job.kind(), job.study(), job.askedBy(), job.parameters())
                .addString(job.node()))
        .map(
            rows ->
                rows.size() == 0
                    ? OptionalLong.empty()
                    : OptionalLong.of(rows.iterator().next().getLong("id")));
  }

  /** Lets a job that has ended be done once more; false when somebody was earlier. */
  Future<Boolean> again(Job job, JsonObject parameters, @Nullable String node) {
    return pool.preparedQuery(JobSql.AGAIN)
        .execute(Tuple.of(job.id(), job.fence(), parameters, node))
        .map(rows -> rows.rowCount() == 1);
  }

  /** Gives up a job that has ended; false when somebody has begun it again meanwhile. */
  public Future<Boolean> giveUp(Job job) {
    return pool.preparedQuery(JobSql.GIVE_UP)
        .execute(Tuple.of(job.id(), job.fence()))
        .map(rows -> rows.rowCount() == 1);
  }

  /** The job of a number. */
  public Future<Optional<Job>> find(long id) {
    return pool.preparedQuery(JobSql.FIND)
        .execute(Tuple.of(id))
        .map(rows -> jobs(rows).stream().findFirst());
  }

  /** The last jobs of a study, newest first. */
  public Future<List<Job>> last(long study, String kind, int most) {
    return pool.preparedQuery(JobSql.LAST).execute(Tuple.of(study, kind, most)).map(JobStore::jobs);
  }

  /**
   * The last jobs of all studies, newest first.
   *
   * @param before only those with a smaller number; null for all
   */
  public Future<List<Job>> recent(int most, @Nullable Long before) {
    return pool.preparedQuery(JobSql.RECENT).execute(Tuple.of(most, before)).map(JobStore::jobs);
  }

  /** Asks for the end of a job; tells whether it was open. */
  public Future<Boolean> cancel(long id) {
    return pool.preparedQuery(JobSql.CANCEL)
        .execute(Tuple.of(id))
        .map(rows -> rows.rowCount() == 1);
  }

  Future<List<Long>> offered(String worker, Set<String> kinds) {
    return pool.preparedQuery(JobSql.OFFERED)
        .execute(Tuple.of(worker, (Object) kinds.toArray(String[]::new)))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> row.getLong("id"))
                    .toList());
  }

  Future<Optional<Taken>> take(long id, String worker) {
    return pool.preparedQuery(JobSql.TAKE)
        .execute(Tuple.of(id, worker))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .findFirst()
                    .map(
                        row ->
                            new Taken(job(row), new JobLease(id, worker, row.getLong("fence")))));
  }

  Future<Heard> tell(JobLease lease, @Nullable String step, JsonObject progress) {
    return pool.preparedQuery(JobSql.TELL)
        .execute(tuple(lease).addString(step).addJsonObject(progress))
        .map(
            rows ->
                rows.size() == 0
                    ? Heard.LOST
                    : rows.iterator().next().getBoolean("cancel") ? Heard.CANCEL : Heard.GO_ON);
  }

  Future<Void> note(JobLease lease, @Nullable Long number, String snapshot) {
    return pool.preparedQuery(JobSql.NOTE)
        .execute(
            tuple(lease)
                .addLong(number)
                .addBuffer(Buffer.buffer(HexFormat.of().parseHex(snapshot))))
        .mapEmpty();
  }

  Future<Void> end(JobLease lease, JobState state, JsonObject result, @Nullable String error) {
    return pool.preparedQuery(JobSql.END)
        .execute(tuple(lease).addString(state.word()).addJsonObject(result).addString(error))
        .mapEmpty();
  }

  Future<Void> release(JobLease lease) {
    return pool.preparedQuery(JobSql.RELEASE).execute(tuple(lease)).mapEmpty();
  }

  Future<Void> keep(String worker) {
    return pool.preparedQuery(JobSql.KEEP).execute(Tuple.of(worker)).mapEmpty();
  }

  private static List<Job> jobs(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(JobStore::job).toList();
  }

  private static Job job(Row row) {
    @Nullable Buffer snapshot = row.getBuffer("snapshot");
    return new Job(
        row.getLong("id"),
        row.getString("kind"),
        row.getLong("study"),
        row.getString("slug"),
        row.getString("study_name"),
        row.getString("reason"),
        row.getString("asked_by"),
        row.getJsonObject("parameters"),
        row.getLong("to_number"),
        snapshot == null ? null : Digests.hex(snapshot.getBytes()),
        row.getString("node"),
        JobState.of(row.getString("state")),
        row.getString("step"),
        row.getJsonObject("progress"),
        row.getBoolean("cancel"),
        row.getInteger("attempts"),
        row.getLong("fence"),
        row.getJsonObject("result"),
        row.getString("error"),
        row.getOffsetDateTime("created_at"),
        row.getOffsetDateTime("started_at"),
        row.getOffsetDateTime("ended_at"),
        Boolean.TRUE.equals(row.getBoolean("silent")));
  }
}
