package dev.agon.server.ranking;

import dev.agon.server.sql.Clock;

/** Statements on batches. */
final class BatchSql {
  private BatchSql() {}

  /**
   * Cuts the next batch of each study that has events beyond its last batch, at most one open and
   * at most ten a second, whatever the clock did since the last was cut. Batches of a study are
   * contiguous: whoever cuts second after the same number meets the unique key. Gives every study
   * that is behind, cut now or not.
   */
  static final String CUT =
      """
      with behind as materialized (
        select c.study, c.seq, coalesce(b.to_number, 0) as after_number, b.state, b.cut_at
        from study_clock c
        left join lateral (
          select to_number, state, cut_at from batch
          where study = c.study order by after_number desc limit 1) b on true
        where c.seq > coalesce(b.to_number, 0) and ($1::bigint is null or c.study = $1)
      ), cut as (
        insert into batch (study, after_number, to_number, attempts, cut_at, sent_at)
        select study, after_number, seq, 1, clock_timestamp(), clock_timestamp() from behind
        where state is distinct from 'cut'
          and (cut_at is null or %s)
        on conflict (study, after_number) do nothing
        returning id, study, after_number, to_number
      )
      select b.study, cut.id, cut.after_number, cut.to_number, l.holder
      from behind b
      left join cut on cut.study = b.study
      left join ranker_lease l on l.study = b.study and %s
      """
          .formatted(Clock.olderThan("cut_at", "interval '100 ms'"), LeaseStore.HELD);

  /** Takes the batches that were sent a while ago and are still open, to send them again. */
  static final String RESEND =
      """
      with again as (
        update batch set attempts = attempts + 1, sent_at = clock_timestamp()
        where state = 'cut' and %s
        returning id, study, after_number, to_number
      )
      select a.study, a.id, a.after_number, a.to_number, l.holder
      from again a
      left join ranker_lease l on l.study = a.study and %s
      """
          .formatted(Clock.olderThan("sent_at", "make_interval(secs => $1)"), LeaseStore.HELD);

  /** Forgets ranked batches of earlier days, all but the last of each study. */
  static final String PRUNE =
      """
      delete from batch b
      where b.state = 'done' and %s
        and exists (
          select 1 from batch n where n.study = b.study and n.after_number > b.after_number)
      """
          .formatted(Clock.olderThan("b.done_at", "interval '1 day'"));
}
