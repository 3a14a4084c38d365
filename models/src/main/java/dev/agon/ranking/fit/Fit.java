package dev.agon.ranking.fit;

import dev.agon.preference.PairCounts;
import dev.agon.ranking.Method;
import dev.agon.ranking.Prior;
import org.jspecify.annotations.Nullable;

/**
 * Fitted strengths. Log-strengths are natural and centred: their mean over the items with counted
 * votes is 0. An item without counted votes stands at 0.
 */
public final class Fit {
  private final FitOptions options;
  private final double[] logStrength;
  private final double tie;
  private final double logLikelihood;
  private final int iterations;
  private final boolean converged;
  private final @Nullable Prior prior;

  /**
   * A fit that was found.
   *
   * @param logStrength of all items, natural, centred over the items with counted votes
   * @param tie Davidson's nu or Rao and Kupper's eta; 0 without ties and under Bradley-Terry
   * @param logLikelihood natural, of the weighted votes, without the prior
   * @param iterations of Newton's method
   * @param converged whether the last step was small enough
   * @param prior that was used; null for none
   */
  public Fit(
      FitOptions options,
      double[] logStrength,
      double tie,
      double logLikelihood,
      int iterations,
      boolean converged,
      @Nullable Prior prior) {
    this.options = options;
    this.logStrength = logStrength;
    this.tie = tie;
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
      case RAO_KUPPER -> RaoKupper.fit(counts, options.bothBad(), options.ridge(), start);
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

  /** The natural log-strengths of all items. */
  public double[] logStrengths() {
    return logStrength.clone();
  }

  /**
   * Davidson's nu: equally strong items tie with probability nu / (2 + nu). 0 when there are no
   * ties, and under other methods.
   */
  public double nu() {
    return options.method() == Method.DAVIDSON ? tie : 0;
  }

  /**
   * Rao and Kupper's eta: equally strong items tie with probability tanh(eta / 2). 0 when there are
   * no ties, and under other methods.
   */
  public double eta() {
    return options.method() == Method.RAO_KUPPER ? tie : 0;
  }

  /** The probability that equally strong items tie; 0 under Bradley-Terry. */
  public double evenTie() {
    return switch (options.method()) {
      case BRADLEY_TERRY -> 0;
      case DAVIDSON -> tie / (2 + tie);
      case RAO_KUPPER -> Math.tanh(tie / 2);
    };
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

  /** Whether a tie parameter is fitted, as it is in models of ties when there are ties. */
  public boolean fitsTies() {
    return tie > 0;
  }

  /** The tie parameter as {@link Newton} moves it: ln nu or eta. */
  double tieCoordinate() {
    return options.method() == Method.RAO_KUPPER ? tie : Math.log(tie);
  }

  /** The parameters at the positions of pairs, the tie parameter last. */
  public double[] coordinates(PairColumns pairs) {
    double[] at = new double[pairs.items() + (fitsTies() ? 1 : 0)];
    for (int i = 0; i < pairs.items(); i++) {
      at[i] = logStrength(pairs.item[i]);
    }
    if (fitsTies()) {
      at[pairs.items()] = tieCoordinate();
    }
    return at;
  }
}
