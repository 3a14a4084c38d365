package dev.agon.server.study.overview;

import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a study looks like now.
 *
 * @param places its places
 * @param content what it compares
 * @param crowd who takes part
 * @param habits how the last votes fell
 * @param perMinute votes sent in each of the last 60 minutes, oldest first
 * @param lastVote when the last one was sent
 */
record Figures(
    Places places,
    Content content,
    Crowd crowd,
    Habits habits,
    List<Long> perMinute,
    @Nullable OffsetDateTime lastVote) {

  /**
   * Places by what became of them.
   *
   * @param free to be drawn, leases past their deadline among them
   * @param leased held by an annotator
   * @param voted answered, those of excluded annotators among them
   * @param excluded answered by annotators who are excluded
   */
  record Places(long free, long leased, long voted, long excluded) {
    long total() {
      return free + leased + voted;
    }

    /** Votes that the board counts. */
    long counted() {
      return voted - excluded;
    }
  }

  /** How much there is to compare. */
  record Content(long prompts, long generators, long comparisons) {}

  /**
   * The annotators.
   *
   * @param joined all
   * @param machines machine and simulated ones among them
   * @param excluded excluded ones among them
   * @param active who were given a pair or sent a vote in the last ten minutes
   * @param skips pairs skipped
   * @param openReports problem reports to look at
   */
  record Crowd(
      long joined, long machines, long excluded, long active, long skips, long openReports) {}

  /**
   * How the most recent votes fell, at most {@link StudyFiguresSql#RECENT}.
   *
   * @param left the share of decided votes for the response shown first
   * @param ties the share of "about equal"
   * @param bothBad the share of "both bad"
   */
  record Habits(Rate left, Rate ties, Rate bothBad) {}
}
