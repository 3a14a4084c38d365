package dev.agon.server.comparison.draw;

import dev.agon.server.core.Annotators;
import dev.agon.server.sql.Places;

/** Statements that draw places. */
final class DrawSql {
  private DrawSql() {}

  /**
   * The prompt that an annotator got last: that of the lease shown last, else of the last vote. The
   * parameter of the text is the annotator.
   */
  private static final String LAST_PROMPT =
      """
      select k.prompt from comparison k where k.id = coalesce((
          select h.comparison from place h where h.annotator = %1$s and h.slot is not null
          order by h.slot = 0, h.leased_at desc, h.slot desc limit 1), (
          select v.comparison from vote v where v.annotator = %1$s order by v.number desc limit 1))
      """;

  /** What the annotator has neither judged nor skipped; the text's parameter is the comparison. */
  private static final String NEW_TO_ANNOTATOR =
      """
      not exists (
          select from place x where x.annotator = $2 and x.comparison = %1$s and x.purpose <= 2)
        and not exists (select from skip x where x.annotator = $2 and x.comparison = %1$s)
      """;

  /**
   * Fills the empty slots of several annotators of one study and answers every lease that each then
   * holds. Candidates are drawn once per match-up and numbered, because a lateral sub-query per row
   * would not skip the rows that its own statement has locked. Look-ups are lateral and fenced by
   * {@code offset 0}: their plans must stay right when the tables grow under a cached plan. Two
   * draws for one annotator at once would wait for each other's slots; the advisory lock lets one.
   * Nobody gets the prompt that they got last: another one is looked for within the match-up that
   * was drawn, so that its probability stays what it was.
   *
   * <p>$1 study; arrays, a row for each slot of an annotator: $2 annotator, $3 slot, $4 token, $5
   * match-up (0 for none), $6 its set of languages, $7 random start, $8 propensity, $9 eligible set
   * size; $10 candidates a match-up and set; $11 whether places were chosen by the annotators'
   * languages; $12 the policy's name; $13 for each slot, whether an earlier draw gave nothing; $14
   * how many places of a match-up and set are looked at.
   */
  static final String TOP_UP =
      """
      with i as materialized (
        select * from unnest($2::bigint[], $3::smallint[], $4::uuid[], $5::bigint[], $6::int[], $7::float8[],
            $8::float8[], $9::int[], $13::bool[])
          as t(annotator, slot, token, matchup, languages, start, propensity, eligible, again)),
      st as materialized (
        select id, lease_seconds, votes_per_annotator, assignments_held,
          case when condition_rows is not null then '{}'::jsonb end as condition,
          (select id from draw_policy where name = $12) as policy,
          (select count(*) from (select from prompt x where x.study = $1 limit 2) q) > 1 as several_prompts
        from study where id = $1 and state = 'running' and (reading_level is not null) = $11),
      held as materialized (
        select p.annotator, p.slot, p.token, p.comparison, p.presentation, p.revision, p.deadline, p.leased_at,
          p.condition
        from (select distinct annotator from i) w cross join lateral (
          select * from place x where x.annotator = w.annotator and x.slot is not null offset 0) p),
      mine as materialized (
        select annotator from (select distinct annotator from i offset 0) w
        where pg_try_advisory_xact_lock(annotator)),
      need as materialized (
        select i.*, row_number() over (partition by i.matchup, i.languages order by i.annotator, i.slot) as k
        from i join mine using (annotator) cross join st cross join lateral (
            select from annotator a
            where a.id = i.annotator and %s offset 0) a
        where i.slot <= st.assignments_held
          and not exists (select from held h where h.annotator = i.annotator and h.slot = i.slot)
          and (st.votes_per_annotator is null
            or (select count(*) from place x where x.annotator = i.annotator and x.purpose <= 2) + i.slot
              - (select count(*) from held h where h.annotator = i.annotator and h.slot between 1 and i.slot)
              <= st.votes_per_annotator)),
      last as materialized (
        select w.annotator, l.prompt
        from (select distinct annotator from need offset 0) w cross join lateral (%s offset 0) l
        where (select several_prompts from st)),
      m as materialized (
        select n.matchup, n.languages, min(n.start) as start,
          case when count(l.prompt) = count(*) and min(l.prompt) = max(l.prompt) then min(l.prompt) end as last
        from need n left join last l using (annotator) group by n.matchup, n.languages),
      after as materialized (%s),
      before as materialized (%s),
      cand as materialized (
        select *, row_number() over (partition by matchup, languages) as k
        from (select * from after union all select * from before) both_sides),
      pick as materialized (
        select distinct on (n.annotator, case when st.several_prompts then c.prompt else c.comparison end)
          n.*, c.id
        from need n join cand c on c.matchup = n.matchup and c.languages = n.languages and c.k = n.k
          cross join st left join last l on l.annotator = n.annotator
        where c.prompt is distinct from l.prompt
          and (select count(*) from place x
            where x.annotator = n.annotator and x.comparison = c.comparison and x.purpose <= 2) = 0
          and (select count(*) from skip x
            where x.annotator = n.annotator and x.comparison = c.comparison) = 0),
      drawn as (
        update place p
        set state = 1, annotator = pick.annotator, slot = pick.slot, token = pick.token, leased_at = now(),
          deadline = now() + st.lease_seconds * interval '1 second',
          condition = st.condition, presentation = coalesce(p.placed, p.presentation),
          policy = st.policy, propensity = pick.propensity, eligible = pick.eligible, fallback = pick.again
        from pick, st where p.id = pick.id
        returning p.annotator, p.slot, p.token, p.comparison, p.presentation, p.revision, p.deadline,
          p.leased_at, p.condition)
      select annotator, slot, token, comparison, presentation, revision, deadline, leased_at,
        condition::text as condition
      from (select * from held union all select * from drawn) leases
      """
          .formatted(
              Annotators.TAKES_PART,
              LAST_PROMPT.formatted("w.annotator"),
              candidates("x.rnd >= m.start"),
              candidates(
                  "x.rnd < m.start and (select count(*) from after a"
                      + " where a.matchup = m.matchup and a.languages = m.languages) < $10"));

  /**
   * Gives one annotator any free place of another prompt than they got last, from a random start on
   * ($9) around; only so many places are looked at. $1 to $8 as {@link #ANY_FREE}.
   */
  static final String ANY_OTHER_PROMPT =
      anyPlace(
          """
          select p.id, p.matchup
          from (
            select q.id
            from (%s union all %s) q
              cross join lateral (select y.prompt from comparison y where y.id = q.comparison offset 0) k
            where k.prompt <> (%s) and %s) w
            cross join lateral (
              select z.id, z.matchup from place z
              where z.id = w.id and z.state = 0 for update skip locked) p
          limit 1
          """
              .formatted(
                  near(">="),
                  near("<"),
                  LAST_PROMPT.formatted("$2"),
                  NEW_TO_ANNOTATOR.formatted("q.comparison")));

  private static String near(String side) {
    return """
    (select x.id, x.comparison from place x
      where x.study = (select id from st) and x.state = 0 and x.purpose <= 2 and x.rnd %s $9
        and ($7::int[] is null or x.languages = any($7)) order by x.rnd limit 200)
    """
        .formatted(side);
  }

  /**
   * Gives one annotator any free place from a random start on ($9). $1 study, $2 annotator, $3
   * token, $4 and $5 the policy's match-ups and their probabilities, $6 eligible set size, $7 the
   * sets of languages that the annotator reads (null for all), $8 the policy's name.
   */
  static final String ANY_FREE =
      anyPlace(
          """
          select p.id, p.matchup from place p
          where p.study = (select id from st) and p.purpose <= 2 and p.state = 0 and p.rnd >= $9
            and ($7::int[] is null or p.languages = any($7)) and %s
          order by p.rnd limit 1 for update skip locked
          """
              .formatted(NEW_TO_ANNOTATOR.formatted("p.comparison")));

  /** Candidates of each match-up that is not drawn for one who just had their prompt. */
  private static String candidates(String range) {
    return """
    select m.matchup, m.languages, c.id, c.comparison, c.prompt
    from m cross join lateral (
      select p.id, p.comparison, w.prompt
      from (
        select q.id, k.prompt
        from (
          select x.id, x.comparison from place x
          where x.study = $1 and x.matchup = m.matchup and x.languages = m.languages and x.state = 0
            and x.purpose <= 2 and %s
          order by x.rnd limit $14) q
          cross join lateral (select y.prompt from comparison y where y.id = q.comparison offset 0) k
        where k.prompt is distinct from m.last) w
        cross join lateral (
          select z.id, z.comparison from place z where z.id = w.id and z.state = 0 for update skip locked) p
      limit $10) c
    """
        .formatted(range);
  }

  /** Gives one annotator a place whose lease has run out; $1 to $8 as {@link #ANY_FREE}. */
  static final String ANY_EXPIRED =
      anyPlace(
          """
          select p.id, p.matchup from place p
          where p.study = (select id from st) and p.purpose <= 2 and p.state = 1 and %s
            and p.annotator <> $2 and ($7::int[] is null or p.languages = any($7)) and %s
          order by p.deadline limit 1 for update skip locked
          """
              .formatted(Places.LEASE_OVER, NEW_TO_ANNOTATOR.formatted("p.comparison")));

  private static String anyPlace(String chosen) {
    return """
    with st as materialized (
      select s.id, s.lease_seconds, (select id from draw_policy where name = $8) as policy,
        case when s.condition_rows is not null then '{}'::jsonb end as condition
      from study s join annotator a on a.study = s.id and a.id = $2
      where s.id = $1 and s.state = 'running' and (s.reading_level is null) = ($7::int[] is null)
        and %s
        and (s.votes_per_annotator is null or s.votes_per_annotator > (
          select count(*) from place x where x.annotator = a.id and x.purpose <= 2))),
    c as materialized (
    %s)
    update place p
    set state = 1, annotator = $2, slot = 1, token = $3, leased_at = now(),
      deadline = now() + st.lease_seconds * interval '1 second',
      condition = st.condition, presentation = coalesce(p.placed, p.presentation),
      policy = st.policy, propensity = w.propensity, eligible = $6, fallback = true
    from c cross join st left join unnest($4::bigint[], $5::float8[]) as w(matchup, propensity)
      on w.matchup = c.matchup
    where p.id = c.id
    returning p.annotator, p.slot, p.token, p.comparison, p.presentation, p.revision, p.deadline,
      p.leased_at, p.condition::text as condition
    """
        .formatted(Annotators.TAKES_PART, chosen);
  }

  /** Chooses what the annotator's newly drawn places are shown under. $1 annotator. */
  static final String CHOOSE_CONDITIONS = "select choose_conditions($1)";

  /** The sets of languages that annotators read; null where their study asks for none. */
  static final String READABLE =
      "select a as annotator, readable_languages(a) as sets from unnest($1::bigint[]) a";

  /** Why an annotator without a lease has none. $1 study, $2 annotator. */
  static final String STANDING =
      """
      select s.state,
        a.excluded_at is not null or a.erased_at is not null as excluded,
        s.votes_per_annotator is not null and s.votes_per_annotator <= (
          select count(*) from place x where x.annotator = a.id and x.purpose <= 2) as quota_reached,
        exists (
          select from (
            (select x.comparison, x.languages from place x
              where x.study = s.id and x.state = 0 and x.purpose <= 2)
            union all
            (select x.comparison, x.languages from place x
              where x.study = s.id and x.state = 1 and x.purpose <= 2 and x.annotator <> a.id)) p
          where not exists (
              select from place x
              where x.annotator = a.id and x.comparison = p.comparison and x.purpose <= 2)
            and not exists (
              select from skip x where x.annotator = a.id and x.comparison = p.comparison)
            and (r.sets is null or p.languages = any(r.sets))) as places_left,
        r.sets is not null and not exists (
          select from comparison c where c.study = s.id and c.languages = any(r.sets)) as reads_nothing
      from study s join annotator a on a.study = s.id
        cross join lateral (select readable_languages(a.id) as sets offset 0) r
      where s.id = $1 and a.id = $2
      """;
}
