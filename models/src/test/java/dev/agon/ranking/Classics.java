package dev.agon.ranking;

import dev.agon.preference.Outcome;
import dev.agon.preference.PairCounts;
import dev.agon.preference.VoteTable;
import java.util.List;
import java.util.stream.IntStream;

/** Small published tables. */
public final class Classics {
  private Classics() {}

  /**
   * Ratings of six brands of chocolate pudding: Davidson (1970), example 2. Brand i, brand j, wins
   * of i, wins of j, ties.
   */
  static PairCounts pudding() {
    return counts(
        new int[][] {
          {1, 2, 19, 22, 16},
          {1, 3, 16, 19, 12},
          {2, 3, 19, 19, 10},
          {1, 4, 18, 23, 13},
          {2, 4, 23, 19, 9},
          {3, 4, 19, 20, 15},
          {1, 5, 13, 19, 18},
          {2, 5, 16, 20, 12},
          {3, 5, 16, 15, 17},
          {4, 5, 17, 14, 16},
          {1, 6, 18, 21, 12},
          {2, 6, 22, 20, 12},
          {3, 6, 13, 18, 10},
          {4, 6, 14, 19, 18},
          {5, 6, 11, 21, 12},
        },
        1);
  }

  /** The teams of {@link #baseball()}, in the order of their numbers. */
  public static final List<String> TEAMS =
      List.of("Milwaukee", "Detroit", "Toronto", "New York", "Boston", "Cleveland", "Baltimore");

  /**
   * The American League's eastern division in 1987: Agresti, Categorical Data Analysis (2002), page
   * 438. Home wins and away wins of each row's team at home to each column's.
   */
  public static PairCounts baseball() {
    return PairCounts.of(baseballGames());
  }

  /** The same games one by one, the home team first. */
  public static VoteTable baseballGames() {
    int[][][] results = {
      {{}, {4, 3}, {4, 2}, {4, 3}, {6, 1}, {4, 2}, {6, 0}},
      {{3, 3}, {}, {4, 2}, {4, 3}, {6, 0}, {6, 1}, {4, 3}},
      {{2, 5}, {4, 3}, {}, {2, 4}, {4, 3}, {4, 2}, {6, 0}},
      {{3, 3}, {5, 1}, {2, 5}, {}, {4, 3}, {4, 2}, {6, 1}},
      {{5, 1}, {2, 5}, {3, 3}, {4, 2}, {}, {5, 2}, {6, 0}},
      {{2, 5}, {3, 3}, {3, 4}, {4, 3}, {4, 2}, {}, {2, 4}},
      {{2, 5}, {1, 5}, {1, 6}, {2, 4}, {1, 6}, {3, 4}, {}},
    };
    VoteTable table = new VoteTable(300);
    for (int home = 0; home < results.length; home++) {
      for (int away = 0; away < results.length; away++) {
        for (int game = 0; home != away && game < IntStream.of(results[home][away]).sum(); game++) {
          Outcome outcome = game < results[home][away][0] ? Outcome.FIRST : Outcome.SECOND;
          table.add(home, away, outcome, 1, VoteTable.NONE, VoteTable.NONE);
        }
      }
    }
    return table;
  }

  /** The worked example of the encyclopaedia's article on the model: A to D as 0 to 3. */
  static PairCounts encyclopaedia() {
    return counts(
        new int[][] {{0, 1, 2, 3, 0}, {0, 3, 1, 4, 0}, {1, 2, 5, 3, 0}, {2, 3, 1, 3, 0}}, 0);
  }

  private static PairCounts counts(int[][] rows, int base) {
    PairCounts counts = new PairCounts();
    for (int[] row : rows) {
      add(counts, row[0] - base, row[1] - base, Outcome.FIRST, row[2]);
      add(counts, row[0] - base, row[1] - base, Outcome.SECOND, row[3]);
      add(counts, row[0] - base, row[1] - base, Outcome.TIE, row[4]);
    }
    return counts;
  }

  public static void add(PairCounts counts, int first, int second, Outcome outcome, int times) {
    for (int i = 0; i < times; i++) {
      counts.add(first, second, outcome, 1);
    }
  }

  public static PairCounts copy(PairCounts counts) {
    PairCounts copy = new PairCounts();
    for (int pair = 0; pair < counts.pairs(); pair++) {
      for (Outcome outcome : Outcome.values()) {
        int times = (int) counts.count(pair, outcome);
        add(copy, counts.lower(pair), counts.upper(pair), outcome, times);
      }
    }
    return copy;
  }
}
