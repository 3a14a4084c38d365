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
    double[] losses = WinMatrix.losses(wins);
    int n = wins.length;
    double[][] rate = new double[n][n];
    for (int from = 0; from < n; from++) {
      for (int to = 0; to < n; to++) {
        double follow = losses[from] > 0 ? wins[to][from] / losses[from] : 1.0 / n;
        rate[from][to] = damping * follow + (1 - damping) / n;
      }
    }
    return n == 0 ? new double[0] : Stationary.of(rate);
  }
}
