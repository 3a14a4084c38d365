package dev.agon.ranking.score;

import dev.agon.preference.PairCounts;
import dev.agon.ranking.BothBad;

/**
 * The mean, over the opponents an item was compared with, of its share of wins against them, a tie
 * counting half (Chatbot Arena's average win rate; Boubdir et al. 2023). It exists for every item
 * with votes; where not all pairs were compared, items with weak opponents gain.
 */
public final class AverageWinRate {
  private AverageWinRate() {}

  /** Each item's rate, from 0 to 1; NaN for one without votes. */
  public static double[] scores(PairCounts counts, BothBad bothBad) {
    return scores(WinMatrix.of(counts, bothBad));
  }

  private static double[] scores(double[][] wins) {
    double[] scores = new double[wins.length];
    for (int i = 0; i < scores.length; i++) {
      double sum = 0;
      int opponents = 0;
      for (int j = 0; j < scores.length; j++) {
        double votes = wins[i][j] + wins[j][i];
        sum += votes > 0 ? wins[i][j] / votes : 0;
        opponents += votes > 0 ? 1 : 0;
      }
      scores[i] = sum / opponents;
    }
    return scores;
  }

  static Slopes slopes(double[][] wins) {
    int[] opponents = new int[wins.length];
    for (int i = 0; i < wins.length; i++) {
      for (int j = 0; j < wins.length; j++) {
        opponents[i] += wins[i][j] + wins[j][i] > 0 ? 1 : 0;
      }
    }
    Slopes.Move move =
        (winner, loser, by, into) -> {
          into.add(winner, by / opponents[winner]);
          into.add(loser, -by / opponents[loser]);
        };
    return new Slopes(scores(wins), true, wins.length, move, null);
  }
}
