package dev.agon.server.comparison;

/** Statements behind the annotator's page. */
final class SeatSql {
  private SeatSql() {}

  /** Study and annotator as the page shows them. $1 study, $2 annotator (null for a preview). */
  static final String DESK =
      """
      select s.slug, s.name, s.state, s.question, s.guidelines, s.allow_tie, s.allow_both_bad,
        s.lease_seconds, s.language, s.board_while_voting, coalesce(a.pseudonym, '') as pseudonym,
        a.kind = 'person' and a.consent_version is distinct from s.consent_version as consent_needed,
        array(select c.ordinal from criterion c where c.study = s.id order by c.ordinal) as ordinals,
        array(select c.name from criterion c where c.study = s.id order by c.ordinal) as names,
        array(select c.question from criterion c where c.study = s.id order by c.ordinal) as questions,
        (select count(*) from place x where x.annotator = a.id and x.state = 2) as done,
        coalesce(s.votes_per_annotator, (select count(*) from comparison c where c.study = s.id)) as goal
      from study s left join annotator a on a.study = s.id and a.id = $2
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

  /** Any comparison of a study by its name in paths. $1 slug. */
  static final String ANY_COMPARISON =
      """
      select s.id as study, (
          select c.id from comparison c where c.study = s.id order by random() limit 1) as comparison
      from study s where s.slug = $1
      """;
}
