package dev.agon.server.training.registry;

import dev.agon.server.training.TrainingSettings;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * A version that is not numbered yet; its other members are those of {@link ModelVersion}.
 *
 * @param doubtful comparisons whose votes an ensemble doubts
 * @param promotes whether it answers at once
 * @param files its folder, zipped
 */
public record NewModel(
    long run,
    String encoder,
    String encoderVersion,
    TrainingSettings settings,
    long watermark,
    String snapshot,
    int excluded,
    JsonArray criteria,
    int pairs,
    String device,
    double seconds,
    JsonObject card,
    JsonArray generators,
    String artifact,
    String artifactSum,
    JsonArray doubtful,
    boolean promotes,
    Buffer files) {}
