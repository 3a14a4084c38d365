package dev.agon.server.ranking.rank;

import dev.agon.server.sql.Clock;

/** Statements on batches. */
final class BatchSql {
  private BatchSql() {}

  /**
   * Cuts the next batch of each study that has events beyond its last batch, at most one open and
   * at most ten a second, whatever the clock did since the last was cut. Batches of a study are
   * contiguous: whoever cuts second after the same number meets the unique key. Gives every study
   * that is behind, cut now or not.
   *
   * <p>Batches of an open study with time for undo end where its answers are final, which is noted
   * first: before the first number whose time is not over, be its answer replaced by now or not, so
   * that the end tells nothing of that.
   */
  static final String CUT =
      """
      with waiting as materialized (
        select f.study, f.number, c.seq
        from study_settled f
        join study s on s.id = f.study and s.blinding = 'open' and s.undo_seconds > 0
        join study_clock c on c.study = f.study and c.seq > f.number
        where $1::bigint is null or f.study = $1
        order by f.study for no key update of f skip locked
      ), reached as materialized (
        select w.study, coalesce((
          select v.number - 1 from vote v
          where v.study = w.study and v.number > w.number and v.number <= w.seq
            and not undo_is_over(v.study, v.number, v.sent_at, v.annotator)
          order by v.number limit 1), w.seq) as number
        from waiting w
      ), settled as (
        update study_settled f set number = r.number
        from reached r where f.study = r.study and r.number > f.number
        returning f.study, f.number
      ), behind as materialized (
        select c.study, coalesce(b.to_number, 0) as after_number, b.state, b.cut_at,
          case when s.blinding = 'open' and s.undo_seconds > 0
            then coalesce(n.number, f.number, 0) else c.seq end as bound
        from study_clock c
        join study s on s.id = c.study
        left join study_settled f on f.study = c.study
        left join settled n on n.study = c.study
        left join lateral (
          select to_number, state, cut_at from batch
          where study = c.study order by after_number desc limit 1) b on true
        where c.seq > coalesce(b.to_number, 0) and ($1::bigint is null or c.study = $1)
      ), cut as (
        insert into batch (study, after_number, to_number, attempts, cut_at, sent_at)
        select study, after_number, bound, 1, clock_timestamp(), clock_timestamp() from behind
        where state is distinct from 'cut' and bound > after_number
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
