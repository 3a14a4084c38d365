package dev.agon.server.training;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * When a study's reward model is trained by itself.
 *
 * @param everyVotes after so many new events; null for never
 * @param everyMinutes after so many minutes, if there were new events; null for never
 * @param promotes whether each new version answers from then on
 * @param changedAt null while the study has the policy that all begin with
 */
public record TrainingPolicy(
    @Nullable Integer everyVotes,
    @Nullable Integer everyMinutes,
    boolean promotes,
    TrainingSettings settings,
    @Nullable OffsetDateTime changedAt) {
  public static final int FEWEST_VOTES = 10;
  public static final int MOST_VOTES = 10_000_000;
  public static final int MOST_MINUTES = 525_600;

  /** Only on demand. */
  static final TrainingPolicy DEFAULT =
      new TrainingPolicy(null, null, false, TrainingSettings.DEFAULT, null);
}
