package dev.agon.cli.rank.report;

import dev.agon.ranking.board.Leaderboard;
import dev.agon.ranking.board.ScoreBoard;
import dev.agon.ranking.interval.Uncertainty;

/**
 * What stands for people in the intervals of a board: annotators, or votes where nobody is named.
 *
 * @param what they are, in the plural
 * @param named whether they are annotators
 * @param few whether a few of them cast nearly all votes, or the board finds them too few
 */
public record Judges(String what, boolean named, long count, boolean few) {
  /** Those of a likelihood's board; comparisons where votes depend on each other by these alone. */
  public static Judges of(Leaderboard board) {
    if (board.annotators() > 0) {
      return annotators(board.annotators(), board.tooFewAnnotators());
    }
    return board.comparisons() > 0
        ? new Judges("comparisons", false, board.comparisons(), false)
        : new Judges("votes", false, board.votes(), false);
  }

  /**
   * Those of a board of scores.
   *
   * @param what is counted where nobody is named
   */
  public static Judges of(ScoreBoard board, String what, long count) {
    return board.annotators() > 0
        ? annotators(board.annotators(), board.tooFewAnnotators())
        : new Judges(what, false, count, false);
  }

  private static Judges annotators(int count, boolean few) {
    return new Judges("annotators", true, count, few);
  }

  /** Whether they are too few for the intervals of so many items to be relied on. */
  public boolean tooFew(int items) {
    return few || count < Math.max(items, Uncertainty.FEWEST_ANNOTATORS);
  }
}
