package dev.agon.server.admin;

import dev.agon.server.http.Audit;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The log of what admins did, as rows that are only added. */
public final class AuditStore implements Audit {
  /**
   * One action.
   *
   * @param id its row; later ones are higher
   * @param at when
   * @param actor who
   * @param action what, dotted
   * @param slug the study's name in paths; null when none is concerned
   * @param study the study's name; null when none is concerned
   * @param detail what a reader needs besides
   */
  record Entry(
      long id,
      OffsetDateTime at,
      String actor,
      String action,
      @Nullable String slug,
      @Nullable String study,
      List<Detail> detail) {}

  /**
   * What a reader needs to know of an action.
   *
   * @param value as a text; JSON where it is more than one value
   */
  record Detail(String name, String value) {
    static List<Detail> of(JsonObject details) {
      return details.stream()
          .map(entry -> new Detail(entry.getKey(), String.valueOf(entry.getValue())))
          .toList();
    }
  }

  private final Pool pool;

  /** A log on a database. */
  public AuditStore(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Future<Void> record(String actor, String action, @Nullable Long study, JsonObject detail) {
    return pool.preparedQuery(AdminSql.AUDIT)
        .execute(Tuple.of(actor, action, study, detail))
        .mapEmpty();
  }

  /** The newest entries below an id, of one study or of all. */
  Future<List<Entry>> page(long before, @Nullable String slug, int most) {
    return pool.preparedQuery(AdminSql.AUDIT_PAGE)
        .execute(Tuple.of(before, slug, most))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false).map(AuditStore::entry).toList());
  }

  private static Entry entry(Row row) {
    return new Entry(
        row.getLong("id"),
        row.getOffsetDateTime("at"),
        row.getString("actor"),
        row.getString("action"),
        row.getString("slug"),
        row.getString("study"),
        Detail.of(row.getJsonObject("detail")));
  }
}
