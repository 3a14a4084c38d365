package dev.agon.ranking.interval;

import dev.agon.ranking.RatingScale;
import dev.agon.ranking.fit.Fit;

/**
 * How far one item's rating is ahead of another's.
 *
 * @param item the one
 * @param other the other
 * @param points ahead, on the rating's scale
 * @param se the standard error
 * @param low the lower end of the 95 % interval
 * @param high the upper end
 * @param sure whether one item is surely better: the interval excludes 0 and says something of
 *     other people's votes
 */
public record Difference(
    int item, int other, double points, double se, double low, double high, boolean sure) {

  /** The difference of two items of a fit. */
  public static Difference of(
      Fit fit, Uncertainty uncertainty, RatingScale scale, int item, int other) {
    double points = scale.pointsPerUnit() * (fit.logStrength(item) - fit.logStrength(other));
    double se = scale.pointsPerUnit() * Math.sqrt(uncertainty.differenceVariance(item, other));
    double reach = uncertainty.quantile() * se;
    boolean sure = uncertainty.doubt() == null && Math.abs(points) > reach;
    return new Difference(item, other, points, se, points - reach, points + reach, sure);
  }
}
