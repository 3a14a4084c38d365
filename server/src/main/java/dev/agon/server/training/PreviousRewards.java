package dev.agon.server.training;

import dev.agon.reward.FeatureRecipe;
import dev.agon.reward.FeatureRecipe.Wanted;
import dev.agon.reward.RewardModel;
import dev.agon.server.training.TrainingData.Item;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the version before says of a study's responses, as a baseline for the new one.
 *
 * @param rewards by item and criterion
 * @param watermark the number of the last vote that it learned from
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PreviousRewards(double[][] rewards, long watermark) {
  private static final Logger log = LoggerFactory.getLogger(PreviousRewards.class);

  /**
   * Its rewards; empty when there is no version before, its files are not here,
   * or it needs other vectors or criteria than the new one.
   */
  static Optional<PreviousRewards> of(
      ModelFolder folder,
      @Nullable ModelVersion previous,
      FeatureRecipe recipe,
      TrainingData data,
      Map<Wanted, float[]> vectors) {
    if (previous == null) {
      return Optional.empty();
    }
    try {
      RewardModel model =
          RewardModel.load(folder.verified(previous.artifact(), previous.artifactSum()));
      List<String> criteria = data.criteria().stream().map(TrainingData.Criterion::name).toList();
      FeatureRecipe its = model.card().recipe();
      boolean sameVectors =
          its.parts().stream()
              .allMatch(
                  part ->
                      recipe.parts().stream()
                          .anyMatch(
                              p ->
                                  p.encoder().equals(part.encoder())
                                      && p.version().equals(part.version())));
      if (!sameVectors || !model.card().criteria().equals(criteria)) {
        return Optional.empty();
      }
      double[][] rewards = new double[data.items().size()][];
      for (int i = 0; i < rewards.length; i++) {
        Item item = data.items().get(i);
        float[] features = its.features(item.promptText(), item.text(), vectors);
        rewards[i] = model.score(List.of(features))[0];
      }
      return Optional.of(new PreviousRewards(rewards, previous.watermark()));
    } catch (IOException | IllegalArgumentException e) {
      log.warn("version {} cannot be compared with", previous.version(), e);
      return Optional.empty();
    }
  }
}
