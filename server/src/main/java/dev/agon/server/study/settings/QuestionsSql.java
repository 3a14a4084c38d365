package dev.agon.server.study.settings;

/** Statements behind the page of a study's questions. */
final class QuestionsSql {
  private QuestionsSql() {}

  /** The form, null for none, and the criteria in order. $1 study. */
  static final String FORM =
      """
      select s.form::text as form, s.allow_tie, s.allow_both_bad,
        array(select c.name from criterion c where c.study = s.id order by c.ordinal) as criteria
      from study s where s.id = $1
      """;

  /** $1 study, $2 the form or null. */
  static final String CHANGE =
      """
      update study set form = $2::text::jsonb, version = version + 1
      where id = $1 and form is distinct from $2::text::jsonb
      """;

  /** Criteria that are new, in the order of the form. $1 study, $2 their names. */
  static final String ADD_CRITERIA =
      """
      insert into criterion (study, ordinal, name)
      select $1, have.last + row_number() over (order by n.ord), n.name
      from unnest($2::text[]) with ordinality n(name, ord)
        cross join (select coalesce(max(ordinal), 0) as last from criterion where study = $1) have
      where not exists (select from criterion c where c.study = $1 and c.name = n.name)
      """;

  /** Criteria that nothing asks for and no vote can have named. $1 study, $2 names that stay. */
  static final String DROP_CRITERIA =
      """
      delete from criterion c using study s
      where s.id = $1 and c.study = s.id and s.published_at is null and not (c.name = any($2::text[]))
        and cardinality($2::text[]) > 0 and not exists (select from vote v where v.study = s.id)
      """;
}
