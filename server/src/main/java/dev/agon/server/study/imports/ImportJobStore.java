package dev.agon.server.study.imports;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.UUID;

/** The state of uploads, which any node can show. */
public final class ImportJobStore {
  private static final String[] BEFORE_CHECKING = {"checked", "refused", "failed", "cancelled"};
  private static final String[] BEFORE_IMPORTING = {"checked"};

  private final Pool pool;

  /** A store on a database. */
  public ImportJobStore(Pool pool) {
    this.pool = pool;
  }

  Future<Void> add(ImportJob job, String actor) {
    Tuple parameters =
        Tuple.tuple()
            .addUUID(job.id())
            .addString(actor)
            .addString(job.slug())
            .addString(job.name())
            .addInteger(job.overlap())
            .addLong(job.study())
            .addString(job.kind())
            .addJsonArray(job.files());
    return pool.preparedQuery(ImportJobSql.ADD).execute(parameters).mapEmpty();
  }

  Future<Optional<ImportJob>> find(UUID id) {
    return pool.preparedQuery(ImportJobSql.FIND).execute(Tuple.of(id)).map(ImportJobStore::first);
  }

  /** Whether a study has this name in paths. */
  Future<Boolean> slugTaken(String slug) {
    return pool.preparedQuery(ImportJobSql.SLUG_TAKEN)
        .execute(Tuple.of(slug))
        .map(rows -> rows.iterator().next().getBoolean("taken"));
  }

  /** Starts to check again; answers whether the job was in a state for it. */
  Future<Boolean> beginChecking(UUID id, String kind, JsonObject columns) {
    return begin(id, "checking", BEFORE_CHECKING, kind, columns);
  }

  /** Starts to import; answers whether the job was in a state for it. */
  Future<Boolean> beginImporting(ImportJob job) {
    return begin(
        job.id(), "importing", BEFORE_IMPORTING, String.valueOf(job.kind()), job.columns());
  }

  private Future<Boolean> begin(
      UUID id, String state, String[] from, String kind, JsonObject columns) {
    return pool.preparedQuery(ImportJobSql.BEGIN)
        .execute(Tuple.of(id, state, from, kind, columns))
        .map(rows -> rows.rowCount() == 1);
  }

  /** Says how far the work is; answers whether somebody wants it to end. */
  Future<Boolean> touch(UUID id, JsonObject progress) {
    return pool.preparedQuery(ImportJobSql.TOUCH)
        .execute(Tuple.of(id, progress))
        .map(rows -> rows.size() > 0 && rows.iterator().next().getBoolean("cancel"));
  }

  Future<Void> end(UUID id, String state, JsonObject result) {
    return pool.preparedQuery(ImportJobSql.END).execute(Tuple.of(id, state, result)).mapEmpty();
  }

  Future<Void> askToCancel(UUID id) {
    return pool.preparedQuery(ImportJobSql.ASK_TO_CANCEL).execute(Tuple.of(id)).mapEmpty();
  }

  Future<Void> discard(UUID id) {
    return pool.preparedQuery(ImportJobSql.DISCARD).execute(Tuple.of(id)).mapEmpty();
  }

  private static Optional<ImportJob> first(RowSet<Row> rows) {
    return rows.size() == 0 ? Optional.empty() : Optional.of(job(rows.iterator().next()));
  }

  private static ImportJob job(Row row) {
    JsonArray files = row.getJsonArray("files");
    return new ImportJob(
        row.getUUID("id"),
        row.getString("state"),
        row.getString("slug"),
        row.getString("name"),
        row.getInteger("overlap"),
        row.getLong("study"),
        row.getString("kind"),
        row.getJsonObject("columns"),
        files,
        row.getJsonObject("progress"),
        row.getJsonObject("result"));
  }
}
