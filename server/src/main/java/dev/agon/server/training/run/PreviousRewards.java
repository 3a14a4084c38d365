package dev.agon.server.training.run;

import dev.agon.reward.RewardModel;
import dev.agon.reward.pairs.FeatureRecipe;
import dev.agon.reward.pairs.FeatureRecipe.Wanted;
import dev.agon.server.core.Criterion;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the version before says of a study's responses, as a baseline for the new one.
 *
 * @param rewards by item and criterion
 * @param watermark the number of the last vote that it learned from
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PreviousRewards(double[][] rewards, long watermark) {
  /**
   * What a version says of a study's responses.
   *
   * @return empty when it needs other vectors or criteria than the new one
   */
  static Optional<PreviousRewards> of(
      RewardModel model,
      long watermark,
      FeatureRecipe recipe,
      TrainingData data,
      Map<Wanted, float[]> vectors) {
    List<String> criteria = data.criteria().stream().map(Criterion::name).toList();
    FeatureRecipe its = model.card().recipe();
    if (!isMadeOf(recipe, its) || !model.card().criteria().equals(criteria)) {
      return Optional.empty();
    }
    double[][] rewards = model.score(data.texts(), vectors);
    return Optional.of(new PreviousRewards(rewards, watermark));
  }

  private static boolean isMadeOf(FeatureRecipe recipe, FeatureRecipe its) {
    return its.parts().stream()
        .allMatch(
            part ->
                FeatureRecipe.isHashed(part)
                    || recipe.parts().stream()
                        .anyMatch(
                            p ->
                                p.encoder().equals(part.encoder())
                                    && p.version().equals(part.version())));
  }
}
