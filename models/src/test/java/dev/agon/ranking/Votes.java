package dev.agon.ranking;

import dev.agon.preference.Outcome;
import dev.agon.preference.PairCounts;
import dev.agon.preference.VoteTable;
import dev.agon.ranking.board.Leaderboard;
import dev.agon.ranking.board.RankingState;
import dev.agon.ranking.fit.Fit;
import dev.agon.ranking.fit.FitOptions;
import dev.agon.ranking.interval.Sandwich;
import java.util.Random;

/** Simulated votes for tests. */
public final class Votes {
  private Votes() {}

  /** Votes that are drawn from Davidson's model, by annotators who differ in their love of ties. */
  public static VoteTable simulated(
      int votes, int items, int annotators, long seed, boolean weighted) {
    Random random = new Random(seed);
    VoteTable table = new VoteTable(votes);
    for (int row = 0; row < votes; row++) {
      int comparison = random.nextInt(Math.max(1, votes / 3));
      Random fixed = new Random(comparison * 31L + seed);
      int first = fixed.nextInt(items);
      int second = (first + 1 + fixed.nextInt(items - 1)) % items;
      int annotator = random.nextInt(annotators);
      double nu = annotator % 2 == 0 ? 0.3 : 1.5;
      double difference = 0.4 * (first - second) / items + 0.5 * fixed.nextGaussian();
      Outcome outcome = outcome(random, difference, nu);
      double weight = weighted ? 0.5 + random.nextInt(3) : 1;
      table.add(first, second, outcome, weight, annotator, comparison);
    }
    return table;
  }

  private static Outcome outcome(Random random, double difference, double nu) {
    double win = Math.exp(difference / 2);
    double loss = Math.exp(-difference / 2);
    double at = random.nextDouble() * (win + loss + nu);
    if (at < win) {
      return Outcome.FIRST;
    }
    if (at < win + loss) {
      return Outcome.SECOND;
    }
    return random.nextInt(4) == 0 ? Outcome.BOTH_BAD : Outcome.TIE;
  }

  public static RankingState state(VoteTable table) {
    RankingState state = new RankingState();
    for (int row = 0; row < table.rows(); row++) {
      add(state, table, row);
    }
    return state;
  }

  public static void add(RankingState state, VoteTable table, int row) {
    state.add(
        table.annotator(row),
        table.comparison(row),
        table.first(row),
        table.second(row),
        Outcome.of(table.outcomeCode(row)),
        table.weight(row));
  }

  public static void remove(RankingState state, VoteTable table, int row) {
    state.remove(
        table.annotator(row),
        table.comparison(row),
        table.first(row),
        table.second(row),
        Outcome.of(table.outcomeCode(row)),
        table.weight(row));
  }

  public static Leaderboard board(PairCounts counts, Method method) {
    Fit fit = Fit.of(counts, FitOptions.of(method), null);
    return Leaderboard.of(counts, fit, Sandwich.plain(counts, fit), RatingScale.ARENA);
  }
}
