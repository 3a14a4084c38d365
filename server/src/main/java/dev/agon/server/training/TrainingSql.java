package dev.agon.server.training;

import dev.agon.server.core.LeaseStore;
import dev.agon.server.sql.Clock;

/** Statements about leases, policies and runs of trainings. */
public final class TrainingSql {
  private TrainingSql() {}

  /** The lease row of study $1 if holder $2 still has it under fence $3. */
  public static final String HELD = LeaseStore.Work.TRAINING.lockedUnderFence();

  /** $1 study. */
  static final String POLICY =
      """
      select every_votes, every_minutes, promotes, settings, changed_at
      from training_policy where study = $1
      """;

  /** $1 study; $2 to $5 the policy. */
  static final String SET_POLICY =
      """
      insert into training_policy (study, every_votes, every_minutes, promotes, settings)
      values ($1, $2, $3, $4, $5)
      on conflict (study) do update set every_votes = excluded.every_votes,
        every_minutes = excluded.every_minutes, promotes = excluded.promotes,
        settings = excluded.settings, changed_at = now()
      """;

  private static final String WITH_HOLDER =
      """
      select r.id, r.study, r.to_number, l.holder from made r
      left join training_lease l on l.study = r.study and %s
      """
          .formatted(LeaseStore.HELD);

  /**
   * Makes a run of each study whose policy asks for one now and that has none open. $1 a study, or
   * null for all.
   */
  static final String CUT =
      """
      with due as materialized (
        select p.study, p.settings, c.seq,
          case when c.seq - coalesce(r.to_number, 0) >= p.every_votes then 'votes' else 'time' end
            as reason
        from training_policy p
        join study_clock c on c.study = p.study
        left join lateral (
          select to_number, created_at, ended_at from training_run
          where study = p.study order by id desc limit 1) r on true
        where ($1::bigint is null or p.study = $1)
          and (r.created_at is null or r.ended_at is not null)
          and c.seq > coalesce(r.to_number, 0)
          and (c.seq - coalesce(r.to_number, 0) >= p.every_votes
            or %s)
      ), made as (
        insert into training_run (study, reason, settings, to_number, sent_at)
        select study, reason, settings, seq, clock_timestamp() from due
        on conflict (study) where ended_at is null do nothing
        returning id, study, to_number
      )
      """
              .formatted(
                  Clock.olderThan(
                      "coalesce(r.created_at, p.changed_at)",
                      "make_interval(mins => p.every_minutes)"))
          + WITH_HOLDER;

  /** Makes a run of study $1 asked for by $2 with settings $3, unless one is open. */
  static final String DEMAND =
      """
      with made as (
        insert into training_run (study, reason, asked_by, settings, to_number, sent_at)
        select study, 'demand', $2, $3, seq, clock_timestamp() from study_clock where study = $1
        on conflict (study) where ended_at is null do nothing
        returning id, study, to_number
      )
      """
          + WITH_HOLDER;

  /** Takes the open runs that nobody works on $1 seconds after they were sent. */
  static final String RESEND =
      """
      with made as (
        update training_run r set sent_at = clock_timestamp()
        where ended_at is null and %s
          and not exists (select from training_lease l where l.study = r.study and %s)
        returning id, study, to_number
      )
      """
              .formatted(Clock.olderThan("sent_at", "make_interval(secs => $1)"), LeaseStore.HELD)
          + WITH_HOLDER;

  /** Studies with an open run that trainer $1 holds or that nobody holds. */
  static final String WORK =
      """
      select r.study from training_run r
      left join training_lease l on l.study = r.study and %s
      where r.ended_at is null and (l.holder is null or l.holder = $1)
      order by r.id
      """
          .formatted(LeaseStore.HELD);

  /** Begins or goes on with the open run of a study. $1 to $3 as in HELD. */
  static final String TAKE =
      "with "
          + HELD
          + """
          update training_run r set state = 'reading', fence = $3, attempts = attempts + 1,
            started_at = coalesce(started_at, clock_timestamp()), touched_at = clock_timestamp()
          from held where r.study = held.study and r.ended_at is null
          returning r.id, r.settings, r.to_number, r.attempts, r.cancel, r.snapshot
          """;

  /** Notes the data that a run trains on. $1 to $3 as in HELD, $4 run, $5 hash. */
  static final String NOTE_SNAPSHOT =
      "with "
          + HELD
          + """
          update training_run r set snapshot = $5, touched_at = clock_timestamp()
          from held where r.study = held.study and r.id = $4
          """;

  /** Where a run stands. $1 to $3 as in HELD, without its lock; $4 run, $5 state, $6 progress. */
  static final String PROGRESS =
      """
      update training_run r set state = $5, progress = $6, touched_at = clock_timestamp()
      from training_lease l
      where l.study = $1 and l.holder = $2 and l.fence = $3 and l.expires_at > clock_timestamp()
        and r.study = l.study and r.id = $4 and r.ended_at is null
      returning r.cancel
      """;

  /** Ends a run without a model. $1 to $3 as in HELD, $4 run, $5 state, $6 error. */
  static final String END =
      "with "
          + HELD
          + """
          update training_run r set state = $5, error = $6, touched_at = clock_timestamp(),
            ended_at = clock_timestamp()
          from held where r.study = held.study and r.id = $4 and r.ended_at is null
          """;

  /** Asks for the end of a run; one that nobody has begun ends at once. $1 study, $2 run. */
  static final String CANCEL =
      """
      update training_run r set cancel = true,
        state = case when idle then 'cancelled' else state end,
        ended_at = case when idle then clock_timestamp() end
      from (
        select not exists (
          select from training_lease l where l.study = $1 and %s) as idle) now
      where r.study = $1 and r.id = $2 and r.ended_at is null
      """
          .formatted(LeaseStore.HELD);

  private static final String RUN =
      """
      select id, reason, asked_by, settings, to_number, state, progress, attempts, cancel, error,
        version, created_at, started_at, touched_at, ended_at,
        %s as silent
      from training_run
      """
          .formatted(Clock.olderThan("touched_at", "interval '15 s'"));

  /** The last runs of a study, newest first. $1 study, $2 rows. */
  static final String RUNS = RUN + " where study = $1 order by id desc limit $2";

  static final String ENCODERS =
      "select name from encoder group by name order by max(seen_at) desc, name limit 50";
}
