package dev.agon.ranking.interval;

import dev.agon.numeric.StudentT;

/**
 * Variances that few clusters show little of, moderated: averaged with what the figures of all
 * items together make usual, as if that had been seen with so many more degrees of freedom (Smyth
 * 2004, Statistical Applications in Genetics and Molecular Biology 3, article 3, equation of the
 * moderated variance; Student's t then has the degrees of both).
 *
 * @param own the degrees of freedom of an item's own variance, above 0
 * @param borrowed those of the usual one, 0 or more
 */
public record Moderated(double own, double borrowed) {
  private static final double USUAL = 4;
  private static final double COVERAGE = 0.95;

  /**
   * The moderation of scores and win rates, which borrow {@value #USUAL} degrees of freedom.
   *
   * @param clusters their number if all had the same weight
   */
  public static Moderated of(double clusters) {
    return new Moderated(Math.max(1, clusters - 1), USUAL);
  }

  /**
   * A moderated variance.
   *
   * @param seen the item's own
   * @param usual what is usual for it
   */
  public double variance(double seen, double usual) {
    return (own * seen + borrowed * usual) / (own + borrowed);
  }

  /** How many standard errors a 95% interval reaches to each side. Searches: to be kept. */
  public double quantile() {
    return StudentT.quantile(COVERAGE, own + borrowed);
  }
}
