package dev.agon.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.agon.ranking.fit.BradleyTerry;
import dev.agon.ranking.fit.Davidson;
import dev.agon.ranking.fit.Fit;
import dev.agon.ranking.fit.RaoKupper;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PublishedFitTest {
  @Test
  @DisplayName("Davidson's pudding example gives the published worths, nu and log-likelihood")
  void pudding() {
    Fit fit = Davidson.fit(Classics.pudding(), BothBad.TIE, 0, null);

    double[] published = {.1388034, .1730015, .1617474, .1653730, .1586854, .2023893};
    assertThat(worths(fit)).containsExactly(published, within(5e-8));
    assertThat(fit.nu()).isCloseTo(.7468230, within(5e-8));
    assertThat(fit.logLikelihood()).isCloseTo(-809.70951, within(5e-6));
    assertThat(fit.prior()).isNull();
  }

  @Test
  @DisplayName("Rao and Kupper's model gives the published worths, eta and log-likelihood of it")
  void puddingByRaoAndKupper() {
    Fit fit = RaoKupper.fit(Classics.pudding(), BothBad.TIE, 0, null);

    double[] published = {.144399, .171794, .162818, .166079, .160381, .194530};
    assertThat(worths(fit)).containsExactly(published, within(1e-6));
    assertThat(fit.eta()).isCloseTo(.558732, within(2e-6));
    assertThat(fit.logLikelihood()).isCloseTo(-809.69713, within(5e-6));
    assertThat(fit.prior()).isNull();
  }

  @Test
  @DisplayName("Agresti's baseball table gives the published abilities against Baltimore")
  void baseball() {
    Fit fit = BradleyTerry.fit(Classics.baseball(), BothBad.TIE, 0, null);

    double[] published = {1.5814, 1.4364, 1.2945, 1.2476, 1.1077, .6839, 0};
    for (int team = 0; team < published.length; team++) {
      assertThat(fit.logStrength(team) - fit.logStrength(6))
          .as(Classics.TEAMS.get(team))
          .isCloseTo(published[team], within(5e-5));
    }
    assertThat(fit.converged()).isTrue();
  }

  @Test
  @DisplayName("the encyclopaedia's example gives its strengths with geometric mean 1")
  void encyclopaedia() {
    Fit fit = BradleyTerry.fit(Classics.encyclopaedia(), BothBad.TIE, 0, null);

    double[] published = {.640, 1.043, .660, 2.270};
    for (int item = 0; item < published.length; item++) {
      assertThat(Math.exp(fit.logStrength(item))).isCloseTo(published[item], within(5e-4));
    }
  }

  private static double[] worths(Fit fit) {
    double[] worths = new double[fit.items()];
    Arrays.setAll(worths, item -> Math.exp(fit.logStrength(item)));
    double sum = Arrays.stream(worths).sum();
    return Arrays.stream(worths).map(worth -> worth / sum).toArray();
  }
}
