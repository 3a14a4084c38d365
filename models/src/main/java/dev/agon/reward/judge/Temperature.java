package dev.agon.reward.judge;

import dev.agon.reward.loss.Softplus;
import org.jspecify.annotations.Nullable;

/** The one number that differences are divided by so that their probabilities fit best. */
public final class Temperature {
  private static final double WIDEST = 10;

  private Temperature() {}

  /** Why pairs determine no temperature. */
  public enum Missing {
    /** All differences are 0. */
    SILENT("all its differences are 0, so that no factor changes anything"),
    /** Every label is a half. */
    TIES("all pairs are ties, which its differences fit the better the more they are shrunk"),
    /** No difference is on the wrong side. */
    NEVER_WRONG(
        "it is never on the wrong side, so that its differences fit the better the more they are"
            + " stretched"),
    /** The differences are right no more than chance is. */
    NO_BETTER(
        "it is no better than chance, so that its differences fit the better the more they are"
            + " shrunk"),
    /** There is one, but beyond a factor of e^10. */
    FAR("the factor on its differences that fits best is beyond e^10 either way");

    private final String sentence;

    Missing(String sentence) {
      this.sentence = sentence;
    }

    /** The reason for a reader, without a full stop. */
    public String sentence() {
      return sentence;
    }
  }

  /** Why {@link #of} gives none; null where it gives one. */
  public static @Nullable Missing missing(Judged judged) {
    if (!Double.isNaN(of(judged))) {
      return null;
    }
    boolean silent = true;
    boolean ties = true;
    boolean wrong = false;
    double shrunk = 0;
    for (int i = 0; i < judged.pairs(); i++) {
      double d = judged.weight(i) * judged.difference(i);
      double label = judged.label(i);
      silent &= d == 0;
      ties &= label == 0.5;
      wrong |= d * (d > 0 ? 1 - label : label) != 0;
      shrunk += d * (label - 0.5);
    }
    if (silent) {
      return Missing.SILENT;
    }
    if (ties) {
      return Missing.TIES;
    }
    if (!wrong) {
      return Missing.NEVER_WRONG;
    }
    return shrunk <= 0 ? Missing.NO_BETTER : Missing.FAR;
  }

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
