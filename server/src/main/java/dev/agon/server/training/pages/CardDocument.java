package dev.agon.server.training.pages;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.agon.server.training.TrainingSettings;
import dev.agon.server.training.registry.ModelVersion;
import dev.agon.server.training.registry.RewardModelStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version's card as a document for programs; see {@link ModelVersion}.
 *
 * @param generators how it scores the study's generators, an entry a criterion
 */
@JsonNaming(SnakeCaseStrategy.class)
record CardDocument(
    String study,
    int version,
    String state,
    String encoder,
    String encoderVersion,
    TrainingSettings settings,
    long watermark,
    @JsonProperty("snapshot_sha256") String snapshot,
    int excludedAnnotators,
    JsonArray criteria,
    int pairs,
    String device,
    double seconds,
    @JsonProperty("artifact_sha256") String artifact,
    Instant trainedAt,
    List<Rewards> generators,
    JsonObject card) {

  /** Mean rewards under a criterion, and how they agree with people's ratings. */
  @JsonNaming(SnakeCaseStrategy.class)
  record Rewards(
      String criterion, @Nullable Double kendallTau, List<GeneratorRewards.Standing> standings) {}

  static CardDocument of(String slug, ModelVersion model, List<RewardModelStore.Rating> ratings) {
    return new CardDocument(
        slug,
        model.version(),
        model.state(),
        model.encoder(),
        model.encoderVersion(),
        model.settings(),
        model.watermark(),
        model.snapshot(),
        model.excluded(),
        model.criteria(),
        model.pairs(),
        model.device(),
        model.seconds(),
        model.artifactSum(),
        model.trainedAt().toInstant(),
        GeneratorRewards.of(model, ratings).stream()
            .map(of -> new Rewards(of.criterion(), of.tau(), of.standings()))
            .toList(),
        model.card());
  }
}
