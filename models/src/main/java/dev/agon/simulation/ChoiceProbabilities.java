package dev.agon.simulation;

import dev.agon.preference.Outcome;

/**
 * How likely each outcome of a comparison is. The four sum to one.
 *
 * @param first probability that the response shown first is preferred
 * @param second probability that the response shown second is preferred
 * @param tie probability of "about equal"
 * @param bothBad probability of "both bad"
 */
public record ChoiceProbabilities(double first, double second, double tie, double bothBad) {

  /** Both-bad is decided more sharply than preference, by this factor of the error scale. */
  private static final double ACCEPTANCE_SHARPNESS = 2;

  /**
   * The model of a careful annotator. Both bad: {@code L(2 (acceptance - max(u1, u2)) / scale)}
   * with {@code L} the logistic function. Otherwise, by Rao and Kupper (1967), with {@code d = (u1
   * - u2 + positionBias) / scale}: first {@code L(d - t)}, second {@code L(-d - t)}, tie the rest,
   * where {@code t} is the tie threshold.
   *
   * @param firstUtility utility of the response shown first
   * @param secondUtility utility of the response shown second
   * @param scale the annotator's error scale, above 0
   */
  public static ChoiceProbabilities of(
      CrowdParameters parameters, double scale, double firstUtility, double secondUtility) {
    double better = Math.max(firstUtility, secondUtility);
    double bothBad = logistic(ACCEPTANCE_SHARPNESS * (parameters.acceptance() - better) / scale);
    double ahead = (firstUtility - secondUtility + parameters.positionBias()) / scale;
    double first = logistic(ahead - parameters.tieThreshold());
    double second = logistic(-ahead - parameters.tieThreshold());
    double tie = Math.max(0, 1 - first - second);
    double acceptable = 1 - bothBad;
    return new ChoiceProbabilities(
        acceptable * first, acceptable * second, acceptable * tie, bothBad);
  }

  /**
   * The outcome that a uniform draw selects, in the order first, second, tie, both bad.
   *
   * @param uniform from 0 to below 1
   */
  public Outcome at(double uniform) {
    if (uniform < first) {
      return Outcome.FIRST;
    }
    if (uniform < first + second) {
      return Outcome.SECOND;
    }
    return uniform < first + second + tie ? Outcome.TIE : Outcome.BOTH_BAD;
  }

  private static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
