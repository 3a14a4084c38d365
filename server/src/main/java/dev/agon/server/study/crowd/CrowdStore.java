package dev.agon.server.study.crowd;

import dev.agon.server.study.crowd.CrowdQuery.Cursor;
import dev.agon.server.study.overview.Rate;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A study's annotators: who they are, how they vote, whether they count. */
public final class CrowdStore {
  private static final int TOKENS_SHOWN = 200;

  private final Pool pool;

  /** A store on a database. */
  public CrowdStore(Pool pool) {
    this.pool = pool;
  }

  /**
   * A page of the list.
   *
   * @param rows at most {@link CrowdQuery#PAGE}
   * @param next where the next page starts; null when this is the last
   */
  record Page(List<CrowdRow> rows, @Nullable Cursor next) {}

  /**
   * A bearer token of an annotator.
   *
   * @param id the hash it is stored under, in hexadecimal digits
   */
  record Token(
      String id,
      String name,
      String pseudonym,
      String kind,
      OffsetDateTime createdAt,
      @Nullable OffsetDateTime revokedAt) {}

  Future<Page> page(long study, CrowdQuery query) {
    Cursor after = query.after();
    Tuple parameters =
        Tuple.tuple()
            .addLong(study)
            .addString(query.kind() == null ? null : query.kind().word())
            .addBoolean(
                query.standing() == null ? null : query.standing() == CrowdQuery.Standing.EXCLUDED)
            .addString(query.search())
            .addString(after == null ? null : after.key())
            .addLong(after == null ? null : after.id())
            .addInteger(CrowdQuery.PAGE + 1);
    return pool.preparedQuery(query.statement()).execute(parameters).map(CrowdStore::page);
  }

  /** One annotator of the study. */
  Future<Optional<CrowdRow>> find(long study, long annotator) {
    return pool.preparedQuery(CrowdSql.ONE)
        .execute(Tuple.of(study, annotator))
        .map(rows -> first(rows).map(CrowdStore::row));
  }

  /**
   * Has the study's boards count an annotator's votes no longer, from a numbered event on.
   *
   * @return the event's number; empty when the annotator is not of this study or excluded already
   */
  Future<Optional<Long>> exclude(long study, long annotator, String reason) {
    return pool.withTransaction(
        connection ->
            connection
                .preparedQuery(CrowdSql.EXCLUDE)
                .execute(Tuple.of(study, annotator, reason))
                .compose(
                    rows ->
                        rows.size() == 0
                            ? nothing()
                            : release(connection, annotator)
                                .compose(
                                    released ->
                                        event(
                                            connection,
                                            study,
                                            "excluded",
                                            annotator,
                                            new JsonObject().put("reason", reason)))));
  }

  /** Has the study's boards count an excluded annotator's votes again; answers as exclusion. */
  Future<Optional<Long>> include(long study, long annotator) {
    return pool.withTransaction(
        connection ->
            connection
                .preparedQuery(CrowdSql.INCLUDE)
                .execute(Tuple.of(study, annotator))
                .compose(
                    rows ->
                        rows.size() == 0
                            ? nothing()
                            : event(connection, study, "included", annotator, new JsonObject())));
  }

  /** Makes an annotator that is no person; empty when the pseudonym is taken. */
  Future<Optional<Long>> addMachine(long study, String pseudonym, CrowdQuery.Kind kind) {
    return pool.preparedQuery(CrowdSql.ADD_MACHINE)
        .execute(Tuple.of(study, pseudonym, kind.word()))
        .map(rows -> first(rows).map(row -> row.getLong("id")));
  }

  /** The newest bearer tokens of the study's annotators, those in force first. */
  Future<List<Token>> tokens(long study) {
    return pool.preparedQuery(CrowdSql.TOKENS)
        .execute(Tuple.of(study, TOKENS_SHOWN))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false).map(CrowdStore::token).toList());
  }

  /** Ends a bearer token of one of the study's annotators; answers whose, if it was in force. */
  Future<Optional<String>> revoke(long study, String token) {
    Buffer hash = Buffer.buffer(HexFormat.of().parseHex(token));
    return pool.preparedQuery(CrowdSql.REVOKE)
        .execute(Tuple.of(study, hash))
        .map(rows -> first(rows).map(row -> row.getString("pseudonym")));
  }

  private static Future<Optional<Long>> nothing() {
    return Future.succeededFuture(Optional.empty());
  }

  private static Future<?> release(SqlConnection connection, long annotator) {
    return connection.preparedQuery(CrowdSql.RELEASE).execute(Tuple.of(annotator));
  }

  private static Future<Optional<Long>> event(
      SqlConnection connection, long study, String kind, long annotator, JsonObject detail) {
    return connection
        .preparedQuery(CrowdSql.NUMBER_EVENT)
        .execute(Tuple.of(study, kind, annotator, detail))
        .map(rows -> Optional.of(rows.iterator().next().getLong("number")));
  }

  private static Page page(RowSet<Row> found) {
    List<CrowdRow> rows = new ArrayList<>();
    Cursor last = null;
    for (Row row : found) {
      if (rows.size() == CrowdQuery.PAGE) {
        return new Page(List.copyOf(rows), last);
      }
      rows.add(row(row));
      last = new Cursor(String.valueOf(row.getValue("key")), row.getLong("id"));
    }
    return new Page(List.copyOf(rows), null);
  }

  private static Optional<Row> first(RowSet<Row> rows) {
    return rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next());
  }

  private static Token token(Row row) {
    return new Token(
        row.getString("id"),
        row.getString("name"),
        row.getString("pseudonym"),
        row.getString("kind"),
        row.getOffsetDateTime("created_at"),
        row.getOffsetDateTime("revoked_at"));
  }

  private static CrowdRow row(Row row) {
    long votes = row.getLong("votes");
    return new CrowdRow(
        row.getLong("id"),
        row.getString("pseudonym"),
        row.getString("kind"),
        row.getOffsetDateTime("joined_at"),
        row.getOffsetDateTime("excluded_at"),
        row.getString("exclusion_reason"),
        votes,
        Rate.of(row.getLong("left_picks"), row.getLong("decided")),
        Rate.of(row.getLong("ties"), votes),
        row.getDouble("seconds"),
        row.getOffsetDateTime("last_vote"),
        row.getLong("skips"));
  }
}
