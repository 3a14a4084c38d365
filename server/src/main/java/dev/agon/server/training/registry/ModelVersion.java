package dev.agon.server.training.registry;

import dev.agon.server.training.TrainingSettings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A trained version, as its row says.
 *
 * @param state candidate, promoted or retired
 * @param watermark the study's number up to which it was trained
 * @param snapshot hexadecimal digits of the hash of its data
 * @param excluded how many annotators' votes were left out
 * @param criteria ordinals and names, in the order of its rewards
 * @param pairs judgements that it was trained on
 * @param device what computed it
 * @param seconds how long it took
 * @param card how good it is
 * @param generators mean rewards of the study's generators
 * @param artifact its folder below the folder of models
 * @param artifactSum hexadecimal digits of the sum over its files
 * @param discardedAt when its files were deleted to make room
 */
public record ModelVersion(
    long study,
    int version,
    String state,
    String encoder,
    String encoderVersion,
    TrainingSettings settings,
    long seed,
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
    OffsetDateTime trainedAt,
    @Nullable OffsetDateTime discardedAt) {}
