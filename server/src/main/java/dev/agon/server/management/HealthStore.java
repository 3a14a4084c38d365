package dev.agon.server.management;

import dev.agon.server.sql.Migrations;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What health and metrics read of the database. */
public final class HealthStore {
  private static final String APPLIED =
      "select version, checksum from flyway_schema_history where success and version is not null";

  /**
   * By how much boards are behind their studies. Imported votes have times of their own, from
   * before they were here.
   */
  private static final String BEHIND =
      """
      select coalesce(sum(c.seq - b.watermark), 0)::bigint as events,
        coalesce(max(extract(epoch from clock_timestamp() - v.sent_at)), 0)::float8 as seconds
      from study_clock c
      cross join lateral (
        select coalesce(min(l.watermark), 0) as watermark from leaderboard l where l.study = c.study
      ) b
      left join lateral (
        select sent_at from vote
        where study = c.study and number > b.watermark and source <> 'import'
        order by number limit 1
      ) v on true
      where c.seq > b.watermark
      """;

  private final Pool pool;
  private final Map<String, Integer> known;

  /** Reads the list of migrations: not for an event loop. */
  public HealthStore(Pool pool) {
    this.pool = pool;
    this.known = Migrations.known();
  }

  /**
   * How far boards are behind.
   *
   * @param events that no board counts yet, of all studies
   * @param seconds since the oldest vote among them was sent; 0 where there is none
   */
  record Behind(long events, double seconds) {}

  /** Succeeds when the database answers. */
  Future<Void> answer() {
    return pool.query("select 1").execute().mapEmpty();
  }

  /** Versions that this code needs and the database has not, or has otherwise. */
  Future<List<String>> missingMigrations() {
    return pool.query(APPLIED)
        .execute()
        .map(
            rows -> {
              Map<String, Integer> applied = new HashMap<>();
              for (Row row : rows) {
                applied.put(row.getString("version"), row.getInteger("checksum"));
              }
              return known.entrySet().stream()
                  .filter(entry -> !entry.getValue().equals(applied.get(entry.getKey())))
                  .map(Map.Entry::getKey)
                  .toList();
            });
  }

  Future<Behind> behind() {
    return pool.query(BEHIND)
        .execute()
        .map(
            rows -> {
              Row row = rows.iterator().next();
              return new Behind(row.getLong("events"), row.getDouble("seconds"));
            });
  }
}
