package dev.agon.ranking.fit;

import dev.agon.preference.PairCounts;
import dev.agon.ranking.BothBad;
import dev.agon.ranking.Method;
import dev.agon.ranking.Prior;
import org.jspecify.annotations.Nullable;

/**
 * Rao and Kupper's model of ties (1967, Journal of the American Statistical Association 62,
 * 194-204): of two items whose log-strengths differ by d, the first wins with probability {@code 1
 * / (1 + exp(eta - d))}, the second with {@code 1 / (1 + exp(eta + d))}, and they tie otherwise;
 * eta, at least 0, is how far ahead an item must be to win at even odds. Fitted by maximum
 * likelihood in the strengths and eta together, which is a concave problem. Without any ties eta is
 * 0 and the fit is Bradley-Terry's, the limit of the model.
 */
public final class RaoKupper {
  private RaoKupper() {}

  /**
   * Fits the counts.
   *
   * @param ridge the precision of the prior that is asked for, 0 for none; a weak one is used where
   *     the votes determine no finite strengths and eta (see {@link Prior})
   * @param start an earlier fit to start from, or null
   * @throws IllegalArgumentException when the ridge is negative or not finite
   */
  public static Fit fit(PairCounts counts, BothBad bothBad, double ridge, @Nullable Fit start) {
    return FitRun.of(counts, new FitOptions(Method.RAO_KUPPER, bothBad, ridge)).from(start);
  }
}
