package dev.agon.server.training;

import dev.agon.server.sql.Clock;

/** Statements about policies of trainings and what is due by them. */
final class TrainingSql {
  private TrainingSql() {}

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

  /**
   * Makes a job of each study whose policy asks for a training now and that has none open. $1 a
   * study, or null for all.
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
          select to_number, created_at, ended_at from job
          where study = p.study and kind = 'training' order by id desc limit 1) r on true
        where ($1::bigint is null or p.study = $1)
          and (r.created_at is null or r.ended_at is not null)
          and c.seq > coalesce(r.to_number, 0)
          and (c.seq - coalesce(r.to_number, 0) >= p.every_votes
            or %s)
      )
      insert into job (kind, study, reason, parameters, to_number)
      select 'training', study, reason, settings, seq from due
      on conflict do nothing
      returning id
      """
          .formatted(
              Clock.olderThan(
                  "coalesce(r.created_at, p.changed_at)",
                  "make_interval(mins => p.every_minutes)"));

  static final String ENCODERS =
      "select name from encoder group by name order by max(seen_at) desc, name limit 50";
}
