package dev.agon.server.training;

import dev.agon.reward.DenseFeatures;
import dev.agon.reward.FeatureMatrix;
import dev.agon.reward.FeatureRecipe;
import dev.agon.reward.FeatureRecipe.Wanted;
import dev.agon.reward.JoinedFeatures;
import dev.agon.reward.SparseFeatures;
import dev.agon.server.training.TrainingData.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The features of all responses of a study, the sparse ones kept as such. */
final class TrainingMatrix {
  private TrainingMatrix() {}

  static FeatureMatrix of(FeatureRecipe recipe, List<Item> items, Map<Wanted, float[]> vectors) {
    List<FeatureMatrix> blocks = new ArrayList<>();
    for (FeatureRecipe.Part part : recipe.parts()) {
      FeatureRecipe alone = new FeatureRecipe(List.of(part));
      float[][] rows = new float[items.size()][];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = alone.features(items.get(i).promptText(), items.get(i).text(), vectors);
      }
      blocks.add(
          Encoders.kept(part.encoder())
              ? new DenseFeatures(rows, part.columns())
              : SparseFeatures.of(rows, part.columns()));
    }
    return blocks.size() == 1 ? blocks.getFirst() : new JoinedFeatures(blocks);
  }
}
