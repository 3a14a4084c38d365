package dev.agon.server.vote;

import dev.agon.server.core.Annotators;

/** Statements that commit and read votes. */
final class VoteSql {
  private VoteSql() {}

  /**
   * Commits the ballots of one study: checks leases and revisions on the locked rows, takes the
   * numbers, writes votes and judgements, closes the places. One row a ballot comes back, in order.
   *
   * <p>Votes are looked up by their keys: {@code + 0} keeps an index of all of an annotator's votes
   * away, which costs no more while there are few.
   *
   * <p>$1 study; arrays, one entry a ballot: $2 token, $3 annotator, $4 key, $5 body hash, $6
   * replaces, $7 withdrawn, $8 shown ms ago, $9 active ms, $10 source, $11 comment, $12 answers;
   * arrays, one entry a choice: $13 ballot (from 1), $14 criterion, $15 and $16 the two places on
   * the screen, $17 outcome on the screen, $18 strength, $19 weight.
   */
  static final String RECORD =
      """
      with i as materialized (
        select * from unnest($2::uuid[], $3::bigint[], $4::uuid[], $5::bytea[], $6::int[], $7::bool[],
            $8::int[], $9::int[], $10::text[], $11::text[], $12::text[])
          with ordinality as t(token, annotator, key, hash, replaces, withdrawn, shown_ago, active_ms,
            source, comment, answers, ord)),
      l as materialized (
        select i.ord, p.id, p.comparison, p.annotator, p.state, p.revision, p.purpose, p.presentation,
          p.policy, p.propensity, p.eligible, p.fallback, p.leased_at, p.condition -> 'levels' as condition
        from i join place p on p.token = i.token and p.study = $1
        order by p.id for update of p),
      known as materialized (
        select i.ord, v.number, v.revision, v.sent_at, v.body_hash = i.hash as same
        from i cross join lateral (
          select * from vote x where x.key = i.key and x.annotator + 0 = i.annotator offset 0) v),
      st as materialized (
        select state, version, lease_seconds, blinding = 'open' as open from study where id = $1),
      -- Held until the commit: nobody finds an answer final meanwhile that is changed here.
      settled as materialized (
        select f.number from study_settled f
        where f.study = $1 and exists (select from i where i.replaces > 0)
        for share of f),
      final as materialized (
        select l.ord
        from l cross join settled f cross join lateral (
          select x.number, x.sent_at from vote x where x.place = l.id and x.revision = l.revision offset 0) v
        where l.state = 2 and (v.number <= f.number or undo_is_over($1, v.number, v.sent_at, l.annotator))),
      may as materialized (
        select i.ord, a.consent_version, %s as eligible
        from i cross join lateral (
          select * from annotator x where x.id = i.annotator and x.study = $1 offset 0) a),
      ok as materialized (
        select i.*, l.id, l.comparison, l.revision + 1 as revision, l.purpose, l.presentation, l.policy,
          l.propensity, l.eligible, l.fallback, l.leased_at, l.condition, l.state = 2 and st.open as undo,
          may.consent_version, st.version, st.lease_seconds, row_number() over (order by i.ord) as n
        from i join l using (ord) join may using (ord) cross join st
        where l.annotator = i.annotator and may.eligible and st.state in ('running', 'paused')
          and l.revision = i.replaces and (l.state = 1 and not i.withdrawn or l.state = 2)
          and not exists (select from known k where k.ord = i.ord)
          and not exists (select from final f where f.ord = i.ord)
          and not (i.withdrawn and (
            select count(*) from place x where x.annotator = i.annotator and x.slot = 0) > 0)),
      s as (
        update study_clock set seq = seq + (select count(*) from ok)
        where study = $1 and exists (select from ok)
        returning seq - (select count(*) from ok) as before),
      v as (
        insert into vote (study, number, place, comparison, annotator, revision, key, body_hash, withdrawn,
          purpose, presentation, study_version, consent_version, policy, propensity, eligible, fallback,
          leased_at, shown_at, active_ms, source, comment, answers, condition, undo)
        select $1, s.before + ok.n, ok.id, ok.comparison, ok.annotator, ok.revision, ok.key, ok.hash,
          ok.withdrawn, ok.purpose, ok.presentation, ok.version, ok.consent_version, ok.policy,
          ok.propensity, ok.eligible, ok.fallback, ok.leased_at,
          case when ok.shown_ago is not null
            then greatest(ok.leased_at, now() - ok.shown_ago * interval '1 millisecond') end,
          ok.active_ms,
          ok.source, ok.comment, ok.answers::jsonb, ok.condition, ok.undo
        from ok, s
        returning number, place, revision, sent_at),
      j as (
        insert into judgement (study, number, criterion, first, second, outcome, strength, weight)
        select $1, v.number, c.criterion, least(own.a, own.b), greatest(own.a, own.b),
          case when own.a < own.b or c.outcome > 2 then c.outcome else 3 - c.outcome end,
          c.strength, c.weight
        from unnest($13::int[], $14::smallint[], $15::smallint[], $16::smallint[], $17::smallint[],
              $18::smallint[], $19::real[])
            as c(ord, criterion, first, second, outcome, strength, weight)
          join ok on ok.ord = c.ord join v on v.place = ok.id
          cross join lateral (
            select ok.presentation[c.first] as a, ok.presentation[c.second] as b) own
        where not ok.withdrawn),
      d as (delete from draft x using ok where x.annotator = ok.annotator and x.place = ok.id),
      u as (
        update place p
        set revision = ok.revision,
          state = case when ok.withdrawn then 1 else 2 end,
          slot = case when ok.withdrawn then 0 end,
          deadline = case when ok.withdrawn then now() + ok.lease_seconds * interval '1 second'
            else p.deadline end
        from ok join v on v.place = ok.id where p.id = ok.id)
      select v.number, v.revision, v.sent_at, k.number as known_number, k.revision as known_revision,
        k.sent_at as known_sent_at, k.same, l.annotator = i.annotator as mine, l.state as place_state,
        l.revision as standing, may.eligible, st.state as study_state,
        exists (select from final f where f.ord = i.ord) as final
      from i cross join st left join ok on ok.ord = i.ord left join v on v.place = ok.id
        left join known k on k.ord = i.ord left join l on l.ord = i.ord left join may on may.ord = i.ord
      order by i.ord
      """
          .formatted(Annotators.TAKES_PART);

  /** Makes all answers of an annotator final. $1 annotator. */
  static final String END_UNDO =
      """
      update annotator set undo_ended = coalesce((
        select number from vote where annotator = $1 order by number desc limit 1), 0)
      where id = $1
      """;

  /** The receipt of a key that another transaction has just committed. $1 annotator, $2 key. */
  static final String BY_KEY =
      "select number, revision, sent_at, body_hash from vote where key = $2 and annotator + 0 = $1";

  /** What a ballot of the study may say. $1 study. */
  static final String FORM =
      """
      select s.allow_tie, s.allow_both_bad, s.form::text as form,
        array(select ordinal from criterion c where c.study = s.id order by ordinal) as ordinals,
        array(select name from criterion c where c.study = s.id order by ordinal) as names
      from study s where s.id = $1
      """;

  /**
   * What lies on a place of the annotator's, in the order of the screen. $1 annotator, $2 token.
   */
  static final String SHOWN =
      """
      select m.text as prompt, m.language,
        array(select r.text from unnest(p.presentation) with ordinality u(position, ord)
          join response r on r.id = c.responses[u.position] order by u.ord) as texts,
        array(select r.language from unnest(p.presentation) with ordinality u(position, ord)
          join response r on r.id = c.responses[u.position] order by u.ord) as languages
      from place p join comparison c on c.id = p.comparison join prompt m on m.id = c.prompt
      where p.annotator = $1 and p.token = $2
      """;
}
