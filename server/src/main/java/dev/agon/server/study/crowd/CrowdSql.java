package dev.agon.server.study.crowd;

import dev.agon.server.core.Annotators;
import dev.agon.server.study.overview.StudyFiguresSql;

/** Statements about a study's annotators. */
final class CrowdSql {
  private CrowdSql() {}

  private static final String MEASURES =
      """
      count(*) as votes, count(*) filter (where j.outcome <= 2) as decided,
        count(*) filter (where %s) as left_picks,
        count(*) filter (where j.outcome = 3) as ties,
        percentile_cont(0.5) within group (order by coalesce(
          v.active_ms / 1000.0, extract(epoch from v.sent_at - coalesce(v.shown_at, v.leased_at))))
          as seconds,
        max(v.sent_at) as last_vote
      from vote v
        join place p on p.id = v.place and p.revision = v.revision
        join judgement j on j.study = v.study and j.number = v.number and j.criterion = 1
      where v.study = $1 and not v.withdrawn
      """
          .formatted(StudyFiguresSql.LEFT);

  private static final String COLUMNS =
      """
      a.id, a.pseudonym, a.kind, a.joined_at, a.excluded_at, a.exclusion_reason,
        coalesce(s.votes, 0) as votes, coalesce(s.decided, 0) as decided,
        coalesce(s.left_picks, 0) as left_picks, coalesce(s.ties, 0) as ties,
        s.seconds::float8 as seconds, s.last_vote, coalesce(k.skips, 0) as skips
      """;

  /** Measures of the annotators {@code a} alone, by index. */
  private static final String OF_EACH =
      " cross join lateral (select "
          + MEASURES
          + """
           and v.annotator = a.id) s
          cross join lateral (select count(*) as skips from skip x where x.annotator = a.id) k
          """;

  private static final String CONDITIONS =
      """
       where a.study = $1 and a.erased_at is null
        and ($2::text is null or a.kind = $2)
        and ($3::bool is null or (a.excluded_at is not null) = $3)
        and ($4 = '' or position(lower($4) in lower(a.pseudonym)) > 0)
        and ($6::bigint is null or (%1$s, a.id) %2$s ($5::text::%3$s, $6))
      """;

  /**
   * One page sorted by what the annotator's row says, to be completed by {@link CrowdQuery}:
   * expression, comparison, type and direction. $1 study, $2 kind or null, $3 whether excluded or
   * null, $4 search, $5 key and $6 id of the last row before or null, $7 rows.
   */
  static final String PAGE =
      "select a.key, "
          + COLUMNS
          + " from (select a.*, %1$s as key from annotator a"
          + CONDITIONS
          + " order by key %4$s, a.id %4$s limit $7) a"
          + OF_EACH
          + " order by a.key %4$s, a.id %4$s";

  /** As {@link #PAGE}, sorted by what the votes of all say, which reads them all. */
  static final String MEASURED_PAGE =
      "with s as materialized (select v.annotator, "
          + MEASURES
          + """
           group by v.annotator),
          k as materialized (
            select x.annotator, count(*) as skips
            from skip x join annotator b on b.id = x.annotator where b.study = $1 group by x.annotator)
          """
          + "select %1$s as key, "
          + COLUMNS
          + " from annotator a left join s on s.annotator = a.id left join k on k.annotator = a.id"
          + CONDITIONS
          + " order by key %4$s, a.id %4$s limit $7";

  /** $1 study, $2 annotator. */
  static final String ONE =
      "select "
          + COLUMNS
          + " from annotator a"
          + OF_EACH
          + " where a.study = $1 and a.id = $2 and a.erased_at is null";

  /** $1 study, $2 annotator, $3 reason. */
  static final String EXCLUDE =
      """
      update annotator a set excluded_at = now(), exclusion_reason = $3
      where a.study = $1 and a.id = $2 and %s
      returning a.id
      """
          .formatted(Annotators.TAKES_PART);

  /** $1 study, $2 annotator. */
  static final String INCLUDE =
      """
      update annotator set excluded_at = null, exclusion_reason = null
      where study = $1 and id = $2 and excluded_at is not null and erased_at is null
      returning id
      """;

  /**
   * Gives back all that an annotator holds. Before the number is taken and in the order in which
   * votes lock places, so that the two never wait for each other. $1 annotator.
   */
  static final String RELEASE =
      """
      with l as materialized (
        select id from place where annotator = $1 and slot is not null order by id for update)
      update place p set state = 0, annotator = null, slot = null, token = null, leased_at = null,
        deadline = null, policy = null, propensity = null, eligible = null, fallback = null
      from l where p.id = l.id and p.state = 1
      """;

  /**
   * Takes a number for what happened to an annotator. $1 study, $2 kind, $3 annotator, $4 detail.
   */
  static final String NUMBER_EVENT =
      """
      with c as (update study_clock set seq = seq + 1 where study = $1 returning seq)
      insert into study_event (study, number, kind, annotator, detail)
      select $1, c.seq, $2, $3, $4 from c
      returning number
      """;

  /** Programs read everything until they name their languages. $1 study, $2 pseudonym, $3 kind. */
  static final String ADD_MACHINE =
      """
      with n as (
        insert into annotator (study, pseudonym, kind, consent_version, consented_at)
        select id, $2, $3, consent_version, now() from study where id = $1
        on conflict do nothing
        returning id),
      l as (insert into annotator_language (annotator, tag, level) select id, '*', 3 from n)
      select id from n
      """;

  /** Bearer tokens of a study's annotators, newest first. $1 study, $2 how many. */
  static final String TOKENS =
      """
      select encode(t.secret_hash, 'hex') as id, t.name, t.created_at, t.revoked_at, a.pseudonym, a.kind
      from api_token t join annotator a on a.id = t.annotator
      where a.study = $1
      order by t.revoked_at is not null, t.created_at desc limit $2
      """;

  /** $1 study, $2 the token's hash. */
  static final String REVOKE =
      """
      update api_token t set revoked_at = now()
      from annotator a
      where a.id = t.annotator and a.study = $1 and t.secret_hash = $2 and t.revoked_at is null
      returning a.pseudonym
      """;
}
