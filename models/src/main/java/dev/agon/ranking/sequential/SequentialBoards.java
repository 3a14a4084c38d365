package dev.agon.ranking.sequential;

import dev.agon.preference.Outcome;
import dev.agon.preference.VoteTable;
import dev.agon.ranking.Leaderboard;
import dev.agon.ranking.Resampling;
import dev.agon.ranking.ScoreBoard;
import java.util.stream.IntStream;

/** Boards of ratings that move with every vote, in the order of a table's rows. */
public final class SequentialBoards {
  /** The label of {@link #elo} in commands, files and tables. */
  public static final String ELO = "elo";

  /** The label of {@link #trueSkill}. */
  public static final String TRUE_SKILL = "trueskill";

  private SequentialBoards() {}

  /**
   * Elo's ratings with the arenas' step, and bootstrap intervals over votes in shuffled orders, of
   * annotators where the table names them.
   *
   * @param rounds of the bootstrap, at least 2
   */
  public static ScoreBoard elo(VoteTable table, int rounds, long seed) {
    return ScoreBoard.ofDraws(
        ELO,
        new Resampling(table)
            .draws(sample -> ratings(new Elo(Elo.ARENA_STEP), sample), true, rounds, seed));
  }

  private static double[] ratings(SequentialRating rating, VoteTable table) {
    play(rating, table);
    return IntStream.range(0, table.items()).mapToDouble(rating::rating).toArray();
  }

  private static void play(SequentialRating rating, VoteTable table) {
    for (int row = 0; row < table.rows(); row++) {
      rating.add(table.first(row), table.second(row), Outcome.of(table.outcomeCode(row)));
    }
  }

  /** TrueSkill's beliefs with the usual parameters; intervals hold 95 % of what is believed. */
  public static ScoreBoard trueSkill(VoteTable table) {
    TrueSkill skill = new TrueSkill(TrueSkill.USUAL);
    play(skill, table);
    return ScoreBoard.ofBeliefs(
        TRUE_SKILL,
        skill.items(),
        item ->
            ScoreBoard.interval(
                item, skill.rating(item), skill.deviation(item), Leaderboard.QUANTILE));
  }
}
