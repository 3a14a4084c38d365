package dev.agon.server.comparison;

/** Statements behind the annotator's page. */
final class SeatSql {
  private SeatSql() {}

  /** Study and annotator as the page shows them. $1 study, $2 annotator (null for a preview). */
  static final String DESK =
      """
      select s.slug, s.name, s.state, s.question, s.guidelines, s.allow_tie, s.allow_both_bad,
        s.lease_seconds, s.language, s.board_while_voting, s.show_agreement or s.show_own_board as own_figures,
        s.form::text as form, coalesce(a.pseudonym, '') as pseudonym, a.keys,
        a.kind = 'person' and a.consent_version is distinct from s.consent_version as consent_needed,
        array(select c.ordinal from criterion c where c.study = s.id order by c.ordinal) as ordinals,
        array(select c.name from criterion c where c.study = s.id order by c.ordinal) as names,
        array(select c.question from criterion c where c.study = s.id order by c.ordinal) as questions,
        (select count(*) from place x where x.annotator = a.id and x.state = 2 and x.purpose <= 2) as done,
        coalesce(s.votes_per_annotator, (
          select count(*) from comparison c
          where c.study = s.id and (r.sets is null or c.languages = any(r.sets)))) as goal
      from study s left join annotator a on a.study = s.id and a.id = $2
        cross join lateral (select readable_languages(a.id) as sets offset 0) r
      where s.id = $1
      """;

  /** A vote of the annotator and whether it still stands. $1 study, $2 annotator, $3 number. */
  static final String VOTE =
      """
      select p.token, v.revision, v.withdrawn,
        p.annotator = v.annotator and p.state = 2 and p.revision = v.revision as stands
      from vote v join place p on p.id = v.place
      where v.study = $1 and v.annotator = $2 and v.number = $3
      """;

  /** Any comparison of a study by its name in paths. $1 slug, $2 condition from 0. */
  static final String ANY_COMPARISON =
      """
      select s.id as study, c.id as comparison, coalesce(cardinality(c.responses), 0) as responses,
        (select e.entry::text from jsonb_path_query(s.condition_rows, '$[*][*]') with ordinality e(entry, nth)
          order by e.nth limit 1 offset $2) as condition
      from study s left join lateral (
        select x.id, x.responses from comparison x where x.study = s.id order by random() limit 1) c on true
      where s.slug = $1
      """;

  /** The last answers on the annotator's re-opened places. $1 annotator. */
  static final String REOPENED =
      """
      select p.token, v.answers::text as answers, v.comment, v.presentation,
        array(select j.criterion from judgement j
          where j.study = v.study and j.number = v.number and j.first = 1 and j.second = 2
          order by j.criterion) as criteria,
        array(select j.outcome from judgement j
          where j.study = v.study and j.number = v.number and j.first = 1 and j.second = 2
          order by j.criterion) as outcomes
      from place p cross join lateral (
        select * from vote x
        where x.place = p.id and x.annotator = p.annotator and not x.withdrawn
        order by x.revision desc limit 1) v
      where p.annotator = $1 and p.slot = 0 and p.state = 1
      """;
}
