package dev.agon.ranking.interval;

/**
 * An estimate for each item and what it was in many resamples of the votes; a resample that says
 * nothing of an item (NaN) is left out for it.
 */
public final class Draws {
  private final double[] estimate;
  private final double[][] draws;
  private final int undetermined;

  /**
   * Takes the arrays as they are.
   *
   * @param estimate one an item
   * @param draws one row a resample
   */
  public Draws(double[] estimate, double[][] draws) {
    this(estimate, draws, 0);
  }

  /**
   * Takes the arrays as they are.
   *
   * @param undetermined how many resamples alone determined no finite estimates
   */
  Draws(double[] estimate, double[][] draws, int undetermined) {
    this.estimate = estimate;
    this.draws = draws;
    this.undetermined = undetermined;
  }

  /** How many resamples alone determined no finite estimates, so that a prior stood in. */
  public int undetermined() {
    return undetermined;
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

  /** The estimates of all items. */
  public double[] estimates() {
    return estimate.clone();
  }

  /** The standard deviation over the resamples. */
  public double se(int item) {
    return Math.sqrt(covariance(item, item));
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
}
