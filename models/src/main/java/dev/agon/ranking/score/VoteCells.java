package dev.agon.ranking.score;

import dev.agon.preference.LongIndex;
import dev.agon.preference.Outcome;
import dev.agon.preference.PairCounts;
import dev.agon.preference.VoteTable;
import dev.agon.ranking.BothBad;
import dev.agon.ranking.interval.EffectiveNumber;
import java.util.Arrays;

/**
 * The counted votes of a table by pair, and by annotator where the table names them: half a win for
 * each side of a tie.
 */
final class VoteCells {
  final PairCounts counts;
  final BothBad bothBad;

  /** The weight of one vote as votes are on average weighted, above 0; 1 without weights. */
  final double unit;

  /** The weight of all counted votes. */
  final double weight;

  /** The number of annotators, or of votes where annotators are not named. */
  final int clusters;

  /** As many as would be if all had the same weight: (sum of weights)^2 / sum of their squares. */
  final double evenClusters;

  final boolean named;

  /** The rows of the table, those of one cluster after the other; empty where none are named. */
  private final int[] rows;

  private final int[] start;

  VoteCells(VoteTable table, BothBad bothBad) {
    this.bothBad = bothBad;
    this.counts = PairCounts.of(table);
    double sum = 0;
    double squares = 0;
    long votes = 0;
    for (int pair = 0; pair < counts.pairs(); pair++) {
      for (Outcome outcome : Outcome.values()) {
        if (counts(outcome)) {
          sum += counts.weight(pair, outcome);
          squares += counts.squaredWeight(pair, outcome);
          votes += counts.count(pair, outcome);
        }
      }
    }
    weight = sum;
    unit = sum > 0 ? squares / sum : 1;
    int[] cluster = new int[table.rows()];
    LongIndex index = new LongIndex();
    boolean anybody = false;
    for (int row = 0; row < cluster.length; row++) {
      int annotator = table.annotator(row);
      anybody |= annotator != VoteTable.NONE;
      boolean counted = counts(Outcome.of(table.outcomeCode(row)));
      long key = annotator == VoteTable.NONE ? -1L - row : annotator;
      cluster[row] = counted ? index.number(key) : -1;
    }
    named = anybody;
    start = new int[index.size() + 1];
    double[] held = new double[index.size()];
    for (int row = 0; row < cluster.length; row++) {
      if (cluster[row] >= 0) {
        start[cluster[row] + 1]++;
        held[cluster[row]] += table.weight(row);
      }
    }
    Arrays.parallelPrefix(start, Integer::sum);
    rows = new int[named ? start[index.size()] : 0];
    int[] next = start.clone();
    for (int row = 0; named && row < cluster.length; row++) {
      if (cluster[row] >= 0) {
        rows[next[cluster[row]]++] = row;
      }
    }
    clusters = named ? index.size() : (int) Math.min(Integer.MAX_VALUE, votes);
    evenClusters = named ? EffectiveNumber.of(held) : sum / unit;
  }

  /** Whether votes of an outcome count. */
  boolean counts(Outcome outcome) {
    return outcome != Outcome.BOTH_BAD || bothBad == BothBad.TIE;
  }

  /** The rows of an annotator. */
  int[] rows(int cluster) {
    return Arrays.copyOfRange(rows, start[cluster], start[cluster + 1]);
  }

  /** What the lower item of a pair scores by an outcome: 1, 1/2 or 0. */
  static double score(Outcome outcome) {
    return switch (outcome) {
      case FIRST -> 1;
      case SECOND -> 0;
      case TIE, BOTH_BAD -> 0.5;
    };
  }

  /** The weight of the counted votes on a pair. */
  double weight(int pair) {
    double sum = 0;
    for (Outcome outcome : Outcome.values()) {
      sum += counts(outcome) ? counts.weight(pair, outcome) : 0;
    }
    return sum;
  }

  /** The lower item's share of the votes on a pair, a tie being half; 1/2 without votes. */
  double share(int pair) {
    double sum = 0;
    double won = 0;
    for (Outcome outcome : Outcome.values()) {
      double held = counts(outcome) ? counts.weight(pair, outcome) : 0;
      sum += held;
      won += held * score(outcome);
    }
    return sum > 0 ? won / sum : 0.5;
  }
}
