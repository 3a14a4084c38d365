package dev.agon.question.type;

import dev.agon.preference.Outcome;
import dev.agon.question.PairOutcome;
import dev.agon.question.PairWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntBinaryOperator;

/** What an answer over several responses says of each two of them. */
final class Pairs {
  private Pairs() {}

  /**
   * All pairs of k responses, weighted as those of one ranking.
   *
   * @param compare of two places from 1: positive when the first is better, 0 for a tie
   */
  static List<PairOutcome> all(String criterion, int k, IntBinaryOperator compare) {
    List<PairOutcome> outcomes = new ArrayList<>();
    double weight = PairWeights.ofRanking(k);
    for (int first = 1; first < k; first++) {
      for (int second = first + 1; second <= k; second++) {
        int sign = compare.applyAsInt(first, second);
        Outcome outcome = sign > 0 ? Outcome.FIRST : sign < 0 ? Outcome.SECOND : Outcome.TIE;
        outcomes.add(new PairOutcome(criterion, first, second, outcome, null, weight));
      }
    }
    return outcomes;
  }

  /** All pairs of k responses, each with the same outcome. */
  static List<PairOutcome> same(String criterion, int k, Outcome outcome) {
    return all(criterion, k, (a, b) -> 0).stream()
        .map(p -> new PairOutcome(criterion, p.first(), p.second(), outcome, null, p.weight()))
        .toList();
  }

  /** The best of k responses against each other one. */
  static List<PairOutcome> best(String criterion, int k, int best) {
    List<PairOutcome> outcomes = new ArrayList<>();
    for (int other = 1; other <= k; other++) {
      if (other != best) {
        outcomes.add(
            new PairOutcome(criterion, best, other, Outcome.FIRST, null, PairWeights.ofBest(k)));
      }
    }
    return outcomes;
  }
}
