package dev.agon.server.exchange.load;

/** Statements around an import. */
public final class ImportSql {
  private ImportSql() {}

  /** A row when no other import into study %d runs; until the end of the transaction. */
  public static final String LOCK =
      """
      select 1 from (select pg_try_advisory_xact_lock(hashtextextended('agon import', %d)) as held) l where l.held
      """;

  public static final String OLD_COMPARISONS =
      """
      select (select count(distinct (least(r1, r2), greatest(r1, r2))) from wanted_pair)
        - (select count(*) from new_comparison)
      """;

  public static final String OLD_VOTES =
      "select (select count(*) from in_vote) - (select count(*) from seat)";

  public static final String NEW_VOTES = "select count(*) from seat";

  static final String LOG =
      """
      insert into import (study, file_name, sha256, lines, added, actor) values (?, ?, ?, ?, ?::jsonb, ?)
      """;

  static final String AUDIT =
      "insert into audit (actor, action, study, detail) values (?, 'import', ?, ?::jsonb)";

  /**
   * Of a study that is being filled the planner thinks that it has next to nothing: it would join
   * many rows with many one by one.
   */
  static final String JOIN_WHOLE = "set local enable_nestloop = off";

  /** What the planner knows of the tables is out of date after many new rows. */
  static final String ANALYZE =
      "analyze (skip_locked) generator, prompt, response, matchup, comparison, annotator, place, vote, judgement";
}
