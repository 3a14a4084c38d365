package dev.agon.numeric;

import org.apache.commons.statistics.distribution.TDistribution;

/** Quantiles of Student's t distribution. */
public final class StudentT {
  private StudentT() {}

  /**
   * The value that is exceeded with probability {@code (1 - coverage) / 2}.
   *
   * @param coverage of the two-sided interval, above 0 and below 1
   * @param degrees of freedom, above 0; of very many it is the normal distribution's
   * @return NaN when the degrees are not known, as of no observations
   */
  public static double quantile(double coverage, double degrees) {
    if (Double.isNaN(degrees)) {
      return Double.NaN;
    }
    return TDistribution.of(degrees).inverseSurvivalProbability((1 - coverage) / 2);
  }
}
