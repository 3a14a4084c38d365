package dev.agon.ranking.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.agon.preference.Outcome;
import dev.agon.preference.PairCounts;
import dev.agon.preference.VoteTable;
import dev.agon.ranking.BothBad;
import dev.agon.ranking.Classics;
import dev.agon.ranking.Method;
import dev.agon.ranking.Prior;
import dev.agon.ranking.Votes;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FitPropertiesTest {
  private final VoteTable table = Votes.simulated(4000, 15, 20, 3, false);
  private final PairCounts counts = PairCounts.of(table);

  @ParameterizedTest
  @DisplayName("exchanging both sides of every vote changes nothing")
  @EnumSource(Method.class)
  void swapped(Method method) {
    PairCounts swapped = new PairCounts();
    for (int row = 0; row < table.rows(); row++) {
      Outcome outcome = Outcome.of(table.outcomeCode(row)).swapped();
      swapped.add(table.second(row), table.first(row), outcome, 1);
    }
    same(
        Fit.of(counts, FitOptions.of(method), null),
        Fit.of(swapped, FitOptions.of(method), null),
        0);
  }

  @ParameterizedTest
  @DisplayName("reversing every preference reverses the strengths")
  @EnumSource(Method.class)
  void reversed(Method method) {
    PairCounts reversed = new PairCounts();
    for (int row = 0; row < table.rows(); row++) {
      Outcome outcome = Outcome.of(table.outcomeCode(row)).swapped();
      reversed.add(table.first(row), table.second(row), outcome, 1);
    }
    Fit fit = Fit.of(counts, FitOptions.of(method), null);
    Fit other = Fit.of(reversed, FitOptions.of(method), null);
    for (int item = 0; item < counts.items(); item++) {
      assertThat(other.logStrength(item)).isCloseTo(-fit.logStrength(item), within(1e-12));
    }
  }

  @ParameterizedTest
  @DisplayName("a warm start, near or far, ends where a cold one does")
  @EnumSource(Method.class)
  void warm(Method method) {
    Fit cold = Fit.of(counts, FitOptions.of(method), null);
    double[] far = IntStream.range(0, 15).mapToDouble(i -> i % 2 == 0 ? 40 : -40).toArray();
    Fit bad = new Fit(FitOptions.of(method), far, 1e6, 0, 0, true, null);

    Fit warm = Fit.of(counts, FitOptions.of(method), cold);
    same(cold, warm, 1e-12);
    assertThat(warm.iterations()).isEqualTo(1);
    same(cold, Fit.of(counts, FitOptions.of(method), bad), 1e-12);
  }

  @ParameterizedTest
  @DisplayName("at the fit, scores and the number of ties are what the model expects")
  @EnumSource(
      value = Method.class,
      names = {"BRADLEY_TERRY", "DAVIDSON"})
  void moments(Method method) {
    Fit fit = Fit.of(counts, FitOptions.of(method), null);
    PairColumns pairs = new PairColumns(counts, BothBad.TIE);
    DavidsonTies model = new DavidsonTies(fit.nu());
    double[] surplus = new double[counts.items()];
    double ties = 0;
    for (int i = 0; i < pairs.pairs(); i++) {
      double n = pairs.wins[i] + pairs.losses[i] + pairs.ties[i];
      model.at(fit.logStrength(pairs.lower[i]) - fit.logStrength(pairs.upper[i]));
      surplus[pairs.lower[i]] += pairs.wins[i] + pairs.ties[i] / 2 - n * model.score;
      surplus[pairs.upper[i]] -= pairs.wins[i] + pairs.ties[i] / 2 - n * model.score;
      ties += pairs.ties[i] - n * model.tie;
    }
    assertThat(surplus).containsOnly(new double[counts.items()], within(1e-9));
    if (method == Method.DAVIDSON) {
      assertThat(ties).isCloseTo(0, within(1e-9));
    }
  }

  @Test
  @DisplayName("strengths are centred, and a weight of two is two votes")
  void weights() {
    PairCounts doubled = new PairCounts();
    for (int row = 0; row < table.rows(); row++) {
      doubled.add(table.first(row), table.second(row), Outcome.of(table.outcomeCode(row)), 2);
    }
    Fit fit = Fit.of(counts, FitOptions.of(Method.DAVIDSON), null);
    Fit other = Fit.of(doubled, FitOptions.of(Method.DAVIDSON), null);

    same(fit, other, 1e-12);
    assertThat(other.logLikelihood()).isCloseTo(2 * fit.logLikelihood(), within(1e-8));
    double mean = IntStream.range(0, 15).mapToDouble(fit::logStrength).average().orElseThrow();
    assertThat(mean).isCloseTo(0, within(1e-14));
  }

  @Test
  @DisplayName("both-bad votes count as ties or not at all, as asked")
  void bothBad() {
    PairCounts asTies = new PairCounts();
    PairCounts without = new PairCounts();
    for (int row = 0; row < table.rows(); row++) {
      Outcome outcome = Outcome.of(table.outcomeCode(row));
      Outcome told = outcome == Outcome.BOTH_BAD ? Outcome.TIE : outcome;
      asTies.add(table.first(row), table.second(row), told, 1);
      if (outcome != Outcome.BOTH_BAD) {
        without.add(table.first(row), table.second(row), outcome, 1);
      }
    }
    FitOptions plain = FitOptions.of(Method.DAVIDSON);
    FitOptions drop = new FitOptions(Method.DAVIDSON, BothBad.DROP, 0);
    same(Fit.of(asTies, plain, null), Fit.of(counts, plain, null), 1e-13);
    same(Fit.of(without, plain, null), Fit.of(counts, drop, null), 1e-13);
  }

  @Test
  @DisplayName("without ties Davidson's model is Bradley-Terry's, with nu 0")
  void noTies() {
    Fit davidson = Davidson.fit(Classics.baseball(), BothBad.TIE, 0, null);
    Fit bradleyTerry = BradleyTerry.fit(Classics.baseball(), BothBad.TIE, 0, null);

    same(bradleyTerry, davidson, 0);
    assertThat(davidson.nu()).isZero();
    assertThat(davidson.prior()).isNull();
  }

  @Test
  @DisplayName("a ridge that is asked for shrinks the strengths and is reported")
  void ridge() {
    Fit free = Fit.of(counts, FitOptions.of(Method.BRADLEY_TERRY), null);
    Fit held = Fit.of(counts, new FitOptions(Method.BRADLEY_TERRY, BothBad.TIE, 50), null);

    assertThat(held.prior()).isEqualTo(new Prior(50, Prior.Reason.ASKED));
    assertThat(Math.abs(held.logStrength(14))).isLessThan(Math.abs(free.logStrength(14)));
    assertThat(held.logLikelihood()).isLessThan(free.logLikelihood());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FitOptions(Method.DAVIDSON, BothBad.TIE, -1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FitOptions(Method.DAVIDSON, BothBad.TIE, Double.NaN));
  }

  @Test
  @DisplayName("lopsided and heavy counts still converge")
  void lopsided() {
    PairCounts lopsided = new PairCounts();
    lopsided.add(0, 1, Outcome.FIRST, 1e9);
    lopsided.add(0, 1, Outcome.SECOND, 1);
    lopsided.add(1, 2, Outcome.FIRST, 1e-3);
    lopsided.add(1, 2, Outcome.SECOND, 1e-3);

    Fit fit = Fit.of(lopsided, FitOptions.of(Method.BRADLEY_TERRY), null);

    assertThat(fit.converged()).isTrue();
    assertThat(fit.logStrength(0) - fit.logStrength(1)).isCloseTo(Math.log(1e9), within(1e-6));
    assertThat(fit.logStrength(1) - fit.logStrength(2)).isCloseTo(0, within(1e-6));
  }

  private static void same(Fit a, Fit b, double tolerance) {
    assertThat(b.items()).isEqualTo(a.items());
    for (int item = 0; item < a.items(); item++) {
      assertThat(b.logStrength(item)).isCloseTo(a.logStrength(item), within(tolerance));
    }
    assertThat(b.nu()).isCloseTo(a.nu(), within(tolerance));
  }
}
