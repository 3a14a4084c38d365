package dev.agon.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.agon.preference.Outcome;
import dev.agon.preference.PairCounts;
import dev.agon.ranking.sequential.TrueSkill;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
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
        Policies.expectedUncertainty(USUAL));
  }

  private static PairState state(PairCounts counts) {
    return new PairState(
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
    double[] near = Policies.nearTies().weights(state(chain()));
    assertThat(near[0]).isGreaterThan(near[10]);
    double[] weighted = Policies.weighted(1, 2).weights(state(chain()));
    assertThat(weighted[14]).isEqualTo(9);
    assertThat(weighted[0]).isEqualTo(1);
    assertThat(Policies.weighted(30, 2).weights(state(chain()))).containsOnly(25);
    assertThat(Policies.weighted(30, 2).name()).isEqualTo("weighted-30-2");
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
          public double[] weights(PairState state) {
            return new double[15];
          }
        };

    PairDraw draw = PairDraw.of(none, state(chain()), new Random(1));

    assertThat(draw.fallback()).isTrue();
    assertThat(draw.propensity()).isCloseTo(1 / 15.0, within(1e-12));
    assertThat(draw.policy()).isEqualTo("none");
    assertThatThrownBy(() -> new PairState(1, new PairCounts(), i -> 0, i -> 0, i -> USUAL_BELIEF))
        .hasMessage("a pair needs two items, not 1");
  }

  private static final TrueSkill.Belief USUAL_BELIEF = new TrueSkill.Belief(25, 70);

  @ParameterizedTest(name = "spread of skills {0}")
  @DisplayName("12 generators, 50 matches, 200 seeds: expected uncertainty beats random pairing")
  @CsvSource({"8.333, .04", "4.167, .03"})
  void expectedUncertainty(double spread, double least) {
    double[] gain = new double[200];
    double random = 0;
    for (int seed = 0; seed < 200; seed++) {
      double without = Tournament.spearman(Policies.uniform(), 12, spread, 50, seed);
      PairPolicy policy = Policies.expectedUncertainty(USUAL);
      gain[seed] = Tournament.spearman(policy, 12, spread, 50, seed) - without;
      random += without / 200;
    }
    double mean = Arrays.stream(gain).average().orElseThrow();
    double square = Arrays.stream(gain).map(g -> (g - mean) * (g - mean)).sum();
    double reach = 1.96 * Math.sqrt(square / 199 / 200);
    System.out.printf(
        "spread %.3f, Spearman after 50 matches: random %.3f, expected uncertainty +%.3f ± %.3f%n",
        spread, random, mean, reach);
    assertThat(mean).isGreaterThanOrEqualTo(least);
    assertThat(mean - reach).isPositive();
  }
}
