package dev.agon.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AgreementTest {
  @Test
  @DisplayName("Gwet's AC2 of the published vector is .7000, and of perfect agreement 1")
  void ac2() {
    String[][] vector = {{"0", "0", "1"}, {"2", "2", "2"}, {"4", "3", "4"}, {"1", "1", "0"}};
    String[][] perfect = {{"0", "0"}, {"1", "1"}, {"2", "2"}};

    assertThat(of(Level.ORDINAL, vector).ac2().value()).isCloseTo(.7, within(1e-9));
    assertThat(of(Level.INTERVAL, vector).ac2().value()).isCloseTo(.7, within(1e-9));
    assertThat(of(Level.ORDINAL, perfect).ac2().value()).isCloseTo(1, within(1e-12));
  }

  @Test
  @DisplayName("Krippendorff's worked example: nominal .743, ordinal .815, interval .849")
  void krippendorff() {
    String[] rows = {
      "1,2,3,3,2,1,4,1,2,,,",
      "1,2,3,3,2,2,4,1,2,5,,3",
      ",3,3,3,2,3,4,2,2,5,1,",
      "1,2,3,3,2,4,4,1,2,5,1,"
    };

    assertThat(alpha(Level.NOMINAL, rows)).isCloseTo(.743421, within(5e-7));
    assertThat(alpha(Level.ORDINAL, rows)).isCloseTo(.815, within(5e-4));
    assertThat(alpha(Level.INTERVAL, rows)).isCloseTo(.849, within(5e-4));
  }

  @Test
  @DisplayName("Fleiss's diagnoses of 30 patients by 6 psychiatrists: kappa .430")
  void fleiss() {
    int[][] counts = {
      {0, 0, 0, 6, 0}, {0, 3, 0, 0, 3}, {0, 1, 4, 0, 1}, {0, 0, 0, 0, 6}, {0, 3, 0, 3, 0},
      {2, 0, 4, 0, 0}, {0, 0, 4, 0, 2}, {2, 0, 3, 1, 0}, {2, 0, 0, 4, 0}, {0, 0, 0, 0, 6},
      {1, 0, 0, 5, 0}, {1, 1, 0, 4, 0}, {0, 3, 3, 0, 0}, {1, 0, 0, 5, 0}, {0, 2, 0, 3, 1},
      {0, 0, 5, 0, 1}, {3, 0, 0, 1, 2}, {5, 1, 0, 0, 0}, {0, 2, 0, 4, 0}, {1, 0, 2, 0, 3},
      {0, 0, 0, 0, 6}, {0, 1, 0, 5, 0}, {0, 2, 0, 1, 3}, {2, 0, 0, 4, 0}, {1, 0, 0, 4, 1},
      {0, 5, 0, 1, 0}, {4, 0, 0, 0, 2}, {0, 2, 0, 4, 0}, {1, 0, 5, 0, 0}, {0, 0, 0, 0, 6},
    };
    Codings.Builder builder = new Codings.Builder(Level.NOMINAL);
    for (int unit = 0; unit < counts.length; unit++) {
      int annotator = 0;
      for (int category = 0; category < 5; category++) {
        for (int i = 0; i < counts[unit][category]; i++) {
          builder.add("u" + unit, "a" + annotator++, "c" + category);
        }
      }
    }

    Agreement agreement = Agreement.of(builder.build(), 200, 1, 0);

    assertThat(agreement.fleiss().value()).isCloseTo(.430, within(5e-4));
    assertThat(agreement.percent().value()).isCloseTo(.5556, within(5e-4));
    assertThat(agreement.fleiss().low()).isLessThan(agreement.fleiss().value());
    assertThat(agreement.fleiss().high()).isGreaterThan(agreement.fleiss().value());
  }

  @Test
  @DisplayName("Cohen's kappa of a textbook's table: 20, 5, 10, 15 gives .4")
  void cohen() {
    assertThat(CohenKappa.of(new int[][] {{20, 5}, {10, 15}}).value()).isCloseTo(.4, within(1e-12));
  }

  @Test
  @DisplayName("where a figure is undefined it says why")
  void undefined() {
    Agreement same = of(Level.NOMINAL, new String[][] {{"x", "x"}, {"x", "x"}});
    Agreement alone = of(Level.NOMINAL, new String[][] {{"x"}, {"y"}});
    Agreement uneven = of(Level.NOMINAL, new String[][] {{"x", "y"}, {"x", "y", "y"}});

    assertThat(same.alpha().reason()).contains("all values are the same");
    assertThat(same.percent().value()).isEqualTo(1);
    assertThat(same.pairs().getFirst().kappa().reason()).contains("one and the same value");
    assertThat(alone.alpha().reason()).contains("no unit has values of two annotators");
    assertThat(alone.pairs()).isEmpty();
    assertThat(uneven.fleiss().reason()).contains("from 2 to 3 values");
    assertThat(uneven.alpha().defined()).isTrue();
  }

  @Test
  @DisplayName("fewer than five units with two values give figures without intervals, and say why")
  void fewUnits() {
    String[][] four = {{"x", "x"}, {"x", "y"}, {"y", "y"}, {"x", "x"}, {"x"}, {"y"}, {"y"}};
    Agreement agreement = of(Level.NOMINAL, four);

    for (Figure figure :
        List.of(
            agreement.percent(),
            agreement.alpha(),
            agreement.ac1(),
            agreement.pairs().getFirst().kappa())) {
      assertThat(figure.defined()).isTrue();
      assertThat(figure.low()).isNaN();
      assertThat(figure.noSpread()).isEqualTo(NoSpread.FEW_UNITS);
    }
  }

  @Test
  @DisplayName("unanimous units: the share that agrees has Wilson's interval, coefficients none")
  void unanimous() {
    String[][] units = new String[20][];
    for (int unit = 0; unit < units.length; unit++) {
      units[unit] = unit % 2 == 0 ? new String[] {"x", "x"} : new String[] {"y", "y"};
    }
    Agreement agreement = of(Level.NOMINAL, units);

    assertThat(agreement.percent().value()).isEqualTo(1);
    assertThat(agreement.percent().low()).as("Wilson's of 20 of 20").isCloseTo(.8389, within(5e-4));
    assertThat(agreement.percent().high()).isEqualTo(1);
    for (Figure figure :
        List.of(
            agreement.alpha(),
            agreement.fleiss(),
            agreement.ac1(),
            agreement.pairs().getFirst().kappa())) {
      assertThat(figure.value()).isEqualTo(1);
      assertThat(figure.low()).isNaN();
      assertThat(figure.noSpread()).isEqualTo(NoSpread.ALIKE);
    }
  }

  @Test
  @DisplayName("few units widen an interval beyond the percentiles, within what a figure can be")
  void widened() {
    Figure share = Figure.of(.5);
    double[] drawn = new double[1001];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = .4 + .2 * i / 1000;
    }

    Figure five = UnitResamples.interval(share, drawn, 5);
    assertThat(five.high() - five.low())
        .isCloseTo(.19 * 2.776445 / 1.959964 * 1.118034, within(1e-5));
    assertThat(UnitResamples.interval(share, drawn, 100_000).low()).isCloseTo(.405, within(1e-5));
    assertThat(UnitResamples.interval(Figure.of(.59), drawn, 5).high()).isLessThanOrEqualTo(1);
  }

  @Test
  @DisplayName("a second value of an annotator on a unit, and a word for a number, are refused")
  void refused() {
    Codings.Builder builder = new Codings.Builder(Level.INTERVAL).add("u", "a", "1");

    assertThatThrownBy(() -> builder.add("u", "a", "2")).hasMessage("a has two values on u");
    assertThatThrownBy(() -> builder.add("u", "b", "much")).hasMessage("'much' is not a number");
  }

  @Test
  @DisplayName("numbers that are written differently are one value")
  void sameNumber() {
    Agreement agreement = of(Level.INTERVAL, new String[][] {{"1", "1.0"}, {"2", "2.00"}});

    assertThat(agreement.percent().value()).isEqualTo(1);
    assertThat(agreement.categories()).isEqualTo(2);
  }

  private static double alpha(Level level, String[] rows) {
    Codings.Builder builder = new Codings.Builder(level);
    for (int annotator = 0; annotator < rows.length; annotator++) {
      String[] values = rows[annotator].split(",", -1);
      for (int unit = 0; unit < values.length; unit++) {
        if (!values[unit].isEmpty()) {
          builder.add("u" + unit, "a" + annotator, values[unit]);
        }
      }
    }
    return Agreement.of(builder.build(), 0, 1, 0).alpha().value();
  }

  private static Agreement of(Level level, String[][] units) {
    Codings.Builder builder = new Codings.Builder(level);
    for (int unit = 0; unit < units.length; unit++) {
      for (int annotator = 0; annotator < units[unit].length; annotator++) {
        builder.add("u" + unit, "a" + annotator, units[unit][annotator]);
      }
    }
    return Agreement.of(builder.build(), 50, 7, 10);
  }
}
