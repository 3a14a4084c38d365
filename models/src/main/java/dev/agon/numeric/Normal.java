package dev.agon.numeric;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** The standard normal distribution. */
public final class Normal {
  private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

  private Normal() {}

  /** The density at x. */
  public static double density(double x) {
    return STANDARD.density(x);
  }

  /** The probability below x, accurate in its far lower tail too. */
  public static double below(double x) {
    return STANDARD.cumulativeProbability(x);
  }

  /** The value with this probability below it, which is above 0 and below 1. */
  public static double quantile(double probability) {
    return STANDARD.inverseCumulativeProbability(probability);
  }
}
