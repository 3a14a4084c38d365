package dev.agon.server.job;

import dev.agon.server.sql.Clock;
import dev.agon.server.sql.Lease;

/** Statements about jobs. */
public final class JobSql {
  private JobSql() {}

  /** The job $1 as the table {@code held}, locked, if holder $2 still has it under fence $3. */
  public static final String LOCKED_UNDER_FENCE = Lease.lockedUnderFence("job", "id, study", "id");

  private static final String HELD = Lease.held("j");
  private static final String LEFT_ALONE = Clock.olderThan("j.touched_at", "interval '30 seconds'");

  private static final String COLUMNS =
      """
      j.id, j.kind, j.study, j.reason, j.asked_by, j.parameters, j.to_number, j.snapshot, j.node,
      j.state, j.step, j.progress, j.cancel, j.attempts, j.error, j.created_at,
      j.started_at, j.ended_at, j.fence,
      (select slug from study where id = j.study) as slug,
      (select name from study where id = j.study) as study_name,
      j.state = 'running' and not %s as silent
      """
          .formatted(HELD);

  private static final String WHOLE = COLUMNS + ", j.result";

  /** Lists leave out the largest part of results, which may be whole reports. */
  private static final String LISTED =
      COLUMNS + ", j.result - '%s' as result".formatted(Job.SECTIONS);

  /** $1 kind, $2 study or null, $3 who asks, $4 parameters, $5 node or null. */
  static final String ADD =
      """
      insert into job (kind, study, asked_by, parameters, node, to_number)
      values ($1, $2, $3, $4, $5, (select seq from study_clock where study = $2))
      on conflict do nothing
      returning id
      """;

  /**
   * A job that has ended, and that nobody has begun again since, is to be done once more. $1 id, $2
   * its fence, $3 parameters, $4 node or null.
   */
  static final String AGAIN =
      """
      update job j set state = 'waiting', parameters = $3, node = $4, step = null, progress = '{}',
        result = '{}', error = null, cancel = false, attempts = 0, started_at = null,
        ended_at = null, touched_at = clock_timestamp()
      where j.id = $1 and j.fence = $2 and j.ended_at is not null
      """;

  /** A job that has ended is given up, with what it might have led to. $1 id, $2 its fence. */
  static final String GIVE_UP =
      """
      update job j set state = 'cancelled', fence = j.fence + 1, result = '{}', error = null
      where j.id = $1 and j.fence = $2 and j.ended_at is not null
      """;

  /** $1 id. */
  static final String FIND = "select " + WHOLE + " from job j where j.id = $1";

  /** The last jobs of a study, newest first. $1 study, $2 kind, $3 rows. */
  static final String LAST =
      "select "
          + LISTED
          + " from job j where j.study = $1 and j.kind = $2 order by j.id desc limit $3";

  /** The last jobs of all studies, newest first. $1 rows, $2 before which id; null for none. */
  static final String RECENT =
      "select "
          + LISTED
          + """

          from job j where $2::bigint is null or j.id < $2 order by j.id desc limit $1
          """;

  /** Open jobs that worker $1 may take or has, of the kinds $2. */
  static final String OFFERED =
      """
      select j.id from job j
      where j.ended_at is null and j.kind = any($2) and (j.node is null or j.node = $1)
        and (j.holder = $1 or not %s)
      order by j.id
      """
          .formatted(HELD);

  /** Begins or goes on with a job unless another worker holds it. $1 id, $2 worker. */
  static final String TAKE =
      """
      update job j set state = 'running', holder = $2, fence = j.fence + 1, expires_at = %s,
        attempts = j.attempts + 1, started_at = coalesce(j.started_at, clock_timestamp()),
        touched_at = clock_timestamp()
      where j.id = $1 and j.ended_at is null and (j.node is null or j.node = $2)
        and (j.holder = $2 or not %s)
      returning %s
      """
          .formatted(Lease.END, HELD, WHOLE);

  /** Tells where a job stands, and keeps it. $1 to $3 the lease, $4 step, $5 progress. */
  static final String TELL =
      """
      update job j set step = $4, progress = $5, expires_at = %s, touched_at = clock_timestamp()
      where j.id = $1 and %s and j.ended_at is null
      returning j.cancel
      """
          .formatted(Lease.END, Lease.UNDER_FENCE);

  /** Notes the snapshot that is read. $1 to $3 the lease, $4 number, $5 hash. */
  static final String NOTE =
      """
      update job j set to_number = $4, snapshot = $5, touched_at = clock_timestamp()
      where j.id = $1 and %s and j.ended_at is null
      """
          .formatted(Lease.UNDER_FENCE);

  /** Ends a job. $1 to $3 the lease, $4 state, $5 result, $6 error or null. */
  static final String END =
      """
      update job j set state = $4, result = $5, error = $6, touched_at = clock_timestamp(),
        ended_at = clock_timestamp(), expires_at = null
      where j.id = $1 and %s and j.ended_at is null
      """
          .formatted(Lease.UNDER_FENCE);

  /**
   * Gives a job back that could not be ended, so that another worker need not wait. That was no
   * attempt. $1 to $3 the lease.
   */
  static final String RELEASE =
      """
      update job j set expires_at = null, attempts = greatest(j.attempts - 1, 0)
      where j.id = $1 and j.holder = $2 and j.fence = $3 and j.ended_at is null
      """;

  /** Asks for the end of a job; one that nobody works on ends at once. $1 id. */
  static final String CANCEL =
      """
      update job j set cancel = true,
        state = case when %1$s then j.state else 'cancelled' end,
        ended_at = case when %1$s then null else clock_timestamp() end
      where j.id = $1 and j.ended_at is null
      """
          .formatted(HELD);

  /**
   * Worker $1 is still there for the jobs that wait for it alone; those of workers that are gone
   * have failed, since their files are gone too.
   */
  static final String KEEP =
      """
      with kept as (
        update job set touched_at = clock_timestamp() where node = $1 and state = 'waiting' and ended_at is null
      )
      update job j set state = 'failed', result = '{"why": "interrupted"}',
        ended_at = clock_timestamp()
      where j.ended_at is null and j.node <> $1 and not %s and %s
      """
          .formatted(HELD, LEFT_ALONE);
}
