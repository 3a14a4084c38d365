package dev.agon.server.study.overview;

import dev.agon.server.core.Annotators;
import dev.agon.server.sql.Places;

/** Statements that count. */
public final class StudyFiguresSql {
  private StudyFiguresSql() {}

  /** The most votes that shares are taken of, so that a page costs the same in any study. */
  static final int RECENT = 50_000;

  /** A standing judgement for the response shown first. */
  public static final String LEFT =
      "j.outcome <= 2 and v.presentation[1] = case j.outcome when 1 then j.first else j.second end";

  /** $1 study. */
  static final String PLACES =
      """
      select
        count(*) filter (where p.state = 0 or p.state = 1 and %1$s) as free,
        count(*) filter (where p.state = 1 and not %1$s) as leased,
        count(*) filter (where p.state = 2) as voted,
        count(*) filter (where p.state = 2 and a.excluded_at is not null) as excluded
      from place p
        left join annotator a on a.id = p.annotator and p.state = 2 and a.excluded_at is not null
      where p.study = $1
      """
          .formatted(Places.LEASE_OVER);

  /** $1 study. */
  static final String CONTENT =
      """
      select (select count(*) from prompt where study = $1) as prompts,
        (select count(*) from generator where study = $1) as generators,
        (select count(*) from comparison where study = $1) as comparisons
      """;

  /** $1 study. */
  static final String CROWD =
      """
      select count(*) as joined, count(*) filter (where kind <> 'person') as machines,
        count(*) filter (where excluded_at is not null) as excluded,
        (select count(*) from (
          select v.annotator from vote v
          where v.study = $1 and v.sent_at between now() - interval '10 minutes' and now() and v.annotator is not null
          union
          select p.annotator from place p
          where p.study = $1 and p.state = 1 and p.leased_at between now() - interval '10 minutes' and now()) x) as active,
        (select count(*) from skip s join annotator b on b.id = s.annotator where b.study = $1) as skips,
        (select count(*) from report where study = $1 and resolved_at is null) as open_reports,
        (select v.sent_at from vote v where v.study = $1 order by v.number desc limit 1) as last_vote
      from annotator where study = $1
      """;

  /** $1 study, $2 {@link #RECENT}. */
  static final String HABITS =
      """
      select count(*) as votes, count(*) filter (where j.outcome <= 2) as decided,
        count(*) filter (where %s) as left_picks,
        count(*) filter (where j.outcome = 3) as ties,
        count(*) filter (where j.outcome = 4) as both_bad
      from vote v
        join place p on p.id = v.place and p.revision = v.revision
        join judgement j on j.study = v.study and j.number = v.number and j.criterion = 1
        left join annotator a on a.id = v.annotator
      where v.study = $1 and v.number > (select seq from study_clock where study = $1) - $2::int
        and not v.withdrawn and %s
      """
          .formatted(LEFT, Annotators.COUNTS);

  /** $1 study. */
  static final String PER_MINUTE =
      """
      select floor(extract(epoch from now() - sent_at) / 60)::int as ago, count(*) as votes
      from vote where study = $1 and sent_at between now() - interval '60 minutes' and now()
      group by 1
      """;
}
