package dev.agon.reward.judge;

import dev.agon.reward.loss.Softplus;

/** The one number that differences are divided by so that their probabilities fit best. */
public final class Temperature {
  private static final double WIDEST = 10;

  private Temperature() {}

  /**
   * The T above 0 that minimises the negative log-likelihood of {@code sigma(d / T)} on pairs that
   * the model was not trained on (Guo et al., arXiv 1706.04599); above 1 the model is too sure.
   *
   * @return NaN when the pairs determine none: differences that are all on the right side fit the
   *     better the more they are stretched, those that say nothing the more they are shrunk (beyond
   *     a factor of e^10 either way)
   */
  public static double of(Judged judged) {
    double low = -WIDEST;
    double high = WIDEST;
    for (int i = 0; i < 100; i++) {
      double middle = (low + high) / 2;
      if (slope(judged, Math.exp(-middle)) <= 0) {
        high = middle;
      } else {
        low = middle;
      }
    }
    double found = (low + high) / 2;
    return Math.abs(found) > WIDEST - 1e-6 ? Double.NaN : Math.exp(found);
  }

  /** The derivative by the factor that differences are multiplied by; it rises with the factor. */
  private static double slope(Judged judged, double factor) {
    double sum = 0;
    for (int i = 0; i < judged.pairs(); i++) {
      double d = judged.difference(i);
      double label = judged.label(i);
      sum += judged.weight(i) * d * (Softplus.sigmoid(factor * d) - label);
    }
    return sum;
  }
}
