package dev.agon.tests.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.agon.ranking.Prior;
import dev.agon.ranking.interval.StrengthFit;
import dev.agon.ranking.listwise.PlackettLuce;
import dev.agon.ranking.listwise.Ranking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The 36 races of 2002 (Hunter 2004, table 2), by Plackett-Luce. */
class NascarFiguresTest {
  private static final int THOSE_WHO_NOT_ONLY_LOSE = 83;

  @Test
  @DisplayName("the drivers have the published strengths, against the first in the list")
  void races() throws IOException {
    Path folder = folder();
    List<String> drivers = Files.readAllLines(folder.resolve("nascar_drivers.txt"));

    StrengthFit fit =
        PlackettLuce.fit(rankings(folder, THOSE_WHO_NOT_ONLY_LOSE), THOSE_WHO_NOT_ONLY_LOSE, 0);

    assertThat(fit.prior()).isNull();
    assertThat(fit.logLikelihood()).isCloseTo(-4191.0972846, within(1e-6));
    double first = fit.logStrength(0);
    String[] names = {"PJ Jones", "Scott Pruett", "Mark Martin", "Dick Trickle", "Joe Varde"};
    double[] published = {4.15, 3.62, 2.08, -0.31, -0.15};
    for (int i = 0; i < names.length; i++) {
      assertThat(fit.logStrength(drivers.indexOf(names[i])) - first)
          .as(names[i])
          .isCloseTo(published[i], within(.0051));
    }
  }

  @Test
  @DisplayName("the four who came last in every race of theirs need a prior, which is reported")
  void all() throws IOException {
    StrengthFit fit = PlackettLuce.fit(rankings(folder(), 87), 87, 0);

    assertThat(fit.prior()).isEqualTo(new Prior(Prior.WEAK, Prior.Reason.UNDETERMINED));
    assertThat(fit.converged()).isTrue();
  }

  private static Path folder() {
    Optional<Path> folder = SharedData.folder("bt-classics");
    Assumptions.assumeTrue(folder.isPresent(), "bt-classics is not there");
    return folder.orElseThrow();
  }

  private static List<Ranking> rankings(Path folder, int drivers) throws IOException {
    List<Ranking> rankings = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("nascar_orderings.csv"))) {
      int[] order =
          Arrays.stream(line.split(",", -1))
              .mapToInt(Integer::parseInt)
              .filter(driver -> driver > 0 && driver <= drivers)
              .map(driver -> driver - 1)
              .toArray();
      rankings.add(Ranking.full(order));
    }
    return rankings;
  }
}
