package dev.agon.server.exchange.load;

/** Statements that make a study. */
final class StudyCreationSql {
  private StudyCreationSql() {}

  /**
   * Nothing comes back when the slug is taken. Annotators get what they read well, unless an admin
   * decides otherwise.
   */
  static final String STUDY =
      """
      insert into study (slug, name, question, language, overlap, state, published_at, join_code, board_code,
        form, reading_level)
      values (?, ?, ?, ?, ?, ?, case when ? then now() end, ?, ?, ?::jsonb, 2)
      on conflict (slug) do nothing
      returning id
      """;

  static final String CRITERION =
      """
      insert into criterion (study, ordinal, name, question)
      select id, 1, 'overall', question from study where id = ?
      """;

  /** $1 study, $2 the names in order. */
  static final String CRITERIA =
      """
      insert into criterion (study, ordinal, name)
      select ?, n.ordinal, n.name from unnest(?::text[]) with ordinality as n(name, ordinal)
      """;

  static final String VERSION =
      """
      insert into study_version (study, version, settings)
      select s.id, s.version,
        to_jsonb(s) - '{id,slug,state,version,join_code,board_code,created_at,published_at,closed_at}'::text[]
          || jsonb_build_object('criteria', (
            select jsonb_agg(c.name order by c.ordinal) from criterion c where c.study = s.id))
      from study s where s.id = ?
      """;

  static final String CLOCK = "insert into study_clock (study) values (?)";
}
