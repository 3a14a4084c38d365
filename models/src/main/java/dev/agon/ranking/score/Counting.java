package dev.agon.ranking.score;

import dev.agon.preference.PairCounts;
import dev.agon.ranking.BothBad;

/**
 * The number of wins, a tie counting half: the row sums of the win matrix (Copeland's count without
 * majorities; Borda's where every item meets every other equally often). It always exists, and
 * favours items that were compared often.
 */
public final class Counting {
  private Counting() {}

  /** Each item's wins; 0 for one without votes. */
  public static double[] scores(PairCounts counts, BothBad bothBad) {
    return scores(WinMatrix.of(counts, bothBad));
  }

  private static double[] scores(double[][] wins) {
    double[] scores = new double[wins.length];
    for (int i = 0; i < scores.length; i++) {
      for (double win : wins[i]) {
        scores[i] += win;
      }
    }
    return scores;
  }

  static Slopes slopes(double[][] wins) {
    return new Slopes(
        scores(wins), false, wins.length, (winner, _, by, into) -> into.add(winner, by), null);
  }
}
