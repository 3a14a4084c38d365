package dev.agon.server.comparison.draw;

/** What policies of drawing go by. */
public final class PolicySql {
  private PolicySql() {}

  /** Sums up what was noted of free places, so that reading them stays short. $1 study. */
  public static final String FOLD = "select fold_free_places($1)";

  /** Free places by match-up and languages; its generators where the policy asks. $1 study. */
  static final String FREE_BY_MATCHUP =
      """
      select s.reading_level is not null as by_language, s.assignments_held, s.drawing,
        f.matchup, f.languages, f.free,
        case when s.drawing <> 'uniform' then (
          select m.generators from matchup m where m.id = f.matchup) end as generators
      from study s left join (
        select matchup, languages, sum(n)::bigint as free
        from (
          select matchup, languages, free as n from free_places where study = $1
          union all select matchup, languages, change from free_place_change where study = $1) x
        group by matchup, languages having sum(n) > 0) f on true
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

  /** The sets of generators that votes after number $2 put side by side. $1 study. */
  static final String VOTED =
      """
      with c as materialized (
        select k.matchup, max(v.number) as number
        from vote v cross join lateral (
          select x.matchup from comparison x where x.id = v.comparison offset 0) k
        where v.study = $1 and v.number > $2 group by k.matchup)
      select m.generators, c.number
      from c cross join lateral (
        select x.generators from matchup x where x.id = c.matchup offset 0) m
      """;

  /** A study's generators. $1 study. */
  static final String GENERATORS = "select id from generator where study = $1 order by id";
}
