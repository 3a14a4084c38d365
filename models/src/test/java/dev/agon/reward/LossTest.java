package dev.agon.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.agon.preference.Outcome;
import dev.agon.reward.loss.BradleyTerryLikelihood;
import dev.agon.reward.loss.ConstantMargin;
import dev.agon.reward.loss.GapWeight;
import dev.agon.reward.loss.LabelSmoothing;
import dev.agon.reward.loss.LossNames;
import dev.agon.reward.loss.OutcomeProbabilities;
import dev.agon.reward.loss.PairLikelihood;
import dev.agon.reward.loss.PairLoss;
import dev.agon.reward.loss.PairTerms;
import dev.agon.reward.loss.RaoKupperLikelihood;
import dev.agon.reward.loss.ScoreGapMargin;
import dev.agon.reward.loss.StrengthMargin;
import dev.agon.reward.pairs.PairsBuilder;
import dev.agon.reward.pairs.PreferencePairs;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LossTest {
  private static final double[] DIFFERENCES = {-30, -4, -0.7, 0, 0.3, 2, 25};

  @Test
  @DisplayName("the outcomes' probabilities sum to 1 within 1e-12, for 100,000 differences")
  void sumToOne() {
    Random random = new Random(3);
    for (int i = 0; i < 100_000; i++) {
      double d = 12 * random.nextGaussian();
      RaoKupperLikelihood raoKupper = new RaoKupperLikelihood(1 + 9 * random.nextDouble() + 1e-6);
      for (PairLikelihood likelihood : List.of(raoKupper, new BradleyTerryLikelihood())) {
        OutcomeProbabilities at = likelihood.at(d);
        assertThat(at.first() + at.second() + at.tie()).isCloseTo(1, within(1e-12));
        assertThat(Math.min(at.tie(), Math.min(at.first(), at.second()))).isNotNegative();
      }
    }
  }

  @Test
  @DisplayName("equal rewards tie with probability (k - 1) / (k + 1) under Rao-Kupper")
  void tieAtZero() {
    assertThat(new RaoKupperLikelihood(5).at(0).tie()).isCloseTo(4.0 / 6, within(1e-15));
  }

  @Test
  @DisplayName("each outcome's loss is minus the logarithm of its probability")
  void likelihoods() {
    RaoKupperLikelihood raoKupper = new RaoKupperLikelihood(5);
    for (double d : new double[] {-3, -0.2, 0, 1.5}) {
      OutcomeProbabilities at = raoKupper.at(d);
      assertLoss(PairLoss.of(raoKupper), Outcome.FIRST, d, -Math.log(at.first()));
      assertLoss(PairLoss.of(raoKupper), Outcome.SECOND, d, -Math.log(at.second()));
      assertLoss(PairLoss.of(raoKupper), Outcome.TIE, d, -Math.log(at.tie()));
      PairLoss plain = PairLoss.of(new BradleyTerryLikelihood());
      assertLoss(plain, Outcome.FIRST, d, logLoss(d));
      assertLoss(plain, Outcome.SECOND, d, logLoss(-d));
      assertLoss(plain, Outcome.TIE, d, (logLoss(d) + logLoss(-d)) / 2);
    }
  }

  @Test
  @DisplayName("a soft label mixes the losses of its votes")
  void softLabels() {
    PreferencePairs pairs = pair().shares(0, 0.5, 0.3).build();
    double d = 0.8;
    OutcomeProbabilities at = new RaoKupperLikelihood(3).at(d);
    double expected =
        -0.5 * Math.log(at.first()) - 0.3 * Math.log(at.tie()) - 0.2 * Math.log(at.second());
    assertThat(PairLoss.of(new RaoKupperLikelihood(3)).terms(pairs, 0).value(0, d))
        .isCloseTo(expected, within(1e-12));
    assertThat(PairLoss.plain().terms(pairs, 0).value(0, d))
        .isCloseTo(0.65 * logLoss(d) + 0.35 * logLoss(-d), within(1e-12));
  }

  @Test
  @DisplayName("a constant margin and a margin by score gap move what the winner must lead by")
  void margins() {
    PairLoss constant = PairLoss.of(new BradleyTerryLikelihood(), new ConstantMargin(0.57));
    assertLoss(constant, Outcome.FIRST, 1.2, logLoss(1.2 - 0.57));
    assertLoss(constant, Outcome.SECOND, 1.2, logLoss(-1.2 - 0.57));
    PairLoss gap = PairLoss.of(new BradleyTerryLikelihood(), new ScoreGapMargin(0.1));
    PreferencePairs rated = pair().judged(0, Outcome.FIRST).scores(0, 3, 5).build();
    assertThat(gap.terms(rated, 0).value(0, 1.2)).isCloseTo(logLoss(1.2 - 0.2), within(1e-12));
    assertLoss(gap, Outcome.FIRST, 1.2, logLoss(1.2));
  }

  @Test
  @DisplayName("the strength margin stands inside the sigma and turns with the pair")
  void strengthMargin() {
    PairLoss loss = PairLoss.of(new BradleyTerryLikelihood(), new StrengthMargin());
    PreferencePairs first = pair().judged(0, Outcome.FIRST).build();
    PreferencePairs strong = first.withStrength(new double[][] {{0.9}});
    assertThat(loss.terms(strong, 0).value(0, 1.2)).isCloseTo(logLoss(0.3), within(1e-12));
    PreferencePairs swapped = strong.withSwapped().select(new int[] {1});
    assertThat(loss.terms(swapped, 0).value(0, -1.2)).isCloseTo(logLoss(0.3), within(1e-12));
    assertThatThrownBy(() -> loss.terms(first, 0)).hasMessage("pair 0 has no ensemble strength");
  }

  @Test
  @DisplayName("the gap weight of 80 over 60 is 2^0.8 - 2^0.6 = 0.2254; equal scores count nothing")
  void gapWeight() {
    assertThat(GapWeight.of(80, 60)).isCloseTo(0.2254, within(1e-4));
    assertThat(GapWeight.of(80, 60)).isEqualTo(Math.pow(2, 0.8) - Math.pow(2, 0.6));
    PairLoss loss = PairLoss.of(new BradleyTerryLikelihood(), new GapWeight());
    PreferencePairs rated = pair().judged(0, Outcome.SECOND).scores(0, 60, 80).build();
    assertThat(loss.terms(rated, 0).value(0, 0.4))
        .isCloseTo(GapWeight.of(80, 60) * logLoss(-0.4), within(1e-12));
    PreferencePairs equal = pair().judged(0, Outcome.SECOND).scores(0, 70, 70).build();
    assertThat(loss.terms(equal, 0).value(0, 0.4)).isZero();
    assertThatThrownBy(() -> loss.terms(pair().judged(0, Outcome.FIRST).build(), 0))
        .hasMessageContaining("has no ratings");
  }

  @Test
  @DisplayName("smoothing counts a judgement as its opposite with a small probability")
  void smoothing() {
    PairLoss loss = PairLoss.of(new BradleyTerryLikelihood(), new LabelSmoothing(0.1));
    assertLoss(loss, Outcome.FIRST, 0.7, 0.9 * logLoss(0.7) + 0.1 * logLoss(-0.7));
    PairLoss ties = PairLoss.of(new RaoKupperLikelihood(5), new LabelSmoothing(0.1));
    assertLoss(ties, Outcome.TIE, 0.7, -Math.log(new RaoKupperLikelihood(5).at(0.7).tie()));
  }

  @Test
  @DisplayName("a vote counts by its weight only where the loss says so")
  void weights() {
    PreferencePairs heavy = pair().judged(0, Outcome.FIRST).weight(2.5).build();
    assertThat(PairLoss.plain().terms(heavy, 0).value(0, 1))
        .isCloseTo(2.5 * logLoss(1), within(1e-12));
    assertThat(PairLoss.of(new BradleyTerryLikelihood()).terms(heavy, 0).value(0, 1))
        .isCloseTo(logLoss(1), within(1e-12));
  }

  @ParameterizedTest
  @DisplayName("slopes and curvatures are those of finite differences")
  @ValueSource(
      strings = {
        "bradley-terry",
        "rao-kupper=5",
        "bradley-terry,margin=0.57,smoothing=0.1,weights",
        "rao-kupper=2,gap-margin=0.02,gap-weight",
        "rao-kupper=3,strength-margin,weights",
      })
  void derivatives(String name) {
    PairsBuilder builder = PreferencePairs.builder(List.of("overall"));
    builder.pair(0, 1, 0).shares(0, 0.6, 0.3).scores(0, 80, 55).weight(1.7);
    builder.pair(1, 2, 0).judged(0, Outcome.TIE).scores(0, 10, 55);
    builder.pair(2, 0, 0).judged(0, Outcome.SECOND).scores(0, 1, 3);
    PreferencePairs pairs = builder.build().withStrength(new double[][] {{0.4, -2, 1}});
    PairTerms terms = LossNames.parse(name).terms(pairs, 0);
    for (int row = 0; row < pairs.rows(); row++) {
      int at = row;
      for (double d : DIFFERENCES) {
        assertThat(terms.slope(row, d)).isCloseTo(slope(x -> terms.value(at, x), d), within(1e-8));
        assertThat(terms.curvature(row, d))
            .isCloseTo(slope(x -> terms.slope(at, x), d), within(1e-8))
            .isNotNegative();
      }
    }
  }

  @Test
  @DisplayName("pairs that were not judged under a criterion count nothing")
  void notJudged() {
    PreferencePairs pairs =
        PreferencePairs.builder(List.of("quality", "safety"))
            .pair(0, 1, 0)
            .judged(1, Outcome.FIRST)
            .build();
    assertThat(PairLoss.plain().terms(pairs, 0).value(0, 3)).isZero();
    assertThat(PairLoss.plain().terms(pairs, 1).value(0, 3)).isPositive();
  }

  @Test
  @DisplayName("a composed loss is read back from its name; wrong names say what is known")
  void names() {
    String name = "rao-kupper=5.0,margin=0.5,gap-margin=0.1,strength-margin,gap-weight,weights";
    assertThat(LossNames.parse(name).name()).isEqualTo(name);
    assertThatThrownBy(() -> LossNames.parse("hinge")).hasMessageContaining("known: bradley-terry");
    assertThatThrownBy(() -> LossNames.parse("bradley-terry,margin"))
        .hasMessage("loss 'margin' needs a number after =");
    assertThatThrownBy(() -> LossNames.parse("weights")).hasMessageContaining("exactly one");
    assertThatThrownBy(() -> LossNames.parse("rao-kupper=1")).hasMessageContaining("above 1");
  }

  private static PairsBuilder pair() {
    return PreferencePairs.builder(List.of("overall")).pair(0, 1, 0);
  }

  private static void assertLoss(PairLoss loss, Outcome outcome, double d, double expected) {
    PreferencePairs pairs = pair().judged(0, outcome).build();
    assertThat(loss.terms(pairs, 0).value(0, d)).isCloseTo(expected, within(1e-12));
  }

  private static double logLoss(double x) {
    return Math.log1p(Math.exp(-x));
  }

  private static double slope(DoubleUnaryOperator f, double x) {
    double h = 1e-5;
    return (f.applyAsDouble(x + h) - f.applyAsDouble(x - h)) / (2 * h);
  }
}
