package dev.agon.server.study.settings;

/** Statements behind the page of a study's conditions. */
final class ConditionsSql {
  private ConditionsSql() {}

  /** The conditions as they are written, null for none. $1 study. */
  static final String CONDITIONS =
      "select s.conditions::text as conditions from study s where s.id = $1";

  /** $1 study, $2 the conditions or null, $3 the rows that annotators go through or null. */
  static final String CHANGE =
      """
      update study set conditions = $2::text::jsonb, condition_rows = $3::text::jsonb, version = version + 1
      where id = $1 and conditions is distinct from $2::text::jsonb
      """;

  /** Other rows are gone through from now on; places that are held stay as they are. $1 study. */
  static final String FORGET_ROWS =
      "update annotator set condition_row = null where study = $1 and condition_row is not null";

  /** How often each condition was used. $1 study. */
  static final String USED =
      """
      select p.condition ->> 'levels' as levels, count(distinct p.annotator) as annotators, count(*) as drawn,
        count(*) filter (where p.state = 2) as voted
      from place p where p.study = $1 and p.state > 0 and p.condition is not null group by 1
      """;
}
