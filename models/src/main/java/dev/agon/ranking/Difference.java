package dev.agon.ranking;

/**
 * How far one item's rating is ahead of another's.
 *
 * @param item the one
 * @param other the other
 * @param points ahead, on the rating's scale
 * @param se the standard error
 * @param low the lower end of the 95 % interval
 * @param high the upper end
 */
public record Difference(int item, int other, double points, double se, double low, double high) {

  /** The difference of two items of a fit. */
  public static Difference of(
      Fit fit, Uncertainty uncertainty, RatingScale scale, int item, int other) {
    double points = scale.pointsPerUnit() * (fit.logStrength(item) - fit.logStrength(other));
    double se = scale.pointsPerUnit() * Math.sqrt(uncertainty.differenceVariance(item, other));
    double reach = uncertainty.quantile() * se;
    return new Difference(item, other, points, se, points - reach, points + reach);
  }

  /** Whether the interval excludes 0, so that one item is surely better. */
  public boolean sure() {
    return low > 0 || high < 0;
  }
}
