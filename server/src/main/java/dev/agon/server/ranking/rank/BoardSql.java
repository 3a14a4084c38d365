package dev.agon.server.ranking.rank;

/** Statements of the leaderboard's pages. */
final class BoardSql {
  private BoardSql() {}

  /** A study as its board's pages need it. */
  static final String STUDY =
      """
      select s.id, s.slug, s.name, s.question, s.state, s.board_visibility, s.blinding,
             s.board_method, s.preliminary_below, s.board_code,
             (select array_agg(name order by ordinal) from criterion where study = s.id) as criteria,
             (select array_agg(ordinal order by ordinal) from criterion where study = s.id)
               as ordinals
      from study s where s.slug = $1
      """;

  /** The stored board of one criterion with every generator of the study. */
  static final String BOARD =
      """
      select l.method, l.watermark, l.intervals_at, l.computed_at, l.result,
             (select coalesce(jsonb_object_agg(g.id, g.name), '{}') from generator g
              where g.study = $1) as generators
      from (select $1::bigint as study) s
      left join leaderboard l on l.study = s.study and l.criterion = $2
      """;

  /** Which version of the boards of these studies is stored. */
  static final String VERSIONS =
      """
      select study, max(watermark) as watermark, min(intervals_at) as intervals_at
      from leaderboard where study = any($1) group by study
      """;

  /** How many votes the kept board of a study counts. */
  static final String VOTES =
      """
      select coalesce(max((result -> 'all' ->> 'votes')::bigint), 0) as votes
      from leaderboard where study = $1 and criterion = (
        select min(ordinal) from criterion where study = $1)
      """;
}
