package dev.agon.server.training;

import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * One training of a study, as its row says.
 *
 * @param reason votes, time or demand
 * @param askedBy who demanded it; null for a policy's own
 * @param toNumber the study's number up to which events count
 * @param state its word
 * @param attempts how often a trainer has begun with it
 * @param version the version it became; null while it is none
 * @param silent whether its trainer has not been heard of for a while
 */
public record TrainingRun(
    long id,
    String reason,
    @Nullable String askedBy,
    TrainingSettings settings,
    long toNumber,
    String state,
    JsonObject progress,
    int attempts,
    boolean cancel,
    @Nullable String error,
    @Nullable Integer version,
    OffsetDateTime createdAt,
    @Nullable OffsetDateTime startedAt,
    @Nullable OffsetDateTime endedAt,
    boolean silent) {
  public boolean open() {
    return endedAt == null;
  }
}
