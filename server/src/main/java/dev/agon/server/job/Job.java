package dev.agon.server.job;

import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A job, as its row says.
 *
 * @param study null for one that belongs to no study, or not yet
 * @param slug of the study in paths
 * @param studyName of the study
 * @param reason demand, votes or time
 * @param askedBy who asked for it; null for a rule's own
 * @param parameters what its kind needs to know, its seed included
 * @param toNumber the study's number up to which events count; null without a study
 * @param snapshot hexadecimal digits of the SHA-256 of what was read; null before that
 * @param node the one worker that may take it, because it has the files; null for any
 * @param step which part of the work is under way; null before the first
 * @param progress of that part: step, steps, perSecond, secondsLeft and what its kind adds
 * @param cancel whether somebody wants it to end
 * @param attempts how often a worker has begun with it
 * @param fence grows with every worker that begins with it
 * @param result what came out; members are of its kind
 * @param error why it failed, in a sentence; null when it did not, or when the result says it
 * @param silent whether its worker has not been heard of for a while
 */
public record Job(
    long id,
    String kind,
    @Nullable Long study,
    @Nullable String slug,
    @Nullable String studyName,
    String reason,
    @Nullable String askedBy,
    JsonObject parameters,
    @Nullable Long toNumber,
    @Nullable String snapshot,
    @Nullable String node,
    JobState state,
    @Nullable String step,
    JsonObject progress,
    boolean cancel,
    int attempts,
    long fence,
    JsonObject result,
    @Nullable String error,
    OffsetDateTime createdAt,
    @Nullable OffsetDateTime startedAt,
    @Nullable OffsetDateTime endedAt,
    boolean silent) {
  /** The member of results that names a reason for which there are words in every language. */
  public static final String WHY = "why";

  /** The member of results that holds a report, which lists of jobs leave out. */
  public static final String SECTIONS = "sections";

  /** The member of results that says in a word what is done, where that is not all. */
  public static final String WORD = "word";

  /** Whether it is still to be done or under way. */
  public boolean open() {
    return state.open();
  }
}
