package dev.agon.ranking.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.agon.preference.Outcome;
import dev.agon.preference.PairCounts;
import dev.agon.preference.VoteTable;
import dev.agon.ranking.Classics;
import dev.agon.ranking.Clustering;
import dev.agon.ranking.Method;
import dev.agon.ranking.Prior;
import dev.agon.ranking.Votes;
import dev.agon.ranking.fit.Fit;
import dev.agon.ranking.fit.FitOptions;
import dev.agon.ranking.interval.Clusters;
import dev.agon.ranking.interval.Sandwich;
import dev.agon.ranking.interval.Uncertainty;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TermFitTest {
  @Test
  @DisplayName("Agresti's baseball table with home advantage gives the published abilities")
  void homeAdvantage() {
    VoteTable table = Classics.baseballGames();
    double[] home = new double[table.rows()];
    Arrays.fill(home, 1);

    TermFit fit =
        TermFit.of(table, FitOptions.of(Method.BRADLEY_TERRY), List.of(Term.position(home)));

    double[] published = {1.6196, 1.4754, 1.3271, 1.2813, 1.1438, .7047, 0};
    for (int team = 0; team < published.length; team++) {
      assertThat(fit.fit().logStrength(team) - fit.fit().logStrength(6))
          .as(Classics.TEAMS.get(team))
          .isCloseTo(published[team], within(5e-5));
    }
    TermFit.Effect effect = fit.effects(Clustering.FISHER).getFirst();
    assertThat(effect.term()).isEqualTo("position");
    assertThat(effect.value()).isCloseTo(.3023, within(5e-5));
    assertThat(effect.se()).isCloseTo(.1309, within(5e-4));
  }

  @ParameterizedTest
  @DisplayName("without terms it is the fit of the counts, intervals included")
  @EnumSource(Method.class)
  void noTerms(Method method) {
    VoteTable table = Votes.simulated(900, 6, 40, 3, true);
    PairCounts counts = PairCounts.of(table);
    FitOptions options = FitOptions.of(method);
    Fit expected = Fit.of(counts, options, null);
    Uncertainty uncertainty =
        Sandwich.byAnnotator(counts, expected, Clusters.byAnnotator(table, counts));

    TermFit fit = TermFit.of(table, options, List.of());

    assertThat(fit.fit().logLikelihood()).isCloseTo(expected.logLikelihood(), within(1e-9));
    assertThat(fit.fit().evenTie()).isCloseTo(expected.evenTie(), within(1e-9));
    Uncertainty actual = fit.uncertainty(Clustering.ANNOTATOR);
    assertThat(actual.quantile()).isEqualTo(uncertainty.quantile());
    for (int item = 0; item < 6; item++) {
      assertThat(fit.fit().logStrength(item)).isCloseTo(expected.logStrength(item), within(1e-9));
      assertThat(actual.variance(item)).isCloseTo(uncertainty.variance(item), within(1e-9));
      assertThat(actual.differenceVariance(item, 0))
          .isCloseTo(uncertainty.differenceVariance(item, 0), within(1e-9));
    }
  }

  @Test
  @DisplayName("planted effects of position and length are found within their intervals")
  void planted() {
    Random random = new Random(4);
    int votes = 20_000;
    VoteTable table = new VoteTable(votes);
    double[] shown = new double[votes];
    double[] length = new double[votes];
    for (int row = 0; row < votes; row++) {
      int first = random.nextInt(5);
      int second = (first + 1 + random.nextInt(4)) % 5;
      shown[row] = random.nextBoolean() ? 1 : -1;
      length[row] = random.nextGaussian();
      double ahead = 0.3 * (second - first) + 0.23 * shown[row] + 0.4 * length[row];
      boolean win = random.nextDouble() < 1 / (1 + Math.exp(-ahead));
      table.add(first, second, win ? Outcome.FIRST : Outcome.SECOND, 1, row % 50, row);
    }

    TermFit fit =
        TermFit.of(
            table,
            FitOptions.of(Method.BRADLEY_TERRY),
            List.of(Term.position(shown), new Term.Covariate("length", length, 0)));

    List<TermFit.Effect> effects = fit.effects(Clustering.TWO_WAY);
    assertThat(effects.get(0).value()).isCloseTo(.23, within(.05));
    assertThat(effects.get(1).value()).isCloseTo(.4, within(.05));
    assertThat(effects.get(0).low()).isLessThan(.23);
    assertThat(effects.get(0).high()).isGreaterThan(.23);
    assertThat(fit.fit().logStrength(0) - fit.fit().logStrength(4)).isCloseTo(1.2, within(.15));
  }

  @Test
  @DisplayName("an effect that only two annotators' votes show is no surer than those votes alone")
  void fewAnnotators() {
    VoteTable table = new VoteTable(800);
    double[] bold = new double[800];
    for (int row = 0; row < bold.length; row++) {
      int annotator = row % 40;
      int vote = row / 40;
      bold[row] = annotator < 2 ? 1 : 0;
      boolean win = vote < (annotator < 2 ? 13 - annotator : 5 + annotator % 11);
      Outcome outcome = win ? Outcome.FIRST : Outcome.SECOND;
      table.add(vote % 2, 1 - vote % 2, outcome, 1, annotator, row);
    }

    TermFit fit =
        TermFit.of(
            table,
            FitOptions.of(Method.BRADLEY_TERRY),
            List.of(new Term.Covariate("bold", bold, 0)));

    double votes = fit.effects(Clustering.NONE).getFirst().se();
    assertThat(fit.effects(Clustering.ANNOTATOR).getFirst().se()).isGreaterThanOrEqualTo(votes);
    assertThat(fit.effects(Clustering.TWO_WAY).getFirst().se()).isGreaterThanOrEqualTo(votes);
  }

  @Test
  @DisplayName("a level's offsets are near 0 with few votes and near the truth with many")
  void offsets() {
    Random random = new Random(8);
    VoteTable table = new VoteTable(9000);
    int[] level = new int[9000];
    for (int row = 0; row < level.length; row++) {
      level[row] = row < 20 ? 1 : row < 4500 ? 2 : 0;
      double ahead = level[row] == 0 ? 0 : 1.5;
      boolean win = random.nextDouble() < 1 / (1 + Math.exp(-ahead));
      table.add(0, 1, win ? Outcome.FIRST : Outcome.SECOND, 1, VoteTable.NONE, VoteTable.NONE);
    }

    TermFit fit =
        TermFit.of(
            table,
            FitOptions.of(Method.BRADLEY_TERRY),
            List.of(
                new Term.Offsets("language", level, List.of("en", "fr", "de"), Term.SHRINKAGE)));

    double base = fit.fit().logStrength(0) - fit.fit().logStrength(1);
    assertThat(base + ahead(fit, 2)).isCloseTo(1.5, within(.1));
    assertThat(base + ahead(fit, 0)).isCloseTo(0, within(.1));
    assertThat(Math.abs(ahead(fit, 1))).isLessThan(ahead(fit, 2));
    assertThat(fit.offset("language", 7, 0)).isZero();
  }

  private static double ahead(TermFit fit, int level) {
    return fit.offset("language", level, 0) - fit.offset("language", level, 1);
  }

  @Test
  @DisplayName("style is the difference over the sum plus one, with root mean square 1")
  void style() {
    Term.Covariate term =
        (Term.Covariate) Term.style("length", new double[] {9, 0, 4}, new double[] {0, 9, 4});

    double unit = Math.sqrt(2 * .81 / 3);
    assertThat(term.column()).containsExactly(.9 / unit, -.9 / unit, 0);
  }

  @Test
  @DisplayName("a covariate that separates all votes gets a prior, and is reported")
  void separated() {
    VoteTable table = new VoteTable(16);
    double[] shown = new double[8];
    for (int row = 0; row < 8; row++) {
      shown[row] = row % 2 == 0 ? 1 : -1;
      Outcome outcome = row % 2 == 0 ? Outcome.FIRST : Outcome.SECOND;
      table.add(0, 1, outcome, 1, VoteTable.NONE, VoteTable.NONE);
    }

    TermFit fit =
        TermFit.of(table, FitOptions.of(Method.BRADLEY_TERRY), List.of(Term.position(shown)));

    assertThat(fit.fit().prior()).isEqualTo(new Prior(Prior.WEAK, Prior.Reason.UNDETERMINED));
    assertThat(fit.effects(Clustering.NONE).getFirst().value()).isBetween(1.0, 5.0);
  }

  @Test
  @DisplayName("a column of the wrong length is refused by name")
  void wrongLength() {
    VoteTable table = Votes.simulated(10, 3, 2, 1, false);
    Term term = new Term.Covariate("length", new double[9], 0);

    assertThatThrownBy(() -> TermFit.of(table, FitOptions.of(Method.DAVIDSON), List.of(term)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("length: 9 values for 10 votes");
  }
}
