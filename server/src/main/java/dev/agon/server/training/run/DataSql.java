package dev.agon.server.training.run;

/** Statements that read what a reward model learns from. */
final class DataSql {
  private DataSql() {}

  static final String READ_MUCH = "set local work_mem = '64MB'";

  /** Whoever is excluded at number $2 of study $1. */
  private static final String EXCLUDED =
      """
      with excluded as materialized (
        select annotator from (
          select distinct on (annotator) annotator, kind from study_event
          where study = $1 and number <= $2 and kind in ('excluded', 'included')
            and annotator is not null
          order by annotator, number desc) e
        where kind = 'excluded'
      )
      """;

  /** Every judgement that stands at number $2 of study $1, in the order of numbers. */
  static final String JUDGEMENTS =
      EXCLUDED
          + """
          select v.number, j.criterion, j.outcome, coalesce(j.strength, 0)::smallint as strength,
            j.weight,
            k.id as comparison, k.responses[j.first] as first, k.responses[j.second] as second,
            array_position(v.presentation, j.first) > array_position(v.presentation, j.second)
              as swapped
          from vote v
          join judgement j on j.study = $1 and j.number = v.number
          join comparison k on k.id = v.comparison
          where v.study = $1 and v.number <= $2 and not v.withdrawn and v.purpose in (1, 2)
            and v.annotator is not null
            and v.annotator not in (select annotator from excluded)
            and not exists (
              select 1 from vote n
              where n.place = v.place and n.revision = v.revision + 1 and n.number <= $2)
          order by v.number, j.criterion, j.first, j.second
          """;

  /** Names of the excluded annotators. $1 study, $2 number. */
  static final String EXCLUDED_NAMES =
      EXCLUDED
          + " select a.pseudonym from annotator a join excluded e on e.annotator = a.id order by 1";

  /** Responses of study $1 with their prompts. */
  static final String RESPONSES =
      """
      select r.id, r.text, r.generator, p.id as prompt, p.external_id as prompt_name,
        p.text as prompt_text
      from response r join prompt p on p.id = r.prompt
      where r.study = $1 order by r.id
      """;

  /** $1 study. */
  static final String CRITERIA =
      "select ordinal, name from criterion where study = $1 order by ordinal";
}
