package dev.agon.reward;

import dev.agon.preference.Outcome;
import dev.agon.reward.loss.OutcomeProbabilities;
import dev.agon.reward.loss.PairLikelihood;
import dev.agon.reward.pairs.DenseFeatures;
import dev.agon.reward.pairs.PairsBuilder;
import dev.agon.reward.pairs.PreferencePairs;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Items with features, linear utilities, and pairs judged by a likelihood; for tests. */
public final class Simulated {
  public final DenseFeatures features;
  public final double[] utility;
  public final Random random;
  private final int items;

  /** Utilities are the features' product with a normal vector of this length. */
  public Simulated(int items, int columns, double length, long seed) {
    this.items = items;
    random = new Random(seed);
    double[] weights = random.ints(columns, 0, 1).mapToDouble(_ -> random.nextGaussian()).toArray();
    double norm = 0;
    for (double weight : weights) {
      norm += weight * weight;
    }
    float[][] rows = new float[items][columns];
    utility = new double[items];
    for (int item = 0; item < items; item++) {
      for (int c = 0; c < columns; c++) {
        rows[item][c] = (float) random.nextGaussian();
        utility[item] += rows[item][c] * weights[c] * length / Math.sqrt(norm);
      }
    }
    features = new DenseFeatures(rows, columns);
  }

  /** Pairs of neighbouring items (0 and 1, 2 and 3 ...), one a group, judged by a likelihood. */
  public PreferencePairs pairs(PairLikelihood likelihood) {
    PairsBuilder builder = PreferencePairs.builder(List.of("overall"));
    for (int item = 0; item + 1 < items; item += 2) {
      OutcomeProbabilities at = likelihood.at(utility[item] - utility[item + 1]);
      double draw = random.nextDouble();
      Outcome outcome =
          draw < at.first()
              ? Outcome.FIRST
              : draw < at.first() + at.second() ? Outcome.SECOND : Outcome.TIE;
      builder.pair(item, item + 1, item / 2).judged(0, outcome);
    }
    return builder.build();
  }

  /** Each item is a text of its own. */
  public int[] texts() {
    return IntStream.range(0, items).toArray();
  }
}
