package dev.agon.server.comparison;

/** What policies of drawing go by. */
final class PolicySql {
  private PolicySql() {}

  /** Free places by match-up and languages; its generators where the policy asks. $1 study. */
  static final String FREE_BY_MATCHUP =
      """
      select s.reading_level is not null as by_language, s.assignments_held, s.drawing,
        f.matchup, f.languages, f.free,
        case when s.drawing <> 'uniform' then (
          select m.generators from matchup m where m.id = f.matchup) end as generators
      from study s left join (
        select matchup, languages, count(*) as free from place
        where study = $1 and state = 0 and purpose <= 2 group by matchup, languages) f on true
      where s.id = $1 order by f.matchup, f.languages
      """;

  /** The board of the first criterion as it was written last; the error is in points. $1 study. */
  static final String RATINGS =
      """
      select (x ->> 'generator')::bigint as generator, (x ->> 'logStrength')::float8 as log_strength,
        (x ->> 'se')::float8 as se, (x ->> 'votes')::bigint as votes
      from leaderboard l cross join jsonb_array_elements(l.result -> 'all' -> 'items') x
      where l.study = $1 and l.criterion = (select min(ordinal) from criterion where study = $1)
      """;

  /** The sets of generators that votes have put side by side. $1 study. */
  static final String VOTED =
      """
      select m.generators from matchup m where m.study = $1 and m.id in (
        select c.matchup from vote v join comparison c on c.id = v.comparison where v.study = $1)
      """;

  /** A study's generators. $1 study. */
  static final String GENERATORS = "select id from generator where study = $1 order by id";
}
