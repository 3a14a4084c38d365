package dev.agon.ranking.listwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.agon.preference.Outcome;
import dev.agon.preference.PairCounts;
import dev.agon.ranking.BothBad;
import dev.agon.ranking.Clustering;
import dev.agon.ranking.Prior;
import dev.agon.ranking.fit.BradleyTerry;
import dev.agon.ranking.fit.Fit;
import dev.agon.ranking.fit.Likelihood;
import dev.agon.ranking.interval.StrengthFit;
import dev.agon.ranking.interval.Uncertainty;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PlackettLuceTest {
  @Test
  @DisplayName("of two items it is Bradley-Terry's")
  void pairs() {
    PairCounts counts = new PairCounts();
    List<Ranking> rankings = new ArrayList<>();
    Random random = new Random(3);
    for (int i = 0; i < 300; i++) {
      int first = random.nextInt(5);
      int second = (first + 1 + random.nextInt(4)) % 5;
      counts.add(first, second, Outcome.FIRST, 1);
      rankings.add(i % 2 == 0 ? Ranking.full(first, second) : Ranking.best(first, second));
    }
    Fit expected = BradleyTerry.fit(counts, BothBad.TIE, 0, null);

    StrengthFit fit = PlackettLuce.fit(rankings, 5, 0);

    assertThat(fit.logLikelihood()).isCloseTo(expected.logLikelihood(), within(1e-9));
    for (int item = 0; item < 5; item++) {
      assertThat(fit.logStrength(item)).isCloseTo(expected.logStrength(item), within(1e-9));
    }
  }

  @Test
  @DisplayName("many items are fitted without a matrix to the same figures as few")
  void many() {
    int items = 320;
    Random random = new Random(8);
    List<Ranking> rankings = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      int[] order = random.ints(0, items).distinct().limit(i < 2 ? items : 25).toArray();
      rankings.add(new Ranking(order, new int[0], 1, i / 2));
    }
    Likelihood model = new PlackettLuceLikelihood(rankings, items);
    StrengthFit large = StrengthFit.maximum(model, 0, true);
    StrengthFit small = StrengthFit.maximum(new WithoutProducts(model), 0, true);

    assertThat(large.converged()).isTrue();
    Uncertainty expected = small.uncertainty(Clustering.ANNOTATOR);
    Uncertainty told = large.uncertainty(Clustering.ANNOTATOR);
    for (int item = 0; item < items; item++) {
      assertThat(large.logStrength(item)).isCloseTo(small.logStrength(item), within(1e-7));
      double variance = expected.differenceVariance(item, (item + 7) % items);
      assertThat(told.differenceVariance(item, (item + 7) % items))
          .isCloseTo(variance, within(1e-6 * variance));
    }
    Uncertainty held = StrengthFit.maximum(model, .25, true).uncertainty(Clustering.NONE);
    Uncertainty plain =
        StrengthFit.maximum(new WithoutProducts(model), .25, true).uncertainty(Clustering.NONE);
    assertThat(held.variance(5)).isCloseTo(plain.variance(5), within(1e-6));
  }

  /** The same likelihood for which there is only a matrix. */
  private record WithoutProducts(Likelihood of) implements Likelihood {
    @Override
    public int parameters() {
      return of.parameters();
    }

    @Override
    public int strengths() {
      return of.strengths();
    }

    @Override
    public int observations() {
      return of.observations();
    }

    @Override
    public int[] touched(int observation) {
      return of.touched(observation);
    }

    @Override
    public int annotator(int observation) {
      return of.annotator(observation);
    }

    @Override
    public int comparison(int observation) {
      return of.comparison(observation);
    }

    @Override
    public double value(double[] at) {
      return of.value(at);
    }

    @Override
    public void score(int observation, double[] at, double[] into) {
      of.score(observation, at, into);
    }

    @Override
    public void information(int observation, double[] at, double[][] into) {
      of.information(observation, at, into);
    }
  }

  @Test
  @DisplayName("rankings of 4 of 6 items, 2,000 of them, show planted utilities to .08")
  void planted() {
    double[] utility = {-1, -.6, -.2, .2, .6, 1};
    Random random = new Random(11);
    List<Ranking> rankings = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      rankings.add(drawn(utility, random, i));
    }

    StrengthFit fit = PlackettLuce.fit(rankings, 6, 0);

    Uncertainty uncertainty = fit.uncertainty(Clustering.ANNOTATOR);
    double square = 0;
    for (int item = 0; item < 6; item++) {
      square += Math.pow(fit.logStrength(item) - utility[item], 2) / 6;
      assertThat(Math.sqrt(uncertainty.variance(item))).isBetween(.01, .06);
    }
    assertThat(Math.sqrt(square)).isLessThan(.08);
    assertThat(uncertainty.annotators()).isEqualTo(50);
  }

  private static Ranking drawn(double[] utility, Random random, int number) {
    List<Integer> left = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5));
    left.remove(random.nextInt(6));
    left.remove(random.nextInt(5));
    int[] order = new int[4];
    for (int stage = 0; stage < 4; stage++) {
      double all = left.stream().mapToDouble(item -> Math.exp(utility[item])).sum();
      double at = random.nextDouble() * all;
      int place = 0;
      while (at >= Math.exp(utility[left.get(place)]) && place < left.size() - 1) {
        at -= Math.exp(utility[left.get(place)]);
        place++;
      }
      order[stage] = left.remove(place);
    }
    return new Ranking(order, new int[0], 1, number % 50);
  }

  @Test
  @DisplayName("an item that is always placed last gets a weak prior; one never ranked stands at 0")
  void undetermined() {
    List<Ranking> rankings =
        List.of(Ranking.full(0, 1, 2), Ranking.full(1, 0, 2), Ranking.best(0, 1, 2));

    StrengthFit fit = PlackettLuce.fit(rankings, 4, 0);

    assertThat(fit.prior()).isEqualTo(new Prior(Prior.WEAK, Prior.Reason.UNDETERMINED));
    assertThat(fit.logStrength(2)).isLessThan(fit.logStrength(1));
    assertThat(fit.logStrength(3)).isZero();
    assertThat(fit.occurs(3)).isFalse();
    assertThat(fit.uncertainty(Clustering.NONE).variance(3)).isEqualTo(4);
  }

  @Test
  @DisplayName("a ranking of one item, of an item twice, or without weight is refused")
  void refused() {
    assertThatThrownBy(() -> Ranking.full(1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Ranking.best(1, 2, 1))
        .hasMessage("item 1 is negative or ranked twice");
    assertThatThrownBy(() -> new Ranking(new int[] {0}, new int[] {1}, 0, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
