package dev.agon.ranking;

import dev.agon.preference.PairCounts;
import org.jspecify.annotations.Nullable;

/**
 * Fitted strengths. Log-strengths are natural and centred: their mean over the items with counted
 * votes is 0. An item without counted votes stands at 0.
 */
public final class Fit {
  private final FitOptions options;
  private final double[] logStrength;
  private final double nu;
  private final double logLikelihood;
  private final int iterations;
  private final boolean converged;
  private final @Nullable Prior prior;

  Fit(
      FitOptions options,
      double[] logStrength,
      double nu,
      double logLikelihood,
      int iterations,
      boolean converged,
      @Nullable Prior prior) {
    this.options = options;
    this.logStrength = logStrength;
    this.nu = nu;
    this.logLikelihood = logLikelihood;
    this.iterations = iterations;
    this.converged = converged;
    this.prior = prior;
  }

  /**
   * Fits pair counts by the method of the options.
   *
   * @param start an earlier fit to start from, or null to start from equal strengths; it changes
   *     the number of iterations, not the result
   */
  public static Fit of(PairCounts counts, FitOptions options, @Nullable Fit start) {
    return switch (options.method()) {
      case BRADLEY_TERRY -> BradleyTerry.fit(counts, options.bothBad(), options.ridge(), start);
      case DAVIDSON -> Davidson.fit(counts, options.bothBad(), options.ridge(), start);
    };
  }

  /** What was fitted. */
  public FitOptions options() {
    return options;
  }

  /** The number of items. */
  public int items() {
    return logStrength.length;
  }

  /** The natural log-strength of an item; 0 for one that came after this fit. */
  public double logStrength(int item) {
    return item < logStrength.length ? logStrength[item] : 0;
  }

  /**
   * Davidson's nu: equally strong items tie with probability nu / (2 + nu). 0 when there are no
   * ties, and under Bradley-Terry.
   */
  public double nu() {
    return nu;
  }

  /**
   * The natural logarithm of the likelihood at the fit, without a prior and without binomial
   * factors; under Bradley-Terry a tie contributes half of each win.
   */
  public double logLikelihood() {
    return logLikelihood;
  }

  /** The number of Newton steps taken. */
  public int iterations() {
    return iterations;
  }

  /** Whether the steps became small before the limit of iterations. */
  public boolean converged() {
    return converged;
  }

  /** The prior that was used, or null for none. */
  public @Nullable Prior prior() {
    return prior;
  }

  /** Whether nu is a fitted parameter, as it is in Davidson's model when there are ties. */
  boolean fitsNu() {
    return options.method() == Method.DAVIDSON && nu > 0;
  }
}
