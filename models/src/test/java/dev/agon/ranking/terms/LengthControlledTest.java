package dev.agon.ranking.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.agon.ranking.interval.NoInterval;
import dev.agon.ranking.terms.LengthControlled.Judgement;
import dev.agon.ranking.terms.LengthControlled.Rate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LengthControlledTest {
  @Test
  @DisplayName("equal generators, a pure length effect: raw above .60, controlled .50 +- .03")
  void pureLength() {
    double raw = 0;
    double controlled = 0;
    int covered = 0;
    for (int seed = 0; seed < 200; seed++) {
      Rate rate = LengthControlled.rates(longer(seed, 400)).getFirst();
      raw += rate.raw() / 200;
      controlled += rate.controlled() / 200;
      covered += rate.low() <= .5 && rate.high() >= .5 ? 1 : 0;
    }
    System.out.printf(
        "length-controlled win rate over 200 seeds: %.4f, raw %.4f, covered %d of 200%n",
        controlled, raw, covered);
    assertThat(raw).isGreaterThan(.60);
    assertThat(controlled).isCloseTo(.5, within(.03));
    assertThat(covered).isGreaterThanOrEqualTo(180);
  }

  /** A generator that writes 1.7 times as much as the baseline; only length decides. */
  private static List<Judgement> longer(long seed, int prompts) {
    Random random = new Random(seed);
    List<Judgement> judgements = new ArrayList<>();
    for (int prompt = 0; prompt < prompts; prompt++) {
      double baseline = 100 * Math.exp(.5 * random.nextGaussian());
      double own = 170 * Math.exp(.5 * random.nextGaussian());
      double ahead = 1.5 * Math.tanh((own - baseline) / 80);
      double preference = random.nextDouble() < 1 / (1 + Math.exp(-ahead)) ? 1 : 0;
      judgements.add(new Judgement(0, prompt, preference, own, baseline));
    }
    return judgements;
  }

  @Test
  @DisplayName("a generator that is truly better stays better with lengths made equal")
  void better() {
    Random random = new Random(1);
    List<Judgement> judgements = new ArrayList<>();
    for (int prompt = 0; prompt < 800; prompt++) {
      for (int generator = 0; generator < 2; generator++) {
        double own = 100 + 30 * random.nextGaussian();
        double ahead = generator == 0 ? 1 : 0;
        double preference = random.nextDouble() < 1 / (1 + Math.exp(-ahead)) ? 1 : 0;
        judgements.add(new Judgement(generator, prompt, preference, own, 100));
      }
    }

    List<Rate> rates = LengthControlled.rates(judgements);

    assertThat(rates).hasSize(2);
    assertThat(rates.get(0).controlled()).isCloseTo(.731, within(.04));
    assertThat(rates.get(1).controlled()).isCloseTo(.5, within(.05));
    assertThat(rates.get(0).se()).isBetween(.01, .025);
    assertThat(rates.get(0).judgements()).isEqualTo(800);
  }

  @Test
  @DisplayName(
      "thirty of thirty won: both intervals hold what was seen, and are as wide as exact ones")
  void allWon() {
    List<Judgement> judgements = new ArrayList<>();
    for (int prompt = 0; prompt < 30; prompt++) {
      judgements.add(new Judgement(0, prompt, 1, 100 + prompt, 90));
    }
    Rate rate = LengthControlled.rates(judgements).getFirst();

    assertThat(rate.raw()).isEqualTo(1);
    assertThat(rate.rawLow()).isBetween(.85, .92);
    assertThat(rate.rawHigh()).isEqualTo(1);
    assertThat(rate.low()).isBetween(.8, .92);
    assertThat(rate.high()).isEqualTo(1);
  }

  @Test
  @DisplayName("nothing but ties still leaves a width")
  void onlyTies() {
    List<Judgement> judgements = new ArrayList<>();
    for (int prompt = 0; prompt < 30; prompt++) {
      judgements.add(new Judgement(0, prompt, .5, 100, 100));
    }
    Rate rate = LengthControlled.rates(judgements).getFirst();

    assertThat(rate.rawLow()).isBetween(.45, .4999);
    assertThat(rate.high()).isBetween(.5001, .55);
  }

  @Test
  @DisplayName("weights weigh: the rate is the weighted mean, exactly")
  void weighted() {
    List<Judgement> judgements = new ArrayList<>();
    double[] preferences = {.9, .2, .7, .5, 1, 0};
    double[] weights = {1, 2, .5, 3, 1, 1};
    double sum = 0;
    double weight = 0;
    for (int i = 0; i < 6; i++) {
      judgements.add(new Judgement(0, i, preferences[i], 1, 1, weights[i], -1));
      sum += preferences[i] * weights[i];
      weight += weights[i];
    }
    assertThat(LengthControlled.rates(judgements).getFirst().raw()).isEqualTo(sum / weight);
    assertThatThrownBy(() -> new Judgement(0, 0, 1, 5, 5, 0, -1)).hasMessageContaining("weight");
  }

  @Test
  @DisplayName("four annotators, or prompts, have no interval; votes of one annotator widen it")
  void clustered() {
    List<Judgement> few = new ArrayList<>();
    List<Judgement> grouped = new ArrayList<>();
    List<Judgement> alone = new ArrayList<>();
    for (int prompt = 0; prompt < 60; prompt++) {
      int annotator = prompt / 6;
      double preference = annotator % 2 == 0 ? 1 : prompt % 3 == 0 ? 1 : 0;
      few.add(new Judgement(0, prompt, preference, 1, 1, 1, prompt % 4));
      grouped.add(new Judgement(0, prompt, preference, 1, 1, 1, annotator));
      alone.add(new Judgement(0, prompt, preference, 1, 1));
    }
    assertThat(LengthControlled.rates(few).getFirst().low()).isNaN();
    assertThat(LengthControlled.noInterval(few)).isEqualTo(NoInterval.FEW_ANNOTATORS);
    assertThat(LengthControlled.noInterval(few.subList(0, 1))).isEqualTo(NoInterval.ONE_ANNOTATOR);
    assertThat(LengthControlled.noInterval(alone.subList(0, 4))).isEqualTo(NoInterval.FEW_VOTES);
    Rate wide = LengthControlled.rates(grouped).getFirst();
    Rate narrow = LengthControlled.rates(alone).getFirst();
    assertThat(wide.high() - wide.low()).isGreaterThan(1.3 * (narrow.high() - narrow.low()));
  }

  @Test
  @DisplayName("one judgement already has a rate; none has none; figures out of range are refused")
  void edges() {
    assertThat(LengthControlled.rates(List.of())).isEmpty();
    Rate one = LengthControlled.rates(List.of(new Judgement(0, 0, 1, 5, 5))).getFirst();
    assertThat(one.controlled()).isBetween(.5, 1.0);
    assertThatThrownBy(() -> new Judgement(0, 0, 1.5, 5, 5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Judgement(0, 0, 1, Double.NaN, 5))
        .hasMessage("a length is not finite");
  }
}
