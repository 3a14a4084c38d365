package dev.agon.ranking.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.agon.preference.Outcome;
import dev.agon.preference.PairCounts;
import dev.agon.preference.VoteTable;
import dev.agon.ranking.BothBad;
import dev.agon.ranking.Method;
import dev.agon.ranking.Prior;
import dev.agon.ranking.Votes;
import dev.agon.ranking.fit.Fit;
import dev.agon.ranking.fit.FitOptions;
import java.util.Random;
import java.util.function.IntToLongFunction;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SandwichTest {
  private static final int ITEMS = 6;

  @ParameterizedTest(name = "{0}, weighted {1}, ridge {2}")
  @DisplayName("equal the sum over votes by numerical derivatives of the log-likelihood")
  @CsvSource({
    "BRADLEY_TERRY, false, 0",
    "BRADLEY_TERRY, true, 3",
    "DAVIDSON, false, 0",
    "DAVIDSON, true, 0",
    "DAVIDSON, false, 3",
    "RAO_KUPPER, false, 0",
    "RAO_KUPPER, true, 0"
  })
  void bruteForce(Method method, boolean weighted, double ridge) {
    VoteTable table = Votes.simulated(600, ITEMS, 9, 11, weighted);
    PairCounts counts = PairCounts.of(table);
    Fit fit = Fit.of(counts, new FitOptions(method, BothBad.TIE, ridge), null);
    BruteForce truth = new BruteForce(table, fit);
    Clusters annotators = Clusters.byAnnotator(table, counts);
    Clusters comparisons = Clusters.byComparison(table, counts);
    Clusters both = Clusters.repeated(table, counts);

    double[][] plain = truth.covariance(row -> row);
    double[][] byAnnotator = truth.covariance(table::annotator);
    double[][] byComparison = truth.covariance(table::comparison);
    double[][] byBoth =
        truth.covariance(row -> table.annotator(row) * 100_000L + table.comparison(row), false);
    double[][] twoWay = new double[ITEMS][ITEMS];
    for (int i = 0; i < ITEMS; i++) {
      for (int j = 0; j < ITEMS; j++) {
        twoWay[i][j] = byAnnotator[i][j] + byComparison[i][j] - byBoth[i][j];
      }
    }

    equal(plain, Sandwich.plain(counts, fit));
    equal(byAnnotator, Sandwich.byAnnotator(counts, fit, annotators));
    equal(byComparison, Sandwich.byComparison(counts, fit, comparisons));
    equal(twoWay, Sandwich.twoWay(counts, fit, annotators, comparisons, both));
  }

  @Test
  @DisplayName(
      "where each judged a comparison once, none is counted twice; far numbers are the same")
  void once() {
    VoteTable near = new VoteTable(16);
    VoteTable far = new VoteTable(16);
    VoteTable twice = new VoteTable(16);
    Random random = new Random(3);
    for (int row = 0; row < 400; row++) {
      int first = random.nextInt(ITEMS);
      int second = (first + 1 + random.nextInt(ITEMS - 1)) % ITEMS;
      Outcome outcome = random.nextBoolean() ? Outcome.FIRST : Outcome.SECOND;
      near.add(first, second, outcome, 1, row % 7, row / 5);
      far.add(first, second, outcome, 1, 300_000_000 + row % 7, 900_000_000 + row / 5);
      twice.add(first, second, outcome, 1, row % 2, row / 5);
    }
    PairCounts counts = PairCounts.of(near);
    Fit fit = Fit.of(counts, FitOptions.of(Method.BRADLEY_TERRY), null);

    assertThat(Clusters.repeated(near, counts)).isNull();
    assertThat(Clusters.repeated(twice, counts)).isNotNull();
    Uncertainty expected = twoWay(near, counts, fit);
    Uncertainty found = twoWay(far, counts, fit);
    for (int item = 0; item < ITEMS; item++) {
      assertThat(found.variance(item)).isCloseTo(expected.variance(item), within(1e-12));
    }
  }

  @Test
  @DisplayName("repeated votes are found whatever the numbers and however many votes there are")
  void repeated() {
    VoteTable near = new VoteTable(16);
    VoteTable far = new VoteTable(16);
    Random random = new Random(4);
    for (int row = 0; row < 900; row++) {
      int first = random.nextInt(ITEMS);
      int second = (first + 1 + random.nextInt(ITEMS - 1)) % ITEMS;
      Outcome outcome = Outcome.of(1 + random.nextInt(3));
      int annotator = random.nextInt(25);
      int comparison = row < 400 ? 0 : row / 6;
      near.add(first, second, outcome, 1, annotator, comparison);
      far.add(first, second, outcome, 1, 300_000_000 + annotator, 900_000_000 + comparison);
    }
    VoteTable few = new VoteTable(16);
    for (int row = 400; row < 900; row++) {
      Outcome outcome = Outcome.of(near.outcomeCode(row));
      few.add(
          near.first(row), near.second(row), outcome, 1, near.annotator(row), near.comparison(row));
    }
    PairCounts counts = PairCounts.of(near);
    Fit fit = Fit.of(counts, FitOptions.of(Method.DAVIDSON), null);
    assertThat(Clusters.repeated(few, PairCounts.of(few))).isNotNull();
    Uncertainty expected = twoWay(near, counts, fit);
    Uncertainty found = twoWay(far, counts, fit);
    double[][] both =
        new BruteForce(near, fit)
            .covariance(row -> near.annotator(row) * 100_000L + near.comparison(row), false);
    double[][] annotators = new BruteForce(near, fit).covariance(near::annotator);
    double[][] comparisons = new BruteForce(near, fit).covariance(near::comparison);
    for (int item = 0; item < ITEMS; item++) {
      assertThat(found.variance(item)).isCloseTo(expected.variance(item), within(1e-12));
      assertThat(expected.variance(item))
          .isCloseTo(
              annotators[item][item] + comparisons[item][item] - both[item][item],
              Percentage.withPercentage(0.002));
    }
  }

  private static Uncertainty twoWay(VoteTable table, PairCounts counts, Fit fit) {
    return Sandwich.twoWay(
        counts,
        fit,
        Clusters.byAnnotator(table, counts),
        Clusters.byComparison(table, counts),
        Clusters.repeated(table, counts));
  }

  private static void equal(double[][] expected, Uncertainty actual) {
    Percentage close = Percentage.withPercentage(0.002);
    for (int i = 0; i < ITEMS; i++) {
      assertThat(actual.variance(i)).isCloseTo(expected[i][i], close);
      for (int j = 0; j < i; j++) {
        double difference = expected[i][i] + expected[j][j] - expected[i][j] - expected[j][i];
        assertThat(actual.differenceVariance(i, j)).isCloseTo(difference, close);
        assertThat(actual.differenceVariance(j, i)).isEqualTo(actual.differenceVariance(i, j));
      }
      assertThat(actual.differenceVariance(i, i)).isZero();
    }
  }

  @ParameterizedTest
  @DisplayName("clusters of one vote each give the plain intervals")
  @EnumSource(Method.class)
  void singletons(Method method) {
    VoteTable votes = Votes.simulated(800, ITEMS, 5, 2, true);
    VoteTable table = new VoteTable(votes.rows());
    for (int row = 0; row < votes.rows(); row++) {
      Outcome outcome = Outcome.of(votes.outcomeCode(row));
      int annotator = row % 2 == 0 ? row : VoteTable.NONE;
      table.add(
          votes.first(row),
          votes.second(row),
          outcome,
          votes.weight(row),
          annotator,
          VoteTable.NONE);
    }
    PairCounts counts = PairCounts.of(table);
    Fit fit = Fit.of(counts, FitOptions.of(method), null);
    Clusters annotators = Clusters.byAnnotator(table, counts);
    Clusters comparisons = Clusters.byComparison(table, counts);

    Uncertainty plain = Sandwich.plain(counts, fit);

    assertThat(annotators.size()).isEqualTo(800);
    double factor = 800 / 799.0;
    same(plain, factor, Sandwich.byAnnotator(counts, fit, annotators));
    same(plain, factor, Sandwich.byComparison(counts, fit, comparisons));
    same(plain, 2 * factor - 1, Sandwich.twoWay(counts, fit, annotators, comparisons, null));
  }

  @Test
  @DisplayName("a two-way variance that is not positive is replaced by the larger one-way variance")
  void negative() {
    VoteTable table = new VoteTable(0);
    // Within an annotator and within a comparison wins and losses cancel, so that both one-way
    // variances are near nothing while the plain one is not.
    for (int i = 0; i < 40; i++) {
      Outcome outcome = (i / 2 + i) % 2 == 0 ? Outcome.FIRST : Outcome.SECOND;
      table.add(0, 1, outcome, 1, i / 2 % 10, 100 + i % 2 + 2 * (i / 4 % 10));
    }
    table.add(0, 1, Outcome.FIRST, 1, 3, 105);
    PairCounts counts = PairCounts.of(table);
    Fit fit = Fit.of(counts, FitOptions.of(Method.BRADLEY_TERRY), null);
    Clusters annotators = Clusters.byAnnotator(table, counts);
    Clusters comparisons = Clusters.byComparison(table, counts);
    double byAnnotator = Sandwich.byAnnotator(counts, fit, annotators).differenceVariance(0, 1);
    double byComparison = Sandwich.byComparison(counts, fit, comparisons).differenceVariance(0, 1);
    double plain = Sandwich.plain(counts, fit).differenceVariance(0, 1);

    double twoWay =
        Sandwich.twoWay(counts, fit, annotators, comparisons, null).differenceVariance(0, 1);

    assertThat(byAnnotator + byComparison).isLessThan(plain);
    assertThat(twoWay).isEqualTo(Math.max(byAnnotator, byComparison));
  }

  @Test
  @DisplayName("an item on which few annotators voted keeps at least its plain interval")
  void fewAnnotators() {
    VoteTable table = new VoteTable(0);
    for (int i = 0; i < 200; i++) {
      table.add(0, 1, Outcome.of(1 + i % 3), 1, i % 20, i);
      table.add(1, 2, Outcome.of(1 + i % 3), 1, i % 2, i);
    }
    PairCounts counts = PairCounts.of(table);
    Fit fit = Fit.of(counts, FitOptions.of(Method.BRADLEY_TERRY), null);
    Uncertainty plain = Sandwich.plain(counts, fit);
    Uncertainty clustered = Sandwich.byAnnotator(counts, fit, Clusters.byAnnotator(table, counts));

    assertThat(clustered.annotators()).isEqualTo(20);
    assertThat(clustered.annotators(2)).isEqualTo(2);
    assertThat(clustered.variance(2)).isGreaterThanOrEqualTo(plain.variance(2));
  }

  @Test
  @DisplayName("dropped both-bad votes touch neither variances nor the number of annotators")
  void dropped() {
    VoteTable with = Votes.simulated(900, ITEMS, 8, 5, false);
    VoteTable without = new VoteTable(0);
    for (int row = 0; row < with.rows(); row++) {
      Outcome outcome = Outcome.of(with.outcomeCode(row));
      if (outcome != Outcome.BOTH_BAD) {
        without.add(
            with.first(row),
            with.second(row),
            outcome,
            1,
            with.annotator(row),
            with.comparison(row));
      }
    }
    with.add(0, 1, Outcome.BOTH_BAD, 1, 99, 1);
    FitOptions options = new FitOptions(Method.DAVIDSON, BothBad.DROP, 0);
    Uncertainty[] results = new Uncertainty[2];
    VoteTable[] tables = {with, without};
    for (int i = 0; i < 2; i++) {
      PairCounts counts = PairCounts.of(tables[i]);
      Fit fit = Fit.of(counts, options, null);
      results[i] = Sandwich.byAnnotator(counts, fit, Clusters.byAnnotator(tables[i], counts));
    }
    same(results[0], results[1]);
    assertThat(results[0].annotators()).isEqualTo(8);
  }

  private static void same(Uncertainty expected, Uncertainty actual) {
    same(expected, 1, actual);
  }

  private static void same(Uncertainty expected, double factor, Uncertainty actual) {
    for (int i = 0; i < ITEMS; i++) {
      assertThat(actual.variance(i)).isCloseTo(factor * expected.variance(i), within(1e-12));
      for (int j = 0; j < ITEMS; j++) {
        assertThat(actual.differenceVariance(i, j))
            .isCloseTo(factor * expected.differenceVariance(i, j), within(1e-12));
      }
    }
  }

  /** The same covariances from one vote's log-likelihood, differentiated numerically. */
  private static final class BruteForce {
    private final VoteTable table;
    private final Fit fit;
    private final double precision;
    private final int size;

    BruteForce(VoteTable table, Fit fit) {
      this.table = table;
      this.fit = fit;
      Prior prior = fit.prior();
      this.precision = prior == null ? 0 : prior.precision();
      this.size = ITEMS + (fit.options().method() == Method.BRADLEY_TERRY ? 0 : 1);
    }

    double[][] covariance(IntToLongFunction cluster) {
      return covariance(cluster, true);
    }

    double[][] covariance(IntToLongFunction cluster, boolean few) {
      double[][] information = new double[size][size];
      java.util.Map<Long, double[]> scores = new java.util.HashMap<>();
      for (int row = 0; row < table.rows(); row++) {
        double[] score = scores.computeIfAbsent(cluster.applyAsLong(row), _ -> new double[size]);
        for (int i = 0; i < size; i++) {
          score[i] += slope(row, i);
          for (int j = 0; j < size; j++) {
            information[i][j] -= curvature(row, i, j);
          }
        }
      }
      double[][] meat = new double[size][size];
      double factor =
          few && scores.size() < table.rows() ? scores.size() / (scores.size() - 1.0) : 1;
      for (int i = 0; i < size; i++) {
        information[i][i] += precision;
        meat[i][i] += precision;
        for (int j = 0; j < size; j++) {
          information[i][j] += i < ITEMS && j < ITEMS ? 1 : 0;
          for (double[] score : scores.values()) {
            meat[i][j] += factor * score[i] * score[j];
          }
        }
      }
      double[][] bread = inverse(information);
      return centred(product(product(bread, meat), bread));
    }

    private double value(int row, double[] shift) {
      int first = table.first(row);
      int second = table.second(row);
      if (fit.options().method() == Method.RAO_KUPPER) {
        return table.weight(row) * raoKupper(row, shift);
      }
      double a = Math.exp(fit.logStrength(first) + shift[first]);
      double b = Math.exp(fit.logStrength(second) + shift[second]);
      double tie = size > ITEMS ? fit.nu() * Math.exp(shift[ITEMS]) * Math.sqrt(a * b) : 0;
      double all = a + b + tie;
      double value =
          switch (Outcome.of(table.outcomeCode(row))) {
            case FIRST -> Math.log(a / all);
            case SECOND -> Math.log(b / all);
            case TIE, BOTH_BAD ->
                size > ITEMS ? Math.log(tie / all) : Math.log(a * b / all / all) / 2;
          };
      return table.weight(row) * value;
    }

    private double raoKupper(int row, double[] shift) {
      int first = table.first(row);
      int second = table.second(row);
      double ahead =
          fit.logStrength(first) + shift[first] - fit.logStrength(second) - shift[second];
      double eta = fit.eta() + shift[ITEMS];
      double win = 1 / (1 + Math.exp(eta - ahead));
      double loss = 1 / (1 + Math.exp(eta + ahead));
      return switch (Outcome.of(table.outcomeCode(row))) {
        case FIRST -> Math.log(win);
        case SECOND -> Math.log(loss);
        case TIE, BOTH_BAD -> Math.log(1 - win - loss);
      };
    }

    private double slope(int row, int i) {
      double step = 1e-5;
      double[] shift = new double[ITEMS + 1];
      shift[i] = step;
      double up = value(row, shift);
      shift[i] = -step;
      return (up - value(row, shift)) / (2 * step);
    }

    private double curvature(int row, int i, int j) {
      double step = 1e-3;
      double sum = 0;
      for (int up : new int[] {-1, 1}) {
        for (int right : new int[] {-1, 1}) {
          double[] shift = new double[ITEMS + 1];
          shift[i] += up * step;
          shift[j] += right * step;
          sum += up * right * value(row, shift);
        }
      }
      return sum / (4 * step * step);
    }

    private static double[][] centred(double[][] matrix) {
      int size = matrix.length;
      double[][] projection = new double[size][size];
      for (int i = 0; i < size; i++) {
        projection[i][i] = 1;
        for (int j = 0; j < size; j++) {
          projection[i][j] -= i < ITEMS && j < ITEMS ? 1.0 / ITEMS : 0;
        }
      }
      return product(product(projection, matrix), projection);
    }

    private static double[][] product(double[][] a, double[][] b) {
      double[][] product = new double[a.length][a.length];
      for (int i = 0; i < a.length; i++) {
        for (int j = 0; j < a.length; j++) {
          for (int k = 0; k < a.length; k++) {
            product[i][j] += a[i][k] * b[k][j];
          }
        }
      }
      return product;
    }

    /** Gauss-Jordan elimination of a positive definite matrix. */
    private static double[][] inverse(double[][] matrix) {
      int n = matrix.length;
      double[][] inverse = new double[n][n];
      for (int i = 0; i < n; i++) {
        inverse[i][i] = 1;
      }
      for (int k = 0; k < n; k++) {
        double pivot = matrix[k][k];
        for (int j = 0; j < n; j++) {
          matrix[k][j] /= pivot;
          inverse[k][j] /= pivot;
        }
        for (int i = 0; i < n; i++) {
          double factor = matrix[i][k];
          for (int j = 0; i != k && j < n; j++) {
            matrix[i][j] -= factor * matrix[k][j];
            inverse[i][j] -= factor * inverse[k][j];
          }
        }
      }
      return inverse;
    }
  }
}
