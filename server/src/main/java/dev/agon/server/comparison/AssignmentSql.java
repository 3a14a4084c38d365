package dev.agon.server.comparison;

/** Statements about places that are held, and what they show. */
final class AssignmentSql {
  private AssignmentSql() {}

  /**
   * Pushes out the deadline of one's own leases when less than half is left, and brings back one
   * that lies too far ahead because the clock was put back. $1 annotator.
   */
  static final String EXTEND =
      """
      update place p set deadline = now() + s.lease_seconds * interval '1 second',
        leased_at = least(p.leased_at, now())
      from study s
      where p.annotator = $1 and p.slot is not null and s.id = p.study and s.state in ('running', 'paused')
        and (p.deadline < now() + s.lease_seconds * interval '0.5 second'
          or p.deadline > now() + interval '1 day' or p.leased_at > now())
      """;

  /** Gives a lease back and never offers its comparison to this annotator again. */
  static final String SKIP =
      """
      with l as materialized (
        select p.id, p.token, p.annotator, p.comparison from place p
        where p.token = $1 and p.annotator = $2 and p.slot is not null for update of p),
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
      where p.token = $1 and p.annotator = $2 and p.slot is not null
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
