package dev.agon.pairing;

import dev.agon.preference.Outcome;
import dev.agon.ranking.RatingScale;
import dev.agon.ranking.sequential.TrueSkill;
import dev.agon.ranking.sequential.TrueSkill.Belief;
import dev.agon.ranking.sequential.TrueSkillRule;
import java.util.Arrays;
import java.util.function.Function;

/** The policies of drawing pairs. */
public final class Policies {
  private static final double NEAR = 300 / RatingScale.ARENA.pointsPerUnit();

  private Policies() {}

  /** Every pair alike. */
  public static PairPolicy uniform() {
    return named("uniform", _ -> (_, _) -> 1);
  }

  /**
   * New and leading generators more often, as Chatbot Arena did (2024): the weight of a pair is the
   * product of its items'.
   *
   * @param newBelow votes below which a generator is new and weighs 5
   * @param top how many of the best weigh 3
   */
  public static PairPolicy weighted(long newBelow, int top) {
    return named(
        "weighted",
        state -> {
          double[] weight = new double[state.items()];
          double[] strengths = new double[state.items()];
          Arrays.setAll(strengths, state.logStrength());
          double[] sorted = strengths.clone();
          Arrays.sort(sorted);
          double bar = sorted[Math.max(0, sorted.length - top)];
          for (int i = 0; i < weight.length; i++) {
            double leading = top > 0 && strengths[i] >= bar ? 3 : 1;
            weight[i] = state.votes().applyAsLong(i) < newBelow ? 5 : leading;
          }
          return (i, j) -> weight[i] * weight[j];
        });
  }

  /**
   * Pairs that are close and unsure: exp(-|difference| / 300 points) times the sum of the standard
   * errors.
   */
  public static PairPolicy nearTies() {
    return named(
        "near-ties",
        state ->
            (i, j) -> {
              double apart =
                  state.logStrength().applyAsDouble(i) - state.logStrength().applyAsDouble(j);
              double unsure =
                  state.standardError().applyAsDouble(i) + state.standardError().applyAsDouble(j);
              return Math.exp(-Math.abs(apart) / NEAR) * unsure;
            });
  }

  /**
   * The pairs whose vote is expected to lower the uncertainty of the order most; see {@link
   * OrderUncertainty}. A weight takes time in the number of items.
   *
   * @param best how many pairs share the draws: 1 where the state is that of the moment, more where
   *     many are drawn from one state
   */
  public static PairPolicy expectedOrder(TrueSkill.Parameters parameters, int best) {
    TrueSkillRule rule = new TrueSkillRule(parameters);
    return new Named(
        "expected-order",
        best,
        state -> {
          Belief[] beliefs = new Belief[state.items()];
          Arrays.setAll(beliefs, state.belief());
          return new OrderUncertainty(rule, beliefs)::gain;
        });
  }

  /**
   * The pairs whose vote is expected to lower the sum of both skills' variances most (the MineRL
   * BASALT competition's matchmaking, with 2 beta squared in the probability of a win).
   *
   * @param best as in {@link #expectedOrder}
   */
  public static PairPolicy expectedSkills(TrueSkill.Parameters parameters, int best) {
    TrueSkillRule rule = new TrueSkillRule(parameters);
    return new Named(
        "expected-skills",
        best,
        state -> (i, j) -> gain(rule, state.belief().apply(i), state.belief().apply(j)));
  }

  private static PairPolicy named(String name, Function<PairState, PairPolicy.Weigher> weigher) {
    return new Named(name, Integer.MAX_VALUE, weigher);
  }

  private record Named(String name, int best, Function<PairState, Weigher> weighers)
      implements PairPolicy {
    @Override
    public Weigher weigher(PairState state) {
      return weighers.apply(state);
    }
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
}
