package dev.agon.ranking.score;

import dev.agon.preference.Outcome;
import dev.agon.preference.PairCounts;
import dev.agon.ranking.BothBad;

/** Wins of every item over every other, a tie being half a win for each. */
final class WinMatrix {
  private WinMatrix() {}

  /** The weight of votes in which the row's item beats the column's. */
  static double[][] of(PairCounts counts, BothBad bothBad) {
    return smoothed(counts, bothBad, 0);
  }

  /**
   * The same with some wins more for both items of every pair that was compared.
   *
   * @param more wins for each, at least 0
   */
  static double[][] smoothed(PairCounts counts, BothBad bothBad, double more) {
    double[][] wins = new double[counts.items()][counts.items()];
    for (int pair = 0; pair < counts.pairs(); pair++) {
      int lower = counts.lower(pair);
      int upper = counts.upper(pair);
      double ties = counts.weight(pair, Outcome.TIE);
      if (bothBad == BothBad.TIE) {
        ties += counts.weight(pair, Outcome.BOTH_BAD);
      }
      double won = counts.weight(pair, Outcome.FIRST) + ties / 2;
      double lost = counts.weight(pair, Outcome.SECOND) + ties / 2;
      boolean met = won + lost > 0;
      wins[lower][upper] = won + (met ? more : 0);
      wins[upper][lower] = lost + (met ? more : 0);
    }
    return wins;
  }

  /** The sums of the columns: each item's losses. */
  static double[] losses(double[][] wins) {
    double[] losses = new double[wins.length];
    for (double[] row : wins) {
      for (int j = 0; j < row.length; j++) {
        losses[j] += row[j];
      }
    }
    return losses;
  }
}
