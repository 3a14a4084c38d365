package dev.agon.reward.head;

import dev.agon.reward.pairs.FeatureMatrix;
import java.util.Arrays;
import java.util.List;

/** A trained linear head: the reward is the product of features and weights, plus an offset. */
public final class LinearScorer implements Head.Trained {
  private final double[][] weights;
  private final double[] offset;
  private final double[] position;

  /**
   * @param weights by criterion and feature
   * @param offset by criterion, added to each reward
   * @param position the position term by criterion
   */
  public LinearScorer(double[][] weights, double[] offset, double[] position) {
    this.weights = weights;
    this.offset = offset;
    this.position = position;
  }

  static LinearScorer of(NamedArrays arrays) {
    double[] offset = arrays.get("offset");
    double[][] weights = new double[offset.length][];
    for (int c = 0; c < weights.length; c++) {
      weights[c] = arrays.get("weights-" + c);
    }
    return new LinearScorer(weights, offset, arrays.get("position"));
  }

  @Override
  public int columns() {
    return weights[0].length;
  }

  @Override
  public int criteria() {
    return weights.length;
  }

  /** The weights and, after them, the position term of a criterion. */
  double[] parameters(int criterion) {
    double[] all = Arrays.copyOf(weights[criterion], columns() + 1);
    all[columns()] = position[criterion];
    return all;
  }

  /** The weight of each feature under a criterion. */
  public List<Double> weights(int criterion) {
    return Arrays.stream(weights[criterion]).boxed().toList();
  }

  @Override
  public double score(FeatureMatrix features, int row, int criterion) {
    return features.dot(row, weights[criterion], 0) + offset[criterion];
  }

  @Override
  public double positionTerm(int criterion) {
    return position[criterion];
  }

  @Override
  public NamedArrays arrays() {
    NamedArrays arrays = new NamedArrays();
    arrays.put("offset", offset);
    arrays.put("position", position);
    for (int c = 0; c < weights.length; c++) {
      arrays.put("weights-" + c, weights[c]);
    }
    return arrays;
  }
}
