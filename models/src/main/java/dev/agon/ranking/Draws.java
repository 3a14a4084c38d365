package dev.agon.ranking;

import java.util.Arrays;

/**
 * An estimate for each item and what it was in many resamples of the votes. Intervals are of
 * percentiles (Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapter 13); a resample
 * that says nothing of an item (NaN) is left out for it.
 */
public final class Draws {
  private static final double LOW = 0.025;
  private static final double HIGH = 0.975;

  private final double[] estimate;
  private final double[][] draws;

  /**
   * Takes the arrays as they are.
   *
   * @param estimate one an item
   * @param draws one row a resample
   */
  public Draws(double[] estimate, double[][] draws) {
    this.estimate = estimate;
    this.draws = draws;
  }

  /** The number of items. */
  public int items() {
    return estimate.length;
  }

  /** The number of resamples. */
  public int rounds() {
    return draws.length;
  }

  /** The estimate from all votes. */
  public double estimate(int item) {
    return estimate[item];
  }

  /** The standard deviation over the resamples. */
  public double se(int item) {
    return Math.sqrt(covariance(item, item));
  }

  /** The lower end of the 95 % interval. */
  public double low(int item) {
    return quantile(Arrays.stream(draws).mapToDouble(draw -> draw[item]).toArray(), LOW);
  }

  /** The upper end. */
  public double high(int item) {
    return quantile(Arrays.stream(draws).mapToDouble(draw -> draw[item]).toArray(), HIGH);
  }

  /** 1 when the 95 % interval of the difference is above 0, -1 when below, else 0. */
  public int ahead(int item, int other) {
    double[] difference =
        Arrays.stream(draws).mapToDouble(draw -> draw[item] - draw[other]).toArray();
    double low = quantile(difference, LOW);
    if (low > 0) {
      return 1;
    }
    return quantile(difference, HIGH) < 0 ? -1 : 0;
  }

  /** The covariance of two items' estimates over the resamples that tell of both. */
  public double covariance(int item, int other) {
    double sum = 0;
    double otherSum = 0;
    double product = 0;
    int rounds = 0;
    for (double[] draw : draws) {
      double x = draw[item] - estimate[item];
      double y = draw[other] - estimate[other];
      if (Double.isFinite(x) && Double.isFinite(y)) {
        sum += x;
        otherSum += y;
        product += x * y;
        rounds++;
      }
    }
    return rounds < 2 ? Double.NaN : (product - sum * otherSum / rounds) / (rounds - 1);
  }

  /** The quantile by linear interpolation between order statistics; NaN without figures. */
  static double quantile(double[] values, double share) {
    double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double at = share * (sorted.length - 1);
    int below = (int) at;
    double rest = at - below;
    return below + 1 < sorted.length
        ? sorted[below] + rest * (sorted[below + 1] - sorted[below])
        : sorted[below];
  }
}
