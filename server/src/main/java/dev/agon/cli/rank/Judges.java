package dev.agon.cli.rank;

import dev.agon.ranking.Leaderboard;
import dev.agon.ranking.ScoreBoard;
import dev.agon.ranking.Uncertainty;

/**
 * What stands for people in the intervals of a board: annotators, or votes where nobody is named.
 *
 * @param what they are, in the plural
 * @param named whether they are annotators
 */
record Judges(String what, boolean named, long count) {
  /** Those of a likelihood's board; comparisons where votes depend on each other by these alone. */
  static Judges of(Leaderboard board) {
    if (board.annotators() > 0) {
      return annotators(board.annotators());
    }
    return board.comparisons() > 0
        ? new Judges("comparisons", false, board.comparisons())
        : new Judges("votes", false, board.votes());
  }

  /**
   * Those of a board of scores.
   *
   * @param what is counted where nobody is named
   */
  static Judges of(ScoreBoard board, String what, long count) {
    return board.annotators() > 0 ? annotators(board.annotators()) : new Judges(what, false, count);
  }

  private static Judges annotators(int count) {
    return new Judges("annotators", true, count);
  }

  /** Whether they are too few for the intervals of so many items to be relied on. */
  boolean tooFew(int items) {
    return count < Math.max(items, Uncertainty.FEWEST_ANNOTATORS);
  }
}
