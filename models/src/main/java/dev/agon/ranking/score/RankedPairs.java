package dev.agon.ranking.score;

import dev.agon.preference.PairCounts;
import dev.agon.ranking.BothBad;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Ranked pairs (Tideman 1987, Social Choice and Welfare 4, 185-206): majorities are locked in from
 * the largest down, each unless it would close a circle with those locked before; an item stands
 * before all that it reaches over locked majorities. Majorities of equal size are taken with the
 * larger opposition last, then in the order of the items, so that the result is always the same. It
 * always exists; items that no majorities tell apart have the same score.
 */
public final class RankedPairs {
  private record Majority(int winner, int loser, double margin, double against) {}

  private static final Comparator<Majority> LARGEST_FIRST =
      Comparator.comparingDouble(Majority::margin)
          .reversed()
          .thenComparingDouble(Majority::against)
          .thenComparingInt(Majority::winner)
          .thenComparingInt(Majority::loser);

  private RankedPairs() {}

  /** The number of items that each item stands before. */
  public static double[] scores(PairCounts counts, BothBad bothBad) {
    double[][] wins = WinMatrix.of(counts, bothBad);
    boolean[][] before = new boolean[wins.length][wins.length];
    for (Majority majority : majorities(wins)) {
      if (!before[majority.loser()][majority.winner()]) {
        lock(before, majority.winner(), majority.loser());
      }
    }
    double[] scores = new double[wins.length];
    for (int i = 0; i < scores.length; i++) {
      for (boolean stands : before[i]) {
        scores[i] += stands ? 1 : 0;
      }
    }
    return scores;
  }

  private static List<Majority> majorities(double[][] wins) {
    List<Majority> majorities = new ArrayList<>();
    for (int i = 0; i < wins.length; i++) {
      for (int j = 0; j < wins.length; j++) {
        if (wins[i][j] > wins[j][i]) {
          majorities.add(new Majority(i, j, wins[i][j] - wins[j][i], wins[j][i]));
        }
      }
    }
    majorities.sort(LARGEST_FIRST);
    return majorities;
  }

  /** Whatever reaches the winner now reaches whatever the loser reaches. */
  private static void lock(boolean[][] before, int winner, int loser) {
    for (int i = 0; i < before.length; i++) {
      if (i == winner || before[i][winner]) {
        before[i][loser] = true;
        for (int j = 0; j < before.length; j++) {
          before[i][j] |= before[loser][j];
        }
      }
    }
  }
}
