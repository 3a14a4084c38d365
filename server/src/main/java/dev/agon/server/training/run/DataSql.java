package dev.agon.server.training.run;

import dev.agon.server.core.StandingVotes;

/** Statements that read what a reward model learns from. */
final class DataSql {
  private DataSql() {}

  /** Every judgement that stands at number $2 of study $1, in the order of numbers. */
  static final String JUDGEMENTS =
      StandingVotes.EXCLUDED
          + """
          select v.number, j.criterion, j.outcome, coalesce(j.strength, 0)::smallint as strength,
            j.weight,
            k.id as comparison, k.responses[j.first] as first, k.responses[j.second] as second,
            array_position(v.presentation, j.first) > array_position(v.presentation, j.second)
              as swapped
          from vote v
          join judgement j on j.study = $1 and j.number = v.number
          join comparison k on k.id = v.comparison
          where v.study = $1 and v.purpose in (1, 2) and v.annotator is not null
            and v.annotator not in (select annotator from excluded)
            and %s
          order by v.number, j.criterion, j.first, j.second
          """
              .formatted(StandingVotes.STANDS);

  /** Names of the excluded annotators. $1 study, $2 number. */
  static final String EXCLUDED_NAMES =
      StandingVotes.EXCLUDED
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
