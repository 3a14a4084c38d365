package dev.agon.ranking.fit;

import dev.agon.ranking.BothBad;
import dev.agon.ranking.Method;
import dev.agon.ranking.Prior;

/**
 * What to fit.
 *
 * @param method how ratings are estimated
 * @param bothBad how votes that find both bad count
 * @param ridge the precision of the normal prior that is asked for, 0 for none; even with 0 a prior
 *     of precision {@link Prior#WEAK} is used where the votes alone do not determine the ratings
 */
public record FitOptions(Method method, BothBad bothBad, double ridge) {
  public FitOptions {
    if (!(ridge >= 0) || ridge == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("the ridge " + ridge + " is not finite and at least 0");
    }
  }

  /** This method, both-bad votes as ties, no prior unless one is needed. */
  public static FitOptions of(Method method) {
    return new FitOptions(method, BothBad.TIE, 0);
  }
}
