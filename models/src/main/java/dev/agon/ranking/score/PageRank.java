package dev.agon.ranking.score;

import dev.agon.preference.PairCounts;
import dev.agon.ranking.BothBad;

/**
 * The share of time that a walk spends at an item when it moves from losers to winners in
 * proportion to their wins and, with probability 1 - damping, to any item (Brin and Page 1998,
 * Computer Networks 30, 107-117). An item that never lost is left for any item alike. With a
 * damping below 1 it always exists.
 */
public final class PageRank {
  /** The usual probability of following a defeat. */
  public static final double DAMPING = 0.85;

  private PageRank() {}

  /**
   * Each item's share; they sum to 1.
   *
   * @param damping probability of following a defeat, at least 0 and below 1
   */
  public static double[] scores(PairCounts counts, BothBad bothBad, double damping) {
    double[][] wins = WinMatrix.of(counts, bothBad);
    return wins.length == 0 ? new double[0] : StationaryDistribution.of(rates(wins, damping));
  }

  private static double[][] rates(double[][] wins, double damping) {
    double[] losses = WinMatrix.losses(wins);
    int n = wins.length;
    double[][] rate = new double[n][n];
    for (int from = 0; from < n; from++) {
      for (int to = 0; to < n; to++) {
        double follow = losses[from] > 0 ? wins[to][from] / losses[from] : 1.0 / n;
        rate[from][to] = damping * follow + (1 - damping) / n;
      }
    }
    return rate;
  }

  /**
   * With the stationary shares p of the probabilities R, dp = p dR (I - R + 1 p)^-1; one more win
   * over an item moves the probabilities of leaving it. An item without votes moves nothing.
   */
  static Slopes slopes(double[][] wins, double damping) {
    int n = wins.length;
    double[] losses = WinMatrix.losses(wins);
    double[] share = StationaryDistribution.of(rates(wins, damping));
    double[][] matrix = rates(wins, damping);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        matrix[i][j] = (i == j ? 1 : 0) - matrix[i][j] + share[j];
      }
    }
    double[][] inverse = MatrixInverse.of(matrix);
    double[][] spread = new double[2 * n][];
    for (int from = 0; from < n; from++) {
      spread[from] = inverse[from];
      spread[n + from] = new double[n];
      for (int to = 0; losses[from] > 0 && to < n; to++) {
        double follow = wins[to][from] / losses[from];
        for (int k = 0; follow > 0 && k < n; k++) {
          spread[n + from][k] += follow * inverse[to][k];
        }
      }
    }
    Slopes.Move move =
        (winner, loser, by, into) -> {
          double moved = by * share[loser] * damping / losses[loser];
          into.add(winner, moved);
          into.add(n + loser, -moved);
        };
    return new Slopes(share, false, 2 * n, move, spread);
  }
}
