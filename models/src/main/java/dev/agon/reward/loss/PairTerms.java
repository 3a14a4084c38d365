package dev.agon.reward.loss;

import java.util.Arrays;

/**
 * A loss of pairs under one criterion in columns. Every loss of this package has, for a difference
 * d of rewards (first less second, in logits), the convex form
 *
 * <pre>first * softplus(firstMargin - d) + second * softplus(secondMargin + d) + constant</pre>
 *
 * since {@code -log sigma(x) = softplus(-x)}. Losses write these columns once; Newton's method and
 * TensorFlow's graph then know one formula for all of them. Pairs that were not judged keep zeros.
 */
public final class PairTerms {
  /** Factor of the term that falls with d, at least 0. */
  public final double[] first;

  /** Factor of the term that rises with d, at least 0. */
  public final double[] second;

  /** What d must pass for the first, in logits. */
  public final double[] firstMargin;

  /** What -d must pass for the second, in logits. */
  public final double[] secondMargin;

  /** What does not depend on d. */
  public final double[] constant;

  /** Terms that are zero everywhere. */
  public PairTerms(int rows) {
    first = new double[rows];
    second = new double[rows];
    firstMargin = new double[rows];
    secondMargin = new double[rows];
    constant = new double[rows];
  }

  /** The number of pairs. */
  public int rows() {
    return first.length;
  }

  /** The loss of a pair at a difference. */
  public double value(int row, double d) {
    return first[row] * Softplus.of(firstMargin[row] - d)
        + second[row] * Softplus.of(secondMargin[row] + d)
        + constant[row];
  }

  /** Its derivative. */
  public double slope(int row, double d) {
    return second[row] * Softplus.sigmoid(secondMargin[row] + d)
        - first[row] * Softplus.sigmoid(firstMargin[row] - d);
  }

  /** Its second derivative, at least 0. */
  public double curvature(int row, double d) {
    double towardsFirst = Softplus.sigmoid(firstMargin[row] - d);
    double towardsSecond = Softplus.sigmoid(secondMargin[row] + d);
    return first[row] * towardsFirst * (1 - towardsFirst)
        + second[row] * towardsSecond * (1 - towardsSecond);
  }

  /** Multiplies a pair's loss by a factor of at least 0. */
  void scale(int row, double factor) {
    first[row] *= factor;
    second[row] *= factor;
    constant[row] *= factor;
  }

  /** The sum of weights: {@code first + second} halved where both margins count a tie twice. */
  double mass() {
    return Arrays.stream(first).sum() + Arrays.stream(second).sum();
  }
}
