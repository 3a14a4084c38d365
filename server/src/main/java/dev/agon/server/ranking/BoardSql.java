package dev.agon.server.ranking;

/** Statements of the leaderboard's pages. */
final class BoardSql {
  private BoardSql() {}

  /** A study as its board's pages need it. */
  static final String STUDY =
      """
      select s.id, s.slug, s.name, s.question, s.state, s.board_visibility, s.board_while_voting,
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

  /** Whether nothing is left for an annotator to judge. */
  static final String FINISHED =
      """
      select s.state = 'closed'
        or (s.votes_per_annotator is not null and s.votes_per_annotator <= (
              select count(*) from place where annotator = $2 and state = 2))
        or not exists (
              select 1 from place p
              where p.study = s.id and (p.state = 0 or (p.state = 1 and p.annotator = $2))
                and not exists (
                  select 1 from place mine
                  where mine.annotator = $2 and mine.comparison = p.comparison and mine.state = 2))
        as finished
      from study s where s.id = $1
      """;
}
