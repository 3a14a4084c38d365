package dev.agon.server.vote;

import dev.agon.server.core.Annotators;

/** Statements behind what an annotator is told of their own judgements. */
final class OwnFiguresSql {
  private OwnFiguresSql() {}

  /** What a study tells. $1 study, $2 annotator. */
  static final String STUDY =
      """
      select s.slug, s.name, s.state, s.blinding = 'open' as open, s.show_agreement, s.show_own_board,
        (select count(*) from place x where x.annotator = $2 and x.state = 2) as done,
        array(select c.ordinal from criterion c where c.study = s.id order by c.ordinal) as ordinals,
        array(select c.name from criterion c where c.study = s.id order by c.ordinal) as names
      from study s where s.id = $1
      """;

  /**
   * What the annotator and others say of the same pairs of responses, in the order of the
   * annotator's answers: of both only what is final. $1 study, $2 annotator.
   */
  static final String AGREEMENT =
      """
      with bound as materialized (select settled_number($1) as number),
      own as (
        select distinct on (v.comparison) v.number, v.comparison
        from vote v
        where v.study = $1 and v.annotator = $2 and v.purpose = 1 and not v.withdrawn
          and v.number <= (select number from bound)
          and not exists (
            select from vote n where n.place = v.place and n.revision = v.revision + 1)
        order by v.comparison, v.number)
      select o.comparison, j.criterion, j.outcome, h.others
      from own o
        join judgement j on j.study = $1 and j.number = o.number
        cross join lateral (
          select array[
            count(*) filter (where x.outcome = 1), count(*) filter (where x.outcome = 2),
            count(*) filter (where x.outcome = 3), count(*) filter (where x.outcome = 4)]::int[] as others
          from place p
            join vote w on w.place = p.id and w.revision = p.revision and not w.withdrawn
              and w.number <= (select number from bound)
            join annotator a on a.id = w.annotator and %s
            join judgement x on x.study = $1 and x.number = w.number and x.criterion = j.criterion
              and x.first = j.first and x.second = j.second
          where p.comparison = o.comparison and p.purpose = 1 and p.state = 2 and p.annotator <> $2) h
      order by o.number, j.criterion, j.first, j.second
      """
          .formatted(Annotators.TAKES_PART);

  /** What the annotator's standing votes say of generators. $1 study, $2 annotator. */
  static final String BOARD =
      """
      select j.criterion, v.comparison, j.outcome, j.weight,
        g.name as first_name, h.name as second_name
      from vote v
        join judgement j on j.study = v.study and j.number = v.number
        join comparison c on c.id = v.comparison
        join response f on f.id = c.responses[j.first]
        join response s on s.id = c.responses[j.second]
        join generator g on g.id = f.generator
        join generator h on h.id = s.generator
      where v.study = $1 and v.annotator = $2 and v.purpose in (1, 2) and not v.withdrawn
        and f.generator <> s.generator
        and not exists (select from vote n where n.place = v.place and n.revision = v.revision + 1)
      order by v.number, j.first, j.second
      """;
}
