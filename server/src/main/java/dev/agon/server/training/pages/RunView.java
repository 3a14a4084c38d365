package dev.agon.server.training.pages;

import dev.agon.server.training.TrainingRun;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A run as pages show it.
 *
 * @param percent how far its present part is; 0 while that is not known
 * @param loss the last one; null before the first step
 * @param pace pairs or texts a second; null while it is not known
 * @param minutesLeft of its present part, rounded up; null while it is not known
 */
record RunView(
    long id,
    String reason,
    @Nullable String askedBy,
    String state,
    boolean open,
    boolean cancel,
    boolean silent,
    int attempts,
    long toNumber,
    @Nullable Long step,
    @Nullable Long steps,
    int percent,
    @Nullable Double loss,
    @Nullable Double pace,
    @Nullable Long minutesLeft,
    @Nullable Integer secondsLeft,
    @Nullable String error,
    @Nullable Integer version,
    OffsetDateTime createdAt,
    @Nullable OffsetDateTime endedAt) {
  private static final int MINUTE = 60;

  static RunView of(TrainingRun run) {
    JsonObject progress = run.progress();
    @Nullable Long step = progress.getLong("step");
    @Nullable Long steps = progress.getLong("steps");
    @Nullable Double left = progress.getDouble("secondsLeft");
    return new RunView(
        run.id(),
        run.reason(),
        run.askedBy(),
        run.state(),
        run.open(),
        run.cancel(),
        run.silent(),
        run.attempts(),
        run.toNumber(),
        step,
        steps,
        step == null || steps == null || steps == 0 ? 0 : (int) (100 * step / steps),
        progress.getDouble("loss"),
        progress.getDouble("perSecond"),
        left == null || left < MINUTE ? null : Long.valueOf((long) Math.ceil(left / MINUTE)),
        left == null || left >= MINUTE ? null : Integer.valueOf((int) Math.ceil(left)),
        run.error(),
        run.version(),
        run.createdAt(),
        run.endedAt());
  }
}
