package dev.agon.pairing;

import dev.agon.preference.Outcome;
import dev.agon.ranking.sequential.TrueSkill.Belief;
import dev.agon.ranking.sequential.TrueSkillRule;

/**
 * How unsure the order of items is: the sum over all pairs of p (1 - p), p the probability that one
 * skill is above the other, which is the expected Brier score of the believed order.
 */
final class OrderUncertainty {
  private final TrueSkillRule rule;
  private final Belief[] beliefs;

  OrderUncertainty(TrueSkillRule rule, Belief[] beliefs) {
    this.rule = rule;
    this.beliefs = beliefs.clone();
  }

  /** By how much one vote on a pair is expected to lower it; takes time in the number of items. */
  double gain(int one, int other) {
    Belief first = beliefs[one];
    Belief second = beliefs[other];
    double win = rule.winProbability(first, second);
    double loss = rule.winProbability(second, first);
    return about(one, other, first, second)
        - win * after(one, other, Outcome.FIRST)
        - loss * after(one, other, Outcome.SECOND)
        - (1 - win - loss) * after(one, other, Outcome.TIE);
  }

  private double after(int one, int other, Outcome outcome) {
    Belief[] next = rule.after(beliefs[one], beliefs[other], outcome);
    return about(one, other, next[0], next[1]);
  }

  /** The part of the sum that two items have, believed so. */
  private double about(int one, int other, Belief first, Belief second) {
    double sum = unsure(first, second);
    for (int k = 0; k < beliefs.length; k++) {
      if (k != one && k != other) {
        sum += unsure(first, beliefs[k]) + unsure(second, beliefs[k]);
      }
    }
    return sum;
  }

  private static double unsure(Belief one, Belief other) {
    double above = one.above(other);
    return above * (1 - above);
  }
}
