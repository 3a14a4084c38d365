package dev.agon.ranking.fit;

import dev.agon.preference.PairCounts;
import dev.agon.ranking.BothBad;
import dev.agon.ranking.Method;
import dev.agon.ranking.Prior;
import org.jspecify.annotations.Nullable;

/**
 * The Bradley-Terry model (1952, Biometrika 39, 324-345): item i wins against j with probability
 * {@code 1 / (1 + exp(theta_j - theta_i))}; a tie is half a win for each. Fitted by maximum
 * likelihood.
 */
public final class BradleyTerry {
  private BradleyTerry() {}

  /**
   * Fits the counts.
   *
   * @param ridge the precision of the prior that is asked for, 0 for none; a weak one is used where
   *     the comparison graph is not strongly connected (see {@link Prior})
   * @param start an earlier fit to start from, or null
   * @throws IllegalArgumentException when the ridge is negative or not finite
   */
  public static Fit fit(PairCounts counts, BothBad bothBad, double ridge, @Nullable Fit start) {
    return FitRun.of(counts, new FitOptions(Method.BRADLEY_TERRY, bothBad, ridge)).from(start);
  }
}
