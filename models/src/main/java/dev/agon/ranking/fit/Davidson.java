package dev.agon.ranking.fit;

import dev.agon.preference.PairCounts;
import dev.agon.ranking.BothBad;
import dev.agon.ranking.Method;
import dev.agon.ranking.Prior;
import org.jspecify.annotations.Nullable;

/**
 * Davidson's model of ties (1970, Journal of the American Statistical Association 65, 317-328): a
 * win of i, a win of j and a tie are in proportion to {@code exp(theta_i)}, {@code exp(theta_j)}
 * and {@code nu exp((theta_i + theta_j) / 2)}. Fitted by maximum likelihood in the strengths and ln
 * nu together. Without any ties nu is 0 and the fit is Bradley-Terry's, the limit of the model.
 */
public final class Davidson {
  private Davidson() {}

  /**
   * Fits the counts.
   *
   * @param ridge the precision of the prior that is asked for, 0 for none; a weak one is used where
   *     the votes determine no finite strengths and nu (see {@link Prior})
   * @param start an earlier fit to start from, or null
   * @throws IllegalArgumentException when the ridge is negative or not finite
   */
  public static Fit fit(PairCounts counts, BothBad bothBad, double ridge, @Nullable Fit start) {
    return FitRun.of(counts, new FitOptions(Method.DAVIDSON, bothBad, ridge)).from(start);
  }
}
