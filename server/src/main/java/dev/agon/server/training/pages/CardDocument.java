package dev.agon.server.training.pages;

import dev.agon.server.training.registry.ModelVersion;
import dev.agon.server.training.registry.RewardModelStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** A version's card as a document for programs. */
final class CardDocument {
  private CardDocument() {}

  static JsonObject of(String slug, ModelVersion model, List<RewardModelStore.Rating> ratings) {
    return new JsonObject()
        .put("study", slug)
        .put("version", model.version())
        .put("state", model.state())
        .put("encoder", model.encoder())
        .put("encoder_version", model.encoderVersion())
        .put("settings", model.settings().toJson())
        .put("watermark", model.watermark())
        .put("snapshot_sha256", model.snapshot())
        .put("excluded_annotators", model.excluded())
        .put("criteria", model.criteria())
        .put("pairs", model.pairs())
        .put("device", model.device())
        .put("seconds", model.seconds())
        .put("artifact_sha256", model.artifactSum())
        .put("trained_at", model.trainedAt().toInstant().toString())
        .put("generators", generators(model, ratings))
        .put("card", model.card());
  }

  private static JsonArray generators(ModelVersion model, List<RewardModelStore.Rating> ratings) {
    JsonArray all = new JsonArray();
    for (GeneratorRewards rewards : GeneratorRewards.of(model, ratings)) {
      JsonArray standings = new JsonArray();
      for (GeneratorRewards.Standing standing : rewards.standings()) {
        standings.add(
            new JsonObject()
                .put("generator", standing.generator())
                .put("responses", standing.responses())
                .put("mean", standing.mean())
                .put("deviation", standing.deviation())
                .put("rating", standing.rating()));
      }
      all.add(
          new JsonObject()
              .put("criterion", rewards.criterion())
              .put("kendall_tau", rewards.tau())
              .put("standings", standings));
    }
    return all;
  }
}
