package dev.agon.ranking.interval;

import dev.agon.ranking.Clustering;
import dev.agon.ranking.Prior;
import dev.agon.ranking.fit.Likelihood;
import dev.agon.ranking.fit.Maximum;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The maximum of a {@link Likelihood}, with its sandwich covariances. Log-strengths are natural and
 * centred on the items that occur; an item that does not occur stands at 0 with the prior's
 * variance.
 */
public final class StrengthFit {
  private final Likelihood likelihood;
  private final Maximum maximum;
  private final double[] at;
  private final double logLikelihood;
  private final int iterations;
  private final boolean converged;
  private final @Nullable Prior prior;
  private final StrengthCovariance covariance;

  private StrengthFit(Likelihood likelihood, Maximum maximum, @Nullable Prior prior) {
    this.likelihood = likelihood;
    this.maximum = maximum;
    this.at = maximum.at;
    this.logLikelihood = likelihood.value(at);
    this.iterations = maximum.iterations;
    this.converged = maximum.converged;
    this.prior = prior;
    this.covariance = new StrengthCovariance(likelihood, maximum);
  }

  /**
   * Maximises a likelihood.
   *
   * @param ridge the precision of a normal prior on all parameters, 0 for none
   * @param determined whether the observations determine finite parameters; where they do not, or
   *     where the maximum runs away all the same, a weak prior is used
   * @throws IllegalArgumentException when the ridge is negative or not finite
   */
  public static StrengthFit maximum(Likelihood likelihood, double ridge, boolean determined) {
    return maximum(likelihood, ridge, determined, _ -> {});
  }

  /**
   * As {@link #maximum(Likelihood, double, boolean)}.
   *
   * @param progress told the number of steps taken, from 1, after each; anew where a prior turns
   *     out to be needed
   */
  public static StrengthFit maximum(
      Likelihood likelihood, double ridge, boolean determined, IntConsumer progress) {
    if (!(ridge >= 0) || ridge == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("the ridge " + ridge + " is not finite and at least 0");
    }
    if (ridge > 0) {
      return run(likelihood, new Prior(ridge, Prior.Reason.ASKED), progress);
    }
    if (determined) {
      StrengthFit fit = run(likelihood, null, progress);
      if (fit.converged) {
        return fit;
      }
    }
    return run(likelihood, new Prior(Prior.WEAK, Prior.Reason.UNDETERMINED), progress);
  }

  private static StrengthFit run(
      Likelihood likelihood, @Nullable Prior prior, IntConsumer progress) {
    Maximum maximum = new Maximum(likelihood, prior == null ? 0 : prior.precision(), progress);
    maximum.run();
    return new StrengthFit(likelihood, maximum, prior);
  }

  /** The number of items. */
  public int items() {
    return likelihood.strengths();
  }

  /** The natural log-strength of an item. */
  public double logStrength(int item) {
    return at[item];
  }

  /** A parameter that is no log-strength, by its number from 0. */
  public double effect(int number) {
    return at[likelihood.strengths() + number];
  }

  /** The standard error of that parameter. */
  public double effectError(int number, Clustering clustering) {
    return Math.sqrt(covariance.effectVariance(number, clustering));
  }

  /** Whether an item occurs in the observations. */
  public boolean occurs(int item) {
    return maximum.occurs[item];
  }

  /** The uncertainty of the log-strengths. */
  public Uncertainty uncertainty(Clustering clustering) {
    return covariance.uncertainty(clustering);
  }

  /** The natural logarithm of the likelihood, without a prior. */
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
}
