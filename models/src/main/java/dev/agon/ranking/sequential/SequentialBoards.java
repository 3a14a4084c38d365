package dev.agon.ranking.sequential;

import dev.agon.preference.Outcome;
import dev.agon.preference.VoteTable;
import dev.agon.ranking.Groups;
import dev.agon.ranking.board.ClusterBootstrap;
import dev.agon.ranking.board.ScoreBoard;
import dev.agon.ranking.interval.Draws;
import dev.agon.ranking.interval.NoInterval;
import dev.agon.ranking.interval.Resampling;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Boards of ratings that move with every vote, in the order of a table's rows. What such a method
 * believes of a rating takes votes as independent and the method as right; intervals are therefore
 * of resampled annotators, or votes where nobody is named ({@link ClusterBootstrap}), and there are
 * none of fewer than five.
 */
public final class SequentialBoards {
  /** The label of {@link #elo} in commands, files and tables. */
  public static final String ELO = "elo";

  /** The label of {@link #trueSkill}. */
  public static final String TRUE_SKILL = "trueskill";

  private SequentialBoards() {}

  /**
   * Elo's ratings with the arenas' step, and intervals of votes in shuffled orders.
   *
   * @param rounds of the bootstrap, at least 2
   */
  public static ScoreBoard elo(VoteTable table, int rounds, long seed) {
    return board(ELO, table, votes -> ratings(new Elo(Elo.ARENA_STEP), votes), true, rounds, seed);
  }

  /**
   * TrueSkill's mean beliefs with the usual parameters, and intervals of votes in shuffled orders.
   *
   * @param rounds of the bootstrap, at least 2
   */
  public static ScoreBoard trueSkill(VoteTable table, int rounds, long seed) {
    return board(
        TRUE_SKILL,
        table,
        votes -> ratings(new TrueSkill(TrueSkill.USUAL), votes),
        true,
        rounds,
        seed);
  }

  /**
   * The board of any ratings that depend on the order of votes.
   *
   * @param ratings of all items, from a table
   * @param shuffled whether the votes of a resample come in a random order, else in the table's
   */
  public static ScoreBoard board(
      String method,
      VoteTable table,
      Function<VoteTable, double[]> ratings,
      boolean shuffled,
      int rounds,
      long seed) {
    Resampling resampling = new Resampling(table);
    Groups groups = resampling.groups();
    int annotators = resampling.ofAnnotators() ? resampling.clusters() : 0;
    NoInterval few = resampling.tooFew();
    if (few != null) {
      return ScoreBoard.of(method, ratings.apply(table), null, groups, annotators, few);
    }
    Draws draws = resampling.draws(ratings, shuffled, rounds, seed);
    ClusterBootstrap intervals = new ClusterBootstrap(draws, resampling.clusters());
    return intervals.varies() && !resampling.isUnanimous()
        ? ScoreBoard.of(method, draws.estimates(), intervals, groups, annotators, null)
        : ScoreBoard.of(method, draws.estimates(), null, groups, annotators, NoInterval.ALIKE);
  }

  /** The ratings of a table's items after all its votes, in their order. */
  public static double[] ratings(SequentialRating rating, VoteTable table) {
    for (int row = 0; row < table.rows(); row++) {
      rating.add(table.first(row), table.second(row), Outcome.of(table.outcomeCode(row)));
    }
    return IntStream.range(0, table.items()).mapToDouble(rating::rating).toArray();
  }
}
