package dev.agon.ranking.score;

import dev.agon.preference.PairCounts;
import dev.agon.ranking.BothBad;
import java.util.Arrays;

/**
 * Rank centrality (Negahban, Oh and Shah 2017, Operations Research 65, 266-287): the stationary
 * distribution of a walk that moves from an item to another with the share of votes in which the
 * other won, over the largest number of opponents. Under Bradley-Terry it estimates the strengths.
 * It exists where every item with votes reaches every other over wins and ties; otherwise every
 * score is NaN.
 */
public final class RankCentrality {
  private RankCentrality() {}

  /**
   * Natural log-strengths with mean 0 over the items with votes; NaN for an item without votes, and
   * throughout where they do not exist.
   */
  public static double[] scores(PairCounts counts, BothBad bothBad) {
    double[][] wins = WinMatrix.of(counts, bothBad);
    int[] voted = voted(wins);
    double[][] rate = new double[voted.length][voted.length];
    for (int i = 0; i < voted.length; i++) {
      for (int j = 0; j < voted.length; j++) {
        double votes = wins[voted[i]][voted[j]] + wins[voted[j]][voted[i]];
        rate[i][j] = votes > 0 ? wins[voted[j]][voted[i]] / votes : 0;
      }
    }
    double[] scores = new double[wins.length];
    Arrays.fill(scores, Double.NaN);
    double[] share = voted.length == 0 ? new double[0] : Stationary.of(rate);
    double mean = Arrays.stream(share).map(Math::log).average().orElse(0);
    for (int i = 0; i < voted.length; i++) {
      scores[voted[i]] = Math.log(share[i]) - mean;
    }
    return scores;
  }

  private static int[] voted(double[][] wins) {
    double[] losses = WinMatrix.losses(wins);
    int[] voted = new int[wins.length];
    int size = 0;
    for (int i = 0; i < wins.length; i++) {
      if (losses[i] + Arrays.stream(wins[i]).sum() > 0) {
        voted[size++] = i;
      }
    }
    return Arrays.copyOf(voted, size);
  }
}
