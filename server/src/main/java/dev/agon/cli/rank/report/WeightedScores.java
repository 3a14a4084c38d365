package dev.agon.cli.rank.report;

import dev.agon.preference.Outcome;
import dev.agon.preference.VoteTable;
import java.util.HashMap;
import java.util.Map;

/** Shares of the weight of the votes between two items. */
final class WeightedScores {
  /** The weight that an item won of another, and the weight of all between them, by both. */
  private final Map<Long, double[]> won = new HashMap<>();

  void add(VoteTable votes, int row) {
    double score =
        switch (Outcome.of(votes.outcomeCode(row))) {
          case FIRST -> 1;
          case SECOND -> 0;
          case TIE, BOTH_BAD -> 0.5;
        };
    add(votes.first(row), votes.second(row), score, votes.weight(row));
    add(votes.second(row), votes.first(row), 1 - score, votes.weight(row));
  }

  private void add(int item, int rival, double score, double weight) {
    double[] sums = won.computeIfAbsent(key(item, rival), _ -> new double[2]);
    sums[0] += score * weight;
    sums[1] += weight;
  }

  /** An item's share of the weight between it and another that it met; a tie is half. */
  double of(int item, int rival) {
    double[] sums = won.getOrDefault(key(item, rival), new double[] {0, 0});
    return sums[0] / sums[1];
  }

  private static long key(int item, int rival) {
    return (long) item << 32 | rival;
  }
}
