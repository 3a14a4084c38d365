package dev.agon.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.agon.pairing.Tournament.Matchmaker;
import dev.agon.preference.Outcome;
import dev.agon.preference.PairCounts;
import dev.agon.ranking.sequential.TrueSkill;
import dev.agon.ranking.sequential.TrueSkillRule;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PairingTest {
  private static final int ITEMS = 6;
  private static final TrueSkill.Parameters USUAL = TrueSkill.USUAL;

  static List<PairPolicy> policies() {
    return List.of(
        Policies.uniform(),
        Policies.weighted(30, 2),
        Policies.nearTies(),
        Policies.expectedSkills(USUAL, 1),
        Policies.expectedOrder(USUAL, 1));
  }

  private static PairState state(PairCounts counts) {
    return PairState.of(
        ITEMS,
        counts,
        item -> .3 * item,
        item -> .1 + .02 * item,
        item -> new TrueSkill.Belief(25 + item, 10 + item));
  }

  private static PairCounts chain() {
    PairCounts counts = new PairCounts();
    for (int i = 1; i < ITEMS; i++) {
      counts.add(i - 1, i, Outcome.FIRST, 1);
    }
    return counts;
  }

  @ParameterizedTest
  @DisplayName("pairs come as often as their propensity says, never rarer than the floor")
  @MethodSource("policies")
  void propensity(PairPolicy policy) {
    PairState state = state(chain());
    double[] probabilities = PairDraw.probabilities(policy, state);
    int[] drawn = new int[probabilities.length];
    Random random = new Random(3);
    for (int i = 0; i < 60_000; i++) {
      PairDraw draw = PairDraw.of(policy, state, random);
      int pair = draw.upper() * (draw.upper() - 1) / 2 + draw.lower();
      drawn[pair]++;
      assertThat(draw.propensity()).isEqualTo(probabilities[pair]);
      assertThat(draw.fallback()).isFalse();
      assertThat(draw.eligible()).isEqualTo(15);
    }
    assertThat(Arrays.stream(probabilities).sum()).isCloseTo(1, within(1e-12));
    for (int pair = 0; pair < drawn.length; pair++) {
      assertThat(probabilities[pair]).isGreaterThanOrEqualTo(.1 / 15 - 1e-12);
      double error = Math.sqrt(probabilities[pair] * (1 - probabilities[pair]) / 60_000);
      assertThat(drawn[pair] / 60_000.0).isCloseTo(probabilities[pair], within(4.5 * error));
    }
  }

  @Test
  @DisplayName("near ties prefers close pairs that are unsure; weights prefer the new and the best")
  void preferences() {
    PairPolicy.Weigher near = Policies.nearTies().weigher(state(chain()));
    assertThat(near.weight(0, 1)).isGreaterThan(near.weight(0, 5));
    PairPolicy.Weigher weighted = Policies.weighted(1, 2).weigher(state(chain()));
    assertThat(weighted.weight(4, 5)).isEqualTo(9);
    assertThat(weighted.weight(0, 1)).isEqualTo(1);
    assertThat(Policies.weighted(30, 2).weigher(state(chain())).weight(0, 5)).isEqualTo(25);
  }

  @ParameterizedTest
  @DisplayName("while votes leave two parts, nine draws of ten join them")
  @MethodSource("policies")
  void guard(PairPolicy policy) {
    PairCounts counts = new PairCounts();
    counts.add(0, 1, Outcome.FIRST, 1);
    counts.add(1, 2, Outcome.TIE, 1);
    counts.add(3, 4, Outcome.SECOND, 1);
    counts.add(4, 5, Outcome.FIRST, 1);

    double[] probabilities = PairDraw.probabilities(policy, state(counts));

    double joining = 0;
    int at = 0;
    for (int j = 1; j < ITEMS; j++) {
      for (int i = 0; i < j; i++) {
        joining += i < 3 && j >= 3 ? probabilities[at] : 0;
        at++;
      }
    }
    assertThat(joining).isCloseTo(.9 + .1 * 9 / 15, within(1e-12));
  }

  @Test
  @DisplayName("a policy without weights falls back to uniform and says so")
  void fallback() {
    PairPolicy none =
        new PairPolicy() {
          @Override
          public String name() {
            return "none";
          }

          @Override
          public Weigher weigher(PairState state) {
            return (_, _) -> 0;
          }
        };

    PairDraw draw = PairDraw.of(none, state(chain()), new Random(1));

    assertThat(draw.fallback()).isTrue();
    assertThat(draw.propensity()).isCloseTo(1 / 15.0, within(1e-12));
    assertThat(draw.policy()).isEqualTo("none");
    assertThatThrownBy(() -> PairState.of(1, new PairCounts(), i -> 0, i -> 0, i -> USUAL_BELIEF))
        .hasMessage("a pair needs two items, not 1");
  }

  @Test
  @DisplayName("a match-up of several weighs the mean of its pairs; the best share the draws")
  void matchups() {
    PairState state = state(chain());
    int[][] matchups = {{0, 1}, {0, 5}, {4, 5}, {0, 1, 5}};
    PairPolicy policy = Policies.expectedSkills(USUAL, 2);
    PairPolicy.Weigher gain = policy.weigher(state);
    double[] mean = {
      gain.weight(0, 1),
      gain.weight(0, 5),
      gain.weight(4, 5),
      (gain.weight(0, 1) + gain.weight(0, 5) + gain.weight(1, 5)) / 3
    };
    double[] sorted = mean.clone();
    Arrays.sort(sorted);

    double[] weights = MatchupWeights.of(policy, state, matchups);

    for (int k = 0; k < mean.length; k++) {
      assertThat(weights[k]).isEqualTo(mean[k] >= sorted[2] ? 1 : 0);
    }
    assertThat(MatchupWeights.of(Policies.nearTies(), state, matchups)[3])
        .isCloseTo(
            IntStream.of(1, 5, 6)
                    .mapToDouble(
                        code ->
                            Policies.nearTies()
                                .weigher(state)
                                .weight(code == 6 ? 1 : 0, code == 1 ? 1 : 5))
                    .sum()
                / 3,
            within(1e-12));
  }

  private static final TrueSkill.Belief USUAL_BELIEF = new TrueSkill.Belief(25, 70);

  @Test
  @DisplayName("the order's uncertainty falls by what its definition says")
  void order() {
    PairState state = state(chain());
    TrueSkillRule rule = new TrueSkillRule(USUAL);
    TrueSkill.Belief[] now = new TrueSkill.Belief[ITEMS];
    Arrays.setAll(now, state.belief());
    double win = rule.winProbability(now[1], now[4]);
    double loss = rule.winProbability(now[4], now[1]);
    double expected = 0;
    for (Outcome outcome : List.of(Outcome.FIRST, Outcome.SECOND, Outcome.TIE)) {
      TrueSkill.Belief[] then = now.clone();
      TrueSkill.Belief[] pair = rule.after(now[1], now[4], outcome);
      then[1] = pair[0];
      then[4] = pair[1];
      double probability =
          outcome == Outcome.FIRST ? win : outcome == Outcome.SECOND ? loss : 1 - win - loss;
      expected += probability * unsure(then);
    }

    double gain = Policies.expectedOrder(USUAL, 1).weigher(state).weight(1, 4);

    assertThat(gain).isCloseTo(unsure(now) - expected, within(1e-12));
  }

  private static double unsure(TrueSkill.Belief[] beliefs) {
    double sum = 0;
    for (int i = 0; i < beliefs.length; i++) {
      for (int j = 0; j < i; j++) {
        double above = beliefs[i].above(beliefs[j]);
        sum += above * (1 - above);
      }
    }
    return sum;
  }

  @ParameterizedTest(name = "{0}, {1} skills, spread {2}")
  @DisplayName("12 generators, 50 matches, 200 seeds: expected uncertainty beats random pairing")
  @CsvSource({"order, even, 3.25, .05", "skills, even, 3.25, .03", "skills, normal, 4.167, .03"})
  void expectedUncertainty(String of, String shape, double spread, double least) {
    assertThat(gain(of, shape, spread, 1)).isGreaterThanOrEqualTo(least);
  }

  @ParameterizedTest(name = "{0}, {1} skills, spread {2}")
  @DisplayName(
      "five tournaments a seed: by .08 where skills are even, by .07 where they are normal")
  @CsvSource({"order, even, 3.25, .08", "order, normal, 4.167, .07", "skills, even, 3.25, .06"})
  @Tag("long")
  void expectedUncertaintyExactly(String of, String shape, double spread, double least) {
    assertThat(gain(of, shape, spread, 5)).isGreaterThanOrEqualTo(least);
  }

  /** The mean gain of rank correlation over 200 seeds, of so many tournaments each. */
  private static double gain(String of, String shape, double spread, int tournaments) {
    Matchmaker best =
        Matchmaker.of(
            of.equals("order")
                ? Policies.expectedOrder(USUAL, 1)
                : Policies.expectedSkills(USUAL, 1));
    long[] seeds = new SplittableRandom(1).longs(200L * tournaments).toArray();
    double[] random = new double[seeds.length];
    double[] gain = new double[200];
    IntStream.range(0, 200)
        .parallel()
        .forEach(
            seed -> {
              for (int k = seed * tournaments; k < (seed + 1) * tournaments; k++) {
                double[] skill =
                    shape.equals("even")
                        ? Tournament.evenSkills(12, spread)
                        : Tournament.normalSkills(12, spread, seeds[k]);
                random[k] = Tournament.spearman(Matchmaker.random(), skill, 50, seeds[k]);
                gain[seed] += Tournament.spearman(best, skill, 50, seeds[k]) - random[k];
              }
              gain[seed] /= tournaments;
            });
    double mean = Arrays.stream(gain).average().orElseThrow();
    double square = Arrays.stream(gain).map(g -> (g - mean) * (g - mean)).sum();
    double reach = 1.96 * Math.sqrt(square / 199 / 200);
    System.out.printf(
        "%s skills, spread %.3f, %d tournaments a seed, Spearman after 50 matches: random %.3f,"
            + " expected uncertainty of the %s +%.3f ± %.3f%n",
        shape, spread, tournaments, Arrays.stream(random).average().orElseThrow(), of, mean, reach);
    assertThat(mean - reach).isPositive();
    return mean;
  }
}
