package dev.agon.server.core;

/** Which votes stand at a number of a study, and whose count. */
public final class StandingVotes {
  /** Reading a whole study's votes joins millions of rows. */
  public static final String READ_MUCH = "set local work_mem = '64MB'";

  /** Who is excluded at number $2 of study $1; more may follow in the same "with". */
  public static final String EXCLUDED =
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

  /**
   * The condition that the vote {@code v} stands at number $2: it is the highest revision of its
   * place up to it. What was replaced before it was final in an open study counts at no number.
   */
  public static final String STANDS =
      """
      (v.number <= $2 and not v.withdrawn
        and not exists (
          select 1 from vote n
          where n.place = v.place and n.revision = v.revision + 1 and (n.number <= $2 or n.undo)))
      """;

  private StandingVotes() {}
}
