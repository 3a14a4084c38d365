package dev.agon.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.agon.reward.judge.Estimate;
import dev.agon.reward.judge.Judged;
import dev.agon.reward.judge.LearningCurve;
import dev.agon.reward.judge.LengthBias;
import dev.agon.reward.judge.PairMetrics;
import dev.agon.reward.judge.Reliability;
import dev.agon.reward.judge.Temperature;
import dev.agon.reward.judge.TieCalibration;
import dev.agon.reward.loss.Softplus;
import dev.agon.reward.pairs.KnownNumbers;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private final Random random = new Random(11);

  @Test
  @DisplayName("accuracy with ties equals brute force over all thresholds, 500 random times")
  void tieCalibrated() {
    for (int round = 0; round < 500; round++) {
      int n = 1 + random.nextInt(30);
      double[] d = new double[n];
      double[] first = new double[n];
      double[] tie = new double[n];
      double[] weight = new double[n];
      for (int i = 0; i < n; i++) {
        d[i] = random.nextInt(4) == 0 ? random.nextInt(3) - 1 : random.nextGaussian();
        int outcome = random.nextInt(3);
        first[i] = outcome == 0 ? 1 : 0;
        tie[i] = outcome == 1 ? 1 : 0;
        weight[i] = 1 + random.nextInt(3);
      }
      Judged judged = new Judged(d, first, tie, weight, new int[n]);
      TieCalibration best = TieCalibration.of(judged);
      double brute = hits(judged, -1);
      for (double candidate : d) {
        brute = Math.max(brute, hits(judged, Math.abs(candidate)));
      }
      assertThat(best.accuracy()).isCloseTo(brute, within(1e-12));
      assertThat(hits(judged, best.epsilon())).isCloseTo(brute, within(1e-12));
    }
  }

  private static double hits(Judged judged, double epsilon) {
    double hits = 0;
    double mass = 0;
    for (int i = 0; i < judged.pairs(); i++) {
      double d = judged.difference(i);
      double label = judged.label(i);
      boolean hit = Math.abs(d) <= epsilon ? label == 0.5 : d != 0 && label == (d > 0 ? 1 : 0);
      hits += hit ? judged.weight(i) : 0;
      mass += judged.weight(i);
    }
    return hits / mass;
  }

  @Test
  @DisplayName("a perfectly calibrated model's calibration error is under .02 at 20,000 pairs")
  void calibrated() {
    Judged judged = drawn(20_000, 1);
    Reliability reliability = Reliability.of(judged);
    assertThat(reliability.error()).isLessThan(0.02);
    assertThat(reliability.bins()).hasSize(Reliability.BINS);
    assertThat(reliability.bins().stream().mapToDouble(Reliability.Bin::weight).sum())
        .isEqualTo(20_000);
    assertThat(Temperature.of(judged)).isCloseTo(1, within(0.05));
  }

  @Test
  @DisplayName("a model that is three times too sure has temperature 3 and is badly calibrated")
  void tooSure() {
    Judged judged = drawn(20_000, 3);
    assertThat(Temperature.of(judged)).isCloseTo(3, within(0.15));
    assertThat(Reliability.of(judged).error()).isGreaterThan(0.08);
  }

  @Test
  @DisplayName("accuracy, NLL and interval are those of a hand calculation")
  void byHand() {
    Judged judged =
        new Judged(
            new double[] {1, -1, 2, 0},
            new double[] {1, 1, 0.2, 1},
            new double[] {0, 0, 0.6, 0},
            new double[] {1, 1, 1, 2},
            new int[] {0, 0, 1, 2});
    PairMetrics metrics = PairMetrics.of(judged);
    assertThat(metrics.pairs()).isEqualTo(4);
    assertThat(metrics.decided()).isEqualTo(3);
    assertThat(metrics.clusters()).isEqualTo(3);
    assertThat(metrics.accuracy().value()).isEqualTo((1 + 0 + 2 * 0.5) / 4);
    double nll =
        (Softplus.of(-1)
                + Softplus.of(1)
                + (Softplus.of(-2) + Softplus.of(2)) / 2
                + 2 * Math.log(2))
            / 5;
    assertThat(metrics.nll().value()).isCloseTo(nll, within(1e-12));
  }

  @Test
  @DisplayName("clustered 95 % intervals cover the truth in 93 to 97 of 100 samples of 32 clusters")
  void coverage() {
    int covered = 0;
    int rounds = 2000;
    for (int round = 0; round < rounds; round++) {
      double[] values = new double[32 * 20];
      int[] cluster = new int[values.length];
      double[] weights = new double[values.length];
      Arrays.fill(weights, 1);
      for (int g = 0; g < 32; g++) {
        double shared = random.nextGaussian();
        for (int i = 20 * g; i < 20 * (g + 1); i++) {
          values[i] = 5 + shared + random.nextGaussian();
          cluster[i] = g;
        }
      }
      Estimate mean = Estimate.mean(values, weights, cluster);
      covered += mean.low() <= 5 && 5 <= mean.high() ? 1 : 0;
    }
    assertThat((double) covered / rounds).isBetween(0.93, 0.97);
  }

  @Test
  @DisplayName(
      "fewer than five groups give figures without intervals, however many pairs they hold")
  void fewGroups() {
    PairMetrics four = PairMetrics.of(right(4, 30, 0));
    assertThat(four.accuracy()).isEqualTo(new Estimate(1, Double.NaN, Double.NaN));
    assertThat(four.nll().low()).isNaN();
    Estimate lead = PairMetrics.advantage(right(4, 30, 0), right(4, 30, 9));
    assertThat(lead.value()).isEqualTo(9 / 120.0);
    assertThat(lead.low()).isNaN();
    assertThat(lead.above(0)).isFalse();
    assertThat(PairMetrics.of(right(5, 30, 0)).accuracy().low()).isFinite();
  }

  @Test
  @DisplayName("always right is not certain: the interval ends at 1 and begins by the groups")
  void allRight() {
    Estimate five = PairMetrics.of(right(5, 1, 0)).accuracy();
    assertThat(five.value()).isEqualTo(1);
    assertThat(five.high()).isEqualTo(1);
    assertThat(five.low()).as("exactly .478 for five pairs").isBetween(0.3, 0.478);
    Estimate hundred = PairMetrics.of(right(100, 1, 0)).accuracy();
    assertThat(hundred.low()).as("exactly .964 for a hundred").isBetween(0.94, 0.97);
    Estimate large = PairMetrics.of(right(5, 100, 0)).accuracy();
    assertThat(large.low())
        .as("pairs of five prompts may all be alike, and nothing shows that they are not")
        .isCloseTo(five.low(), within(0.03));
    assertThat(PairMetrics.of(right(5, 100, 1)).accuracy().low()).isLessThan(0.9);
  }

  @Test
  @DisplayName("intervals of shares are within 0 and 1, of differences within -1 and 1")
  void bounded() {
    Estimate share = PairMetrics.of(right(6, 1, 3)).accuracy();
    assertThat(share.value()).isEqualTo(0.5);
    assertThat(share.low()).isBetween(0.0, 0.2);
    assertThat(share.high()).isBetween(0.8, 1.0);
    Estimate most = PairMetrics.advantage(right(6, 1, 0), right(6, 1, 6));
    assertThat(most.value()).isEqualTo(1);
    assertThat(most.high()).isEqualTo(1);
    assertThat(most.low()).isBetween(-0.2, 0.5);
    Estimate none = PairMetrics.advantage(right(6, 1, 2), right(6, 1, 2));
    assertThat(none.value()).isZero();
    assertThat(none.low()).as("the same on six pairs is not the same on all").isLessThan(-0.3);
    assertThat(none.high()).isGreaterThan(0.3);
  }

  @Test
  @DisplayName("intervals of accuracy hold the truth at least 93 times of 100, few groups or many")
  void coverageOfShares() {
    for (int groups : new int[] {5, 8, 32}) {
      for (double truth : new double[] {0.6, 0.95}) {
        int covered = 0;
        int rounds = 400;
        for (int round = 0; round < rounds; round++) {
          double[] hits = new double[groups * 10];
          int[] cluster = new int[hits.length];
          double[] weights = new double[hits.length];
          Arrays.fill(weights, 1);
          for (int i = 0; i < hits.length; i++) {
            cluster[i] = i / 10;
            // Every fifth pair of a group goes as its first one does.
            hits[i] = i % 5 == 0 && i % 10 > 0 ? hits[i - 5] : random.nextDouble() < truth ? 1 : 0;
          }
          Estimate share = Estimate.share(hits, weights, cluster);
          covered += share.low() <= truth && truth <= share.high() ? 1 : 0;
        }
        assertThat((double) covered / rounds)
            .as("%d groups at %s", groups, truth)
            .isGreaterThanOrEqualTo(0.93);
      }
    }
  }

  /** A model that is right but on the last pairs. */
  private static Judged right(int groups, int pairs, int wrong) {
    int n = groups * pairs;
    double[] first = new double[n];
    double[] weight = new double[n];
    Arrays.fill(first, 1);
    Arrays.fill(weight, 1);
    double[] difference = IntStream.range(0, n).mapToDouble(i -> i < n - wrong ? 2 : -2).toArray();
    int[] cluster = IntStream.range(0, n).map(i -> i / pairs).toArray();
    return new Judged(difference, first, new double[n], weight, cluster);
  }

  @Test
  @DisplayName("a model that follows length prefers longer responses more often than people")
  void lengthBias() {
    double[] longer = {1, -1, 1, -1};
    Judged judged =
        new Judged(
            longer,
            new double[] {1, 1, 0, 1},
            new double[4],
            new double[] {1, 1, 1, 1},
            new int[] {0, 1, 2, 3});
    LengthBias bias = LengthBias.of(judged, longer);
    assertThat(bias.people()).isEqualTo(0.25);
    assertThat(bias.model()).isEqualTo(1);
    assertThat(bias.correlation()).isCloseTo(1, within(1e-12));
  }

  @Test
  @DisplayName("a learning curve's plateau is found from points on the curve")
  void plateau() {
    List<LearningCurve.Point> points =
        IntStream.of(100, 200, 400, 800, 1600)
            .mapToObj(
                n ->
                    new LearningCurve.Point(
                        n, new Estimate(0.8 - 2 * Math.pow(n, -0.5), Double.NaN, Double.NaN)))
            .toList();
    LearningCurve curve = LearningCurve.of(points);
    assertThat(curve.plateau()).isCloseTo(0.8, within(1e-6));
    assertThat(curve.exponent()).isCloseTo(0.5, within(1e-6));
    assertThat(LearningCurve.of(points.subList(0, 3)).plateau()).isNaN();
  }

  @Test
  @DisplayName("a curve that rises ever more steeply still ends at an accuracy of 1 at most")
  void plateauAtMostOne() {
    List<LearningCurve.Point> points =
        IntStream.of(100, 200, 400, 800)
            .mapToObj(
                n ->
                    new LearningCurve.Point(
                        n, new Estimate(0.2 + 0.1 * Math.log(n), Double.NaN, Double.NaN)))
            .toList();
    LearningCurve curve = LearningCurve.of(points);
    assertThat(curve.plateau()).isBetween(points.getLast().accuracy().value(), 1.0);
    assertThat(curve.factor()).isPositive();
  }

  @Test
  @DisplayName("differences that say nothing or are never wrong determine no temperature")
  void noTemperature() {
    double[] even = new double[40];
    double[] first = new double[40];
    double[] weight = new double[40];
    int[] cluster = IntStream.range(0, 40).toArray();
    for (int i = 0; i < 40; i++) {
      even[i] = i % 2 == 0 ? 0.5 : -0.5;
      first[i] = i % 4 < 2 ? 1 : 0;
      weight[i] = 1;
    }
    Judged idle = new Judged(even, first, new double[40], weight, cluster);
    assertThat(Temperature.of(idle)).isNaN();
    assertThat(Temperature.missing(idle)).isEqualTo(Temperature.Missing.NO_BETTER);
    Judged silent = new Judged(new double[40], first, new double[40], weight, cluster);
    assertThat(Temperature.missing(silent)).isEqualTo(Temperature.Missing.SILENT);
    Judged tied = new Judged(even, new double[40], weight, weight, cluster);
    assertThat(Temperature.missing(tied)).isEqualTo(Temperature.Missing.TIES);
    double[] right = Arrays.stream(first).map(share -> share > 0 ? 1 : -1).toArray();
    Judged sure = new Judged(right, first, new double[40], weight, cluster);
    assertThat(Temperature.of(sure)).isNaN();
    assertThat(Temperature.missing(sure)).isEqualTo(Temperature.Missing.NEVER_WRONG);
    Judged turned = new Judged(negative(right), first, new double[40], weight, cluster);
    assertThat(Temperature.missing(turned)).isEqualTo(Temperature.Missing.NO_BETTER);
    double[] tiny = Arrays.stream(right).map(d -> d * 1e-9).toArray();
    tiny[0] = -tiny[0];
    Judged faint = new Judged(tiny, first, new double[40], weight, cluster);
    assertThat(Temperature.missing(faint)).isEqualTo(Temperature.Missing.FAR);
    right[0] = -right[0];
    Judged once = new Judged(right, first, new double[40], weight, cluster);
    assertThat(Temperature.missing(once)).isNull();
  }

  private static double[] negative(double[] values) {
    return Arrays.stream(values).map(value -> -value).toArray();
  }

  @Test
  @DisplayName("in JSON what is not known is null, never the text NaN, and is read as not known")
  void json() throws IOException {
    ObjectMapper json = new ObjectMapper().registerModule(new KnownNumbers());
    String text = json.writeValueAsString(new Estimate(0.5, Double.NaN, Double.POSITIVE_INFINITY));
    assertThat(text).isEqualTo("{\"value\":0.5,\"low\":null,\"high\":null}");
    assertThat(json.readValue(text, Estimate.class))
        .isEqualTo(new Estimate(0.5, Double.NaN, Double.NaN));
    String once = "{\"value\":0.5,\"low\":\"NaN\",\"high\":1}";
    assertThat(json.readValue(once, Estimate.class).low()).as("as cards once said").isNaN();
    assertThatThrownBy(() -> json.readValue("{\"value\":0.5,\"low\":0}", Estimate.class))
        .hasMessageContaining("a number is missing");
  }

  /** Labels drawn at the true differences; the model's are these times a factor. */
  private Judged drawn(int n, double factor) {
    double[] d = new double[n];
    double[] first = new double[n];
    double[] weight = new double[n];
    for (int i = 0; i < n; i++) {
      double truth = 1.5 * random.nextGaussian();
      d[i] = factor * truth;
      first[i] = random.nextDouble() < Softplus.sigmoid(truth) ? 1 : 0;
      weight[i] = 1;
    }
    return new Judged(d, first, new double[n], weight, IntStream.range(0, n).toArray());
  }
}
