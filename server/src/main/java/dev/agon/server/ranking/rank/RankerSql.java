package dev.agon.server.ranking.rank;

import dev.agon.server.core.StandingVotes;

/** Statements of a ranker: its leases, the events it counts, the boards it writes. */
public final class RankerSql {
  private RankerSql() {}

  /** Studies with work that this ranker holds or that nobody holds. */
  static final String WORK =
      """
      with work as (
        select study from batch where state = 'cut'
        union
        select b.study from leaderboard b join study s on s.id = b.study
        where b.intervals_at < b.watermark or b.method <> s.board_method
      )
      select w.study from work w
      left join ranker_lease l on l.study = w.study and %s
      where l.holder is null or l.holder = $1
      """
          .formatted(LeaseStore.HELD);

  /**
   * What a study asks for: the open range of events, whether one of these changes what earlier
   * votes count, its method and what its board has.
   */
  static final String TASK =
      """
      select s.board_method, o.after_number, o.to_number,
             exists (
               select 1 from study_event
               where study = s.id and number > o.after_number and number <= o.to_number)
               as rewrites,
             (select max(watermark) from leaderboard where study = s.id) as watermark,
             exists (
               select 1 from leaderboard
               where study = s.id and (intervals_at < watermark or method <> s.board_method))
               as unfinished,
             exists (select 1 from annotator where study = s.id and kind <> 'person') as mixed,
             array(select ordinal from criterion where study = s.id order by ordinal) as criteria
      from study s
      cross join lateral (
        select min(after_number) as after_number, max(to_number) as to_number
        from batch where study = s.id and state = 'cut') o
      where s.id = $1
      """;

  private static final String JUDGEMENTS =
      """
      select c.sign, j.criterion, c.annotator, a.kind, c.comparison,
             f.generator as first, s.generator as second, j.outcome, j.weight
      from counted c
      join judgement j on j.study = $1 and j.number = c.number
      join annotator a on a.id = c.annotator
      join comparison k on k.id = c.comparison
      join response f on f.id = k.responses[j.first]
      join response s on s.id = k.responses[j.second]
      where c.purpose in (1, 2) and f.generator <> s.generator
        and c.annotator not in (select annotator from excluded)
      """;

  /** Every judgement that stands at number $2. */
  static final String STANDING =
      StandingVotes.EXCLUDED
          + """
          , counted as (
            select 1 as sign, v.number, v.annotator, v.comparison, v.purpose from vote v
            where v.study = $1 and %s
          )
          """
              .formatted(StandingVotes.STANDS)
          + JUDGEMENTS;

  /** What the events ($3, $2] add, and what of earlier events they supersede, additions first. */
  static final String CHANGES =
      StandingVotes.EXCLUDED
          + """
          , event as materialized (
            select number, place, revision, withdrawn, undo, annotator, comparison, purpose from vote
            where study = $1 and number > $3 and number <= $2
          ), counted as (
            select 1 as sign, number, annotator, comparison, purpose from event
            where not withdrawn and not exists (
              select from vote n where n.place = event.place and n.revision = event.revision + 1 and n.undo)
            union all
            select -1, p.number, p.annotator, p.comparison, p.purpose from event e
            join vote p on p.place = e.place and p.revision = e.revision - 1
            where not p.withdrawn and not e.undo
          )
          """
          + JUDGEMENTS
          + "order by c.sign desc";

  /**
   * Writes boards and closes batches if the lease is still held, all in one statement, so that a
   * ranker stopped half way holds no lock. The lease row is locked until the commit.
   */
  static final String WRITE =
      """
      with %s, finished as (
        update batch b set state = 'done', done_at = clock_timestamp()
        from held where b.study = held.study and b.state = 'cut' and b.to_number <= $4
        returning b.id
      ), written as (
        insert into leaderboard as l
          (study, criterion, method, watermark, intervals_at, fence, computed_at, result)
        select held.study, r.criterion, $6, $4, $5, $3, clock_timestamp(), r.result
        from held, jsonb_to_recordset($7) as r (criterion smallint, result jsonb)
        on conflict (study, criterion) do update
          set method = excluded.method, watermark = excluded.watermark,
              intervals_at = excluded.intervals_at, fence = excluded.fence,
              computed_at = excluded.computed_at, result = excluded.result
          where l.watermark <= excluded.watermark
        returning criterion
      )
      select (select count(*) from held) as held, (select count(*) from finished) as finished,
             (select count(*) from written) as written
      """
          .formatted(LeaseStore.LOCKED_UNDER_FENCE);
}
