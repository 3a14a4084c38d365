package dev.agon.server.comparison;

/** Statements about answers that were begun. */
final class DraftSql {
  private DraftSql() {}

  private static final String HELD =
      """
      with held as materialized (
        select p.id, p.revision from place p
        where p.token = $1 and p.annotator = $2 and p.slot is not null for share of p),
      before as materialized (
        select d.writes, d.writer, d.content, d.shown_at, d.active_ms
        from held h join draft d on d.annotator = $2 and d.place = h.id
        where d.revision = h.revision)
      """;

  private static final String ANSWER =
      """
      select w.writes, b.writes as before, b.writer, b.content::text as content, b.active_ms,
        greatest(0, extract(epoch from now() - b.shown_at) * 1000)::bigint as shown_ago
      from written w left join before b on true
      """;

  /**
   * Writes a draft on a place that is held. The row that was there comes back with the new one, and
   * no row when the place is not held: the lock waits for a vote that is being committed. $1 token,
   * $2 annotator, $3 content, $4 shown ms ago, $5 active ms, $6 the window that writes.
   */
  static final String WRITE =
      HELD
          + """
          , written as (
            insert into draft as d (annotator, place, revision, writer, content, shown_at, active_ms)
            select $2, id, revision, $6, $3::jsonb, now() - $4 * interval '1 millisecond', $5 from held
            on conflict (annotator, place) do update set revision = excluded.revision,
              writes = d.writes + 1, writer = excluded.writer, content = excluded.content, shown_at = excluded.shown_at,
              active_ms = excluded.active_ms, written_at = now()
            returning d.writes)
          """
          + ANSWER;

  /** The drafts that an annotator may go on with. $1 annotator. */
  static final String OF_ANNOTATOR =
      """
      select p.token, d.writes, d.content::text as content, d.active_ms,
        greatest(0, extract(epoch from now() - d.shown_at) * 1000)::bigint as shown_ago
      from draft d join place p on p.id = d.place
      where d.annotator = $1 and p.annotator = d.annotator and p.slot is not null and p.revision = d.revision
      """;

  /** Removes what belongs to nobody any more: places answered, given back or drawn by others. */
  static final String SWEEP =
      """
      delete from draft d using place p
      where p.id = d.place
        and (p.annotator is distinct from d.annotator or p.state <> 1 or p.revision <> d.revision)
      """;
}
