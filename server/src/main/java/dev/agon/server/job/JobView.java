package dev.agon.server.job;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A job as pages show it.
 *
 * @param word its step while it is under way, else its state or what its kind calls that
 * @param percent how far its present part is; null while that is not known
 * @param what it is about in its present part; null where its kind does not say
 * @param rows read so far; null where its kind does not say
 * @param loss of a training, the last one; null before the first step
 * @param pace things a second; null while it is not known
 * @param minutesLeft of its present part, rounded up; null while it is not known or less
 * @param secondsLeft of its present part, rounded up; null while it is not known or more
 * @param why the name of the reason for which it failed; null where there is none
 * @param version that a training made; null for none
 */
public record JobView(
    long id,
    String kind,
    String word,
    boolean open,
    boolean cancel,
    boolean silent,
    int attempts,
    String reason,
    @Nullable String askedBy,
    @Nullable Long toNumber,
    @Nullable String snapshot,
    @Nullable Long step,
    @Nullable Long steps,
    @Nullable Integer percent,
    @Nullable String what,
    @Nullable Long rows,
    @Nullable Double loss,
    @Nullable Double pace,
    @Nullable Long minutesLeft,
    @Nullable Integer secondsLeft,
    JsonObject parameters,
    JsonObject result,
    @Nullable String why,
    @Nullable String error,
    @Nullable Integer version,
    OffsetDateTime createdAt,
    @Nullable OffsetDateTime endedAt) {
  private static final int MINUTE = 60;

  /** A job's view. */
  public static JobView of(Job job) {
    JsonObject progress = job.progress();
    @Nullable Long step = progress.getLong("step");
    @Nullable Long steps = progress.getLong("steps");
    @Nullable Double left = progress.getDouble("secondsLeft");
    return new JobView(
        job.id(),
        job.kind(),
        word(job),
        job.open(),
        job.cancel(),
        job.silent(),
        job.attempts(),
        job.reason(),
        job.askedBy(),
        job.toNumber(),
        job.snapshot(),
        step,
        steps,
        job.open() ? percent(progress, step, steps) : null,
        progress.getString("what"),
        progress.getLong("rows"),
        progress.getDouble("loss"),
        progress.getDouble("perSecond"),
        left == null || left < MINUTE ? null : Long.valueOf((long) Math.ceil(left / MINUTE)),
        left == null || left >= MINUTE ? null : Integer.valueOf((int) Math.ceil(left)),
        job.parameters(),
        job.result(),
        job.result().getString(Job.WHY),
        job.error(),
        job.result().getInteger("version"),
        job.createdAt(),
        job.endedAt());
  }

  private static String word(Job job) {
    if (job.state() == JobState.DONE) {
      return job.result().getString(Job.WORD, job.state().word());
    }
    if (job.state() != JobState.RUNNING) {
      return job.state().word();
    }
    String step = job.step();
    return step == null ? JobState.WAITING.word() : step;
  }

  private static @Nullable Integer percent(
      JsonObject progress, @Nullable Long step, @Nullable Long steps) {
    return step == null || steps == null || steps == 0
        ? progress.getInteger("percent")
        : Integer.valueOf((int) (100 * step / steps));
  }

  /**
   * The one document for programs, whatever the kind.
   *
   * @param state its step while it is under way
   * @param number the study's, up to which events count
   */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  public record Document(
      long id,
      String kind,
      String state,
      boolean open,
      boolean cancelling,
      int attempts,
      String reason,
      @Nullable String askedBy,
      @Nullable Long number,
      @Nullable String snapshot,
      @Nullable Long step,
      @Nullable Long steps,
      @Nullable Integer percent,
      @Nullable Double perSecond,
      @Nullable Long secondsLeft,
      @Nullable String why,
      @Nullable String error,
      JsonObject result,
      OffsetDateTime createdAt,
      @Nullable OffsetDateTime endedAt) {}

  /** As a document. */
  public Document document() {
    return new Document(
        id,
        kind,
        word,
        open,
        open && cancel,
        attempts,
        reason,
        askedBy,
        toNumber,
        snapshot,
        step,
        steps,
        percent,
        pace,
        seconds(),
        why,
        error,
        result,
        createdAt,
        endedAt);
  }

  private @Nullable Long seconds() {
    if (secondsLeft != null) {
      return secondsLeft.longValue();
    }
    return minutesLeft == null ? null : Long.valueOf(minutesLeft * MINUTE);
  }
}
