package dev.agon.server.comparison;

/** Statements that draw, hold and give back places. */
final class AssignmentSql {
  private AssignmentSql() {}

  /**
   * Fills the empty slots of several annotators of one study and answers every lease that each then
   * holds. Candidates are drawn once per match-up and numbered, because a lateral sub-query per row
   * would not skip the rows that its own statement has locked. Look-ups are lateral and fenced by
   * {@code offset 0}: their plans must stay right when the tables grow under a cached plan. Two
   * draws for one annotator at once would wait for each other's slots; the advisory lock lets one.
   *
   * <p>$1 study; arrays, a row for each slot of an annotator: $2 annotator, $3 slot, $4 token, $5
   * match-up (0 for none), $6 its set of languages, $7 random start, $8 propensity, $9 eligible set
   * size; $10 candidates a match-up and set; $11 whether places were chosen by the annotators'
   * languages; $12 the policy's name.
   */
  static final String TOP_UP =
      """
      with i as materialized (
        select * from unnest($2::bigint[], $3::smallint[], $4::uuid[], $5::bigint[], $6::int[], $7::float8[],
            $8::float8[], $9::int[])
          as t(annotator, slot, token, matchup, languages, start, propensity, eligible)),
      st as materialized (
        select id, lease_seconds, votes_per_annotator, assignments_held,
          case when condition_rows is not null then '{}'::jsonb end as condition,
          (select id from draw_policy where name = $12) as policy
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
            where a.id = i.annotator and a.excluded_at is null and a.erased_at is null offset 0) a
        where i.slot <= st.assignments_held
          and not exists (select from held h where h.annotator = i.annotator and h.slot = i.slot)
          and (st.votes_per_annotator is null
            or (select count(*) from place x where x.annotator = i.annotator and x.purpose <= 2) + i.slot
              - (select count(*) from held h where h.annotator = i.annotator and h.slot between 1 and i.slot)
              <= st.votes_per_annotator)),
      m as materialized (
        select matchup, languages, min(start) as start from need group by matchup, languages),
      after as materialized (
        select m.matchup, m.languages, c.id, c.comparison
        from m cross join lateral (
          select p.id, p.comparison from place p
          where p.study = $1 and p.matchup = m.matchup and p.languages = m.languages and p.state = 0
            and p.purpose <= 2 and p.rnd >= m.start
          order by p.rnd limit $10 for update skip locked) c),
      before as materialized (
        select m.matchup, m.languages, c.id, c.comparison
        from m cross join lateral (
          select p.id, p.comparison from place p
          where p.study = $1 and p.matchup = m.matchup and p.languages = m.languages and p.state = 0
            and p.purpose <= 2 and p.rnd < m.start
            and (select count(*) from after a where a.matchup = m.matchup and a.languages = m.languages) < $10
          order by p.rnd limit $10 for update skip locked) c),
      cand as materialized (
        select *, row_number() over (partition by matchup, languages) as k
        from (select * from after union all select * from before) both_sides),
      pick as materialized (
        select distinct on (n.annotator, c.comparison) n.*, c.id
        from need n join cand c on c.matchup = n.matchup and c.languages = n.languages and c.k = n.k
        where (select count(*) from place x
            where x.annotator = n.annotator and x.comparison = c.comparison and x.purpose <= 2) = 0
          and (select count(*) from skip x
            where x.annotator = n.annotator and x.comparison = c.comparison) = 0),
      drawn as (
        update place p
        set state = 1, annotator = pick.annotator, slot = pick.slot, token = pick.token, leased_at = now(),
          deadline = now() + st.lease_seconds * interval '1 second',
          condition = st.condition, presentation = coalesce(p.placed, p.presentation),
          policy = st.policy, propensity = pick.propensity, eligible = pick.eligible, fallback = false
        from pick, st where p.id = pick.id
        returning p.annotator, p.slot, p.token, p.comparison, p.presentation, p.revision, p.deadline,
          p.leased_at, p.condition)
      select annotator, slot, token, comparison, presentation, revision, deadline, leased_at,
        condition::text as condition
      from (select * from held union all select * from drawn) leases
      """;

  /**
   * Gives one annotator any free place from a random start on ($9). $1 study, $2 annotator, $3
   * token, $4 and $5 the policy's match-ups and their probabilities, $6 eligible set size, $7 the
   * sets of languages that the annotator reads (null for all), $8 the policy's name.
   */
  static final String ANY_FREE = anyPlace("p.state = 0 and p.rnd >= $9", "p.rnd");

  /** Gives one annotator a place whose lease has run out; $1 to $8 as {@link #ANY_FREE}. */
  static final String ANY_EXPIRED =
      anyPlace("p.state = 1 and p.deadline < now() and p.annotator <> $2", "p.deadline");

  private static String anyPlace(String condition, String order) {
    return """
    with st as materialized (
      select s.id, s.lease_seconds, (select id from draw_policy where name = $8) as policy,
        case when s.condition_rows is not null then '{}'::jsonb end as condition
      from study s join annotator a on a.study = s.id and a.id = $2
      where s.id = $1 and s.state = 'running' and (s.reading_level is null) = ($7::int[] is null)
        and a.excluded_at is null and a.erased_at is null
        and (s.votes_per_annotator is null or s.votes_per_annotator > (
          select count(*) from place x where x.annotator = a.id and x.purpose <= 2))),
    c as materialized (
      select p.id, p.matchup from place p
      where p.study = (select id from st) and p.purpose <= 2 and %s
        and ($7::int[] is null or p.languages = any($7))
        and not exists (
          select from place x
          where x.annotator = $2 and x.comparison = p.comparison and x.purpose <= 2)
        and not exists (select from skip x where x.annotator = $2 and x.comparison = p.comparison)
      order by %s limit 1 for update skip locked)
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
        .formatted(condition, order);
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
          select from place p where p.study = s.id and p.state < 2 and p.purpose <= 2
            and p.annotator is distinct from a.id
            and not exists (
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

  /** Pushes out the deadline of one's own leases when less than half is left. $1 annotator. */
  static final String EXTEND =
      """
      update place p set deadline = now() + s.lease_seconds * interval '1 second'
      from study s
      where p.annotator = $1 and p.state = 1 and s.id = p.study and s.state in ('running', 'paused')
        and p.deadline < now() + s.lease_seconds * interval '0.5 second'
      """;

  /** Gives a lease back and never offers its comparison to this annotator again. */
  static final String SKIP =
      """
      with l as materialized (
        select p.id, p.token, p.annotator, p.comparison from place p
        where p.token = $1 and p.annotator = $2 and p.state = 1 for update of p),
      g as (
        update place p set state = 0, annotator = null, slot = null, token = null, leased_at = null,
          deadline = null, policy = null, propensity = null, eligible = null, fallback = null
        from l where p.id = l.id),
      d as (delete from draft x using l where x.annotator = l.annotator and x.place = l.id)
      insert into skip (annotator, comparison, reason)
      select annotator, comparison, $3 from l
      on conflict do nothing
      returning comparison
      """;

  /**
   * Gives a lease back; it may be drawn again by anyone. One with an answer begun on it stays:
   * another window may be at it.
   */
  static final String RELEASE =
      """
      update place p set state = 0, annotator = null, slot = null, token = null, leased_at = null,
        deadline = null, policy = null, propensity = null, eligible = null, fallback = null
      where p.token = $1 and p.annotator = $2 and p.state = 1
        and not exists (
          select from draft d where d.annotator = $2 and d.place = p.id and d.revision = p.revision)
      """;

  /** Prompt and responses (in the comparison's order) of several comparisons. */
  static final String CONTENT =
      """
      select c.id, p.text as prompt, p.turns::text as prompt_turns, p.language as prompt_language,
        array(select r.turns::text from unnest(c.responses) with ordinality u(response, position)
          join response r on r.id = u.response order by u.position) as turns,
        array(select r.text from unnest(c.responses) with ordinality u(response, position)
          join response r on r.id = u.response order by u.position) as texts,
        array(select r.language from unnest(c.responses) with ordinality u(response, position)
          join response r on r.id = u.response order by u.position) as languages
      from comparison c join prompt p on p.id = c.prompt
      where c.id = any($1::bigint[])
      """;

  /** A field of each response's metadata, in the comparison's order. $1 comparisons, $2 fields. */
  static final String EXPLANATIONS =
      """
      select c.id, array(
          select coalesce(r.metadata ->> i.field, '') from unnest(c.responses) with ordinality u(response, position)
            join response r on r.id = u.response order by u.position) as texts
      from unnest($1::bigint[], $2::text[]) as i(id, field) join comparison c on c.id = i.id
      """;

  /** Standing votes of an annotator. $1 annotator. */
  static final String DONE =
      """
      select count(*) as done from place x where x.annotator = $1 and x.purpose <= 2 and x.state = 2
      """;

  /**
   * How many votes a study asks of one annotator: its quota, or one a comparison in what they read.
   * $1 study, $2 the sets of languages (null for all).
   */
  static final String GOAL =
      """
      select coalesce(s.votes_per_annotator, (
        select count(*) from comparison c
        where c.study = s.id and ($2::int[] is null or c.languages = any($2)))) as goal
      from study s where s.id = $1
      """;

  /** The comparison behind one's own lease. */
  static final String COMPARISON_OF =
      "select comparison from place where token = $1 and annotator = $2";

  static final String REPORT =
      "insert into report (study, annotator, comparison, text) values ($1, $2, $3, $4)";
}
