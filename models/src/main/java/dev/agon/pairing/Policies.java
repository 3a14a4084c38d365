package dev.agon.pairing;

import dev.agon.preference.Outcome;
import dev.agon.ranking.RatingScale;
import dev.agon.ranking.sequential.TrueSkill;
import dev.agon.ranking.sequential.TrueSkill.Belief;
import dev.agon.ranking.sequential.TrueSkillRule;
import java.util.Arrays;
import java.util.function.ToDoubleBiFunction;

/** The policies of drawing pairs. */
public final class Policies {
  private static final double NEAR = 300 / RatingScale.ARENA.pointsPerUnit();
  private static final double LEVEL = 1e-9;

  private Policies() {}

  /** Every pair alike. */
  public static PairPolicy uniform() {
    return new PairPolicy() {
      @Override
      public String name() {
        return "uniform";
      }

      @Override
      public double[] weights(PairState state) {
        return each(state.items(), (_, _) -> 1);
      }
    };
  }

  /**
   * New and leading generators more often, as Chatbot Arena did (2024): the weight of a pair is the
   * product of its items'.
   *
   * @param newBelow votes below which a generator is new and weighs 5
   * @param top how many of the best weigh 3
   */
  public static PairPolicy weighted(long newBelow, int top) {
    return new PairPolicy() {
      @Override
      public String name() {
        return "weighted-" + newBelow + "-" + top;
      }

      @Override
      public double[] weights(PairState state) {
        double[] weight = new double[state.items()];
        double[] strengths = new double[state.items()];
        Arrays.setAll(strengths, state.logStrength());
        double[] sorted = strengths.clone();
        Arrays.sort(sorted);
        double bar = sorted[Math.max(0, sorted.length - top)];
        for (int i = 0; i < weight.length; i++) {
          double leading = top > 0 && strengths[i] >= bar ? 3 : 1;
          weight[i] = state.votes(i) < newBelow ? 5 : leading;
        }
        return each(state.items(), (i, j) -> weight[i] * weight[j]);
      }
    };
  }

  /**
   * Pairs that are close and unsure: exp(-|difference| / 300 points) times the sum of the standard
   * errors.
   */
  public static PairPolicy nearTies() {
    return new PairPolicy() {
      @Override
      public String name() {
        return "near-ties";
      }

      @Override
      public double[] weights(PairState state) {
        return each(
            state.items(),
            (i, j) -> {
              double apart =
                  state.logStrength().applyAsDouble(i) - state.logStrength().applyAsDouble(j);
              double unsure =
                  state.standardError().applyAsDouble(i) + state.standardError().applyAsDouble(j);
              return Math.exp(-Math.abs(apart) / NEAR) * unsure;
            });
      }
    };
  }

  /**
   * The pair whose vote is expected to lower the sum of both skills' variances most (the MineRL
   * BASALT competition's matchmaking, with 2 beta squared in the probability of a win). All the
   * weight is on the best pair, or on those level with it.
   */
  public static PairPolicy expectedUncertainty(TrueSkill.Parameters parameters) {
    TrueSkillRule rule = new TrueSkillRule(parameters);
    return new PairPolicy() {
      @Override
      public String name() {
        return "expected-uncertainty";
      }

      @Override
      public double[] weights(PairState state) {
        double[] gain =
            each(
                state.items(),
                (i, j) -> gain(rule, state.belief().apply(i), state.belief().apply(j)));
        double best = Arrays.stream(gain).max().orElse(0);
        return Arrays.stream(gain).map(value -> value >= best - LEVEL ? 1 : 0).toArray();
      }
    };
  }

  /** The expected decrease of the sum of two skills' variances by one vote. */
  static double gain(TrueSkillRule rule, Belief one, Belief two) {
    double win = rule.winProbability(one, two);
    double loss = rule.winProbability(two, one);
    double expected =
        win * variance(rule.after(one, two, Outcome.FIRST))
            + loss * variance(rule.after(one, two, Outcome.SECOND))
            + (1 - win - loss) * variance(rule.after(one, two, Outcome.TIE));
    return one.variance() + two.variance() - expected;
  }

  private static double variance(Belief[] beliefs) {
    return beliefs[0].variance() + beliefs[1].variance();
  }

  private static double[] each(int items, ToDoubleBiFunction<Integer, Integer> weight) {
    double[] weights = new double[items * (items - 1) / 2];
    int at = 0;
    for (int j = 1; j < items; j++) {
      for (int i = 0; i < j; i++) {
        weights[at++] = weight.applyAsDouble(i, j);
      }
    }
    return weights;
  }
}
