package dev.agon.server.training.registry;

import dev.agon.numeric.Digests;
import dev.agon.server.job.JobLease;
import dev.agon.server.job.JobStore;
import dev.agon.server.training.TrainingSettings;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The registry: versions of studies' reward models, and which of them answers. */
public final class RewardModelStore {
  private static final String EXCLUSION_VIOLATION = "23P01";

  private final Pool pool;

  public RewardModelStore(Pool pool) {
    this.pool = pool;
  }

  /**
   * The version that answers a request.
   *
   * @param version null when the study has none that fits
   */
  public record Answering(long study, @Nullable Integer version, JsonArray criteria) {}

  /**
   * A change of the version that answers.
   *
   * @param replaced what answered before; null for nothing
   * @param back whether it went back
   */
  public record Promotion(
      int version, @Nullable Integer replaced, boolean back, String actor, OffsetDateTime at) {}

  /**
   * What people say of a generator under a criterion.
   *
   * @param rating the board's; null while it has none
   */
  public record Rating(long generator, String name, short criterion, @Nullable Double rating) {}

  /** Writes a version and ends its job; empty when the lease is lost or the job has ended. */
  public Future<OptionalInt> write(JobLease lease, NewModel model) {
    Tuple tuple =
        JobStore.tuple(lease)
            .addLong(model.run())
            .addString(model.encoder())
            .addString(model.encoderVersion())
            .addJsonObject(model.settings().toJson())
            .addLong(model.settings().seed())
            .addLong(model.watermark())
            .addBuffer(hash(model.snapshot()))
            .addInteger(model.excluded())
            .addJsonArray(model.criteria())
            .addInteger(model.pairs())
            .addString(model.device())
            .addDouble(model.seconds())
            .addJsonObject(model.card())
            .addJsonArray(model.generators())
            .addString(model.artifact())
            .addBuffer(hash(model.artifactSum()))
            .addJsonArray(model.doubtful())
            .addBoolean(model.promotes())
            .addBuffer(model.files());
    return pool.preparedQuery(ModelSql.WRITE).execute(tuple).map(RewardModelStore::version);
  }

  /** Versions, newest first. */
  public Future<List<ModelVersion>> list(long study, int most) {
    return pool.preparedQuery(ModelSql.LIST)
        .execute(Tuple.of(study, most))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(RewardModelStore::model)
                    .toList());
  }

  public Future<Optional<ModelVersion>> find(long study, int version) {
    return pool.preparedQuery(ModelSql.ONE)
        .execute(Tuple.of(study, version))
        .map(RewardModelStore::first);
  }

  public Future<Optional<ModelVersion>> promoted(long study) {
    return pool.preparedQuery(ModelSql.PROMOTED)
        .execute(Tuple.of(study))
        .map(RewardModelStore::first);
  }

  /**
   * Which version answers for a study.
   *
   * @param version a version by its number; null for the promoted one
   * @return empty when there is no such study
   */
  public Future<Optional<Answering>> answering(String slug, @Nullable Integer version) {
    return pool.preparedQuery(ModelSql.ANSWERING)
        .execute(Tuple.of(slug, version))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .findFirst()
                    .map(
                        row -> {
                          @Nullable JsonArray criteria = (JsonArray) row.getValue("criteria");
                          return new Answering(
                              row.getLong("study"),
                              row.getInteger("version"),
                              criteria == null ? new JsonArray() : criteria);
                        }));
  }

  /**
   * Lets a version answer from now on.
   *
   * @param instead the version that the caller believes to answer now; null for none
   * @param back whether this goes back to an earlier one
   * @return whether it was so; otherwise nothing has changed
   */
  public Future<Boolean> promote(
      long study, int version, @Nullable Integer instead, String actor, boolean back) {
    return pool.preparedQuery(ModelSql.PROMOTE)
        .execute(Tuple.of(study, version, actor, instead, back))
        .map(rows -> rows.size() == 1)
        .recover(
            failure ->
                failure instanceof PgException e && EXCLUSION_VIOLATION.equals(e.getSqlState())
                    ? Future.succeededFuture(false)
                    : Future.failedFuture(failure));
  }

  /** What the promoted version had replaced; empty when there is nothing to go back to. */
  public Future<OptionalInt> replaced(long study) {
    return pool.preparedQuery(ModelSql.REPLACED)
        .execute(Tuple.of(study))
        .map(
            rows -> {
              @Nullable Integer version =
                  rows.size() == 0 ? null : rows.iterator().next().getInteger("replaced");
              return version == null ? OptionalInt.empty() : OptionalInt.of(version);
            });
  }

  /** Changes of the version that answers, newest first. */
  public Future<List<Promotion>> promotions(long study, int most) {
    return pool.preparedQuery(ModelSql.PROMOTIONS)
        .execute(Tuple.of(study, most))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(
                        row ->
                            new Promotion(
                                row.getInteger("version"),
                                row.getInteger("replaced"),
                                row.getBoolean("back"),
                                row.getString("actor"),
                                row.getOffsetDateTime("at")))
                    .toList());
  }

  /** The zipped files of a version; empty when they are deleted or older than this table. */
  Future<Optional<Buffer>> files(long study, int version) {
    return pool.preparedQuery(ModelSql.FILES)
        .execute(Tuple.of(study, version))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> row.getBuffer("content"))
                    .findFirst());
  }

  /** Folders of versions whose files are deleted, the newest first. */
  public Future<List<String>> discarded(long study, int most) {
    return pool.preparedQuery(ModelSql.DISCARDED)
        .execute(Tuple.of(study, most))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> row.getString("artifact"))
                    .toList());
  }

  /** The study's generators with what the board says of them, under each criterion. */
  public Future<List<Rating>> ratings(long study) {
    return pool.preparedQuery(ModelSql.RATINGS)
        .execute(Tuple.of(study))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(
                        row ->
                            new Rating(
                                row.getLong("id"),
                                row.getString("name"),
                                row.getShort("criterion"),
                                row.getDouble("rating")))
                    .toList());
  }

  private static OptionalInt version(RowSet<Row> rows) {
    return rows.size() == 0
        ? OptionalInt.empty()
        : OptionalInt.of(rows.iterator().next().getInteger("version"));
  }

  private static Optional<ModelVersion> first(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).findFirst().map(RewardModelStore::model);
  }

  private static ModelVersion model(Row row) {
    return new ModelVersion(
        row.getLong("study"),
        row.getInteger("version"),
        row.getString("state"),
        row.getString("encoder"),
        row.getString("encoder_version"),
        TrainingSettings.fromJson((JsonObject) row.getValue("settings")),
        row.getLong("seed"),
        row.getLong("watermark"),
        hex(row.getBuffer("snapshot")),
        row.getInteger("excluded"),
        (JsonArray) row.getValue("criteria"),
        row.getInteger("pairs"),
        row.getString("device"),
        row.getDouble("seconds"),
        (JsonObject) row.getValue("card"),
        (JsonArray) row.getValue("generators"),
        row.getString("artifact"),
        hex(row.getBuffer("artifact_sha256")),
        row.getOffsetDateTime("trained_at"),
        row.getOffsetDateTime("discarded_at"));
  }

  private static Buffer hash(String hex) {
    return Buffer.buffer(HexFormat.of().parseHex(hex));
  }

  private static String hex(Buffer bytes) {
    return Digests.hex(bytes.getBytes());
  }
}
