package dev.agon.ranking.score;

import dev.agon.preference.PairCounts;
import dev.agon.ranking.BothBad;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

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
    double[] share =
        voted.length == 0 ? new double[0] : StationaryDistribution.of(rates(wins, voted));
    return scores(wins.length, voted, share);
  }

  /**
   * The fewest items that none of the others ever beat or tied with, by number: why there are no
   * scores. All items with votes where each reaches every other over wins and ties.
   */
  public static List<Integer> unbeaten(PairCounts counts, BothBad bothBad) {
    double[][] wins = WinMatrix.of(counts, bothBad);
    BitSet fewest = new BitSet();
    for (int item : voted(wins)) {
      BitSet above = above(wins, item);
      if (fewest.isEmpty() || above.cardinality() < fewest.cardinality()) {
        fewest = above;
      }
    }
    return fewest.stream().boxed().toList();
  }

  /** The item, those that beat it or tied with it, those that did so with them, and so on. */
  private static BitSet above(double[][] wins, int item) {
    BitSet above = new BitSet();
    BitSet next = new BitSet();
    next.set(item);
    while (!next.isEmpty()) {
      int one = next.nextSetBit(0);
      next.clear(one);
      above.set(one);
      for (int other = 0; other < wins.length; other++) {
        if (wins[other][one] > 0 && !above.get(other)) {
          next.set(other);
        }
      }
    }
    return above;
  }

  /** The share of votes on the two in which the column's item won. */
  private static double[][] rates(double[][] wins, int[] voted) {
    double[][] rate = new double[voted.length][voted.length];
    for (int i = 0; i < voted.length; i++) {
      for (int j = 0; j < voted.length; j++) {
        double votes = wins[voted[i]][voted[j]] + wins[voted[j]][voted[i]];
        rate[i][j] = votes > 0 ? wins[voted[j]][voted[i]] / votes : 0;
      }
    }
    return rate;
  }

  private static double[] scores(int items, int[] voted, double[] share) {
    double[] scores = new double[items];
    Arrays.fill(scores, Double.NaN);
    double mean = Arrays.stream(share).map(Math::log).average().orElse(0);
    for (int i = 0; i < voted.length; i++) {
      scores[voted[i]] = Math.log(share[i]) - mean;
    }
    return scores;
  }

  /**
   * With the stationary shares p of rates Q, dp = -p dQ (Q + 1 p)^-1; one share of votes moves two
   * rates of each of two states.
   */
  static Slopes slopes(double[][] wins) {
    int[] voted = voted(wins);
    int n = voted.length;
    double[] share = StationaryDistribution.of(rates(wins, voted));
    double[][] flow = rates(wins, voted);
    for (int i = 0; i < n; i++) {
      flow[i][i] = -Arrays.stream(flow[i]).sum();
      for (int j = 0; j < n; j++) {
        flow[i][j] += share[j];
      }
    }
    double[][] inverse = MatrixInverse.of(flow);
    int[] position = new int[wins.length];
    double[][] spread = new double[n][wins.length];
    for (int i = 0; i < n; i++) {
      position[voted[i]] = i;
      double mean = 0;
      for (int k = 0; k < n; k++) {
        mean += inverse[i][k] / share[k] / n;
      }
      for (int k = 0; k < n; k++) {
        spread[i][voted[k]] = inverse[i][k] / share[k] - mean;
      }
    }
    Slopes.Move move =
        (winner, loser, by, into) -> {
          double both = share[position[winner]] + share[position[loser]];
          into.add(position[winner], -both * by);
          into.add(position[loser], both * by);
        };
    return new Slopes(scores(wins.length, voted, share), true, n, move, spread);
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
