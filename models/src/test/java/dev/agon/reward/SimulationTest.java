package dev.agon.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.agon.preference.Outcome;
import dev.agon.reward.head.Ensemble;
import dev.agon.reward.head.Head;
import dev.agon.reward.head.HeadTraining;
import dev.agon.reward.head.TrainingPlan;
import dev.agon.reward.loss.BradleyTerryLikelihood;
import dev.agon.reward.loss.LossNames;
import dev.agon.reward.loss.PairLoss;
import dev.agon.reward.loss.RaoKupperLikelihood;
import dev.agon.reward.pairs.ColumnScaling;
import dev.agon.reward.pairs.DenseFeatures;
import dev.agon.reward.pairs.EnsembleStrength;
import dev.agon.reward.pairs.EnsembleStrength.Bucket;
import dev.agon.reward.pairs.PairsBuilder;
import dev.agon.reward.pairs.PreferencePairs;
import dev.agon.reward.pairs.RankedLists;
import dev.agon.reward.pairs.Strengths;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the papers' recipes do on data whose truth is known. */
class SimulationTest {

  @Test
  @DisplayName(
      "an ensemble cross-fitted by prompt finds 20 % flipped labels with AUC of .95 or more")
  void flips() {
    Simulated simulated = new Simulated(4000, 32, 30, 1);
    PreferencePairs clean = simulated.pairs(new BradleyTerryLikelihood());
    boolean[] flipped = new boolean[clean.rows()];
    double[] first = new double[clean.rows()];
    for (int row = 0; row < flipped.length; row++) {
      flipped[row] = simulated.random.nextDouble() < 0.2;
      first[row] = flipped[row] ? clean.secondShare(row, 0) : clean.firstShare(row, 0);
    }
    PreferencePairs pairs = clean.withShares(0, first, new double[first.length]);
    Strengths strengths =
        new Ensemble(TrainingPlan.linear(32, 1), simulated.features, pairs, simulated.texts())
            .strengths();

    double[] mean =
        IntStream.range(0, flipped.length)
            .mapToDouble(row -> strengths.of(row, 0).mean())
            .toArray();
    double auc = auc(mean, flipped);
    double planted = (double) IntStream.range(0, 2000).filter(row -> flipped[row]).count() / 2000;
    double against = (double) Arrays.stream(mean).filter(m -> m < 0).count() / mean.length;
    int[] weakest =
        IntStream.range(0, mean.length)
            .boxed()
            .sorted(Comparator.comparingDouble(row -> mean[row]))
            .limit(mean.length / 10)
            .mapToInt(Integer::intValue)
            .toArray();
    double found = Arrays.stream(weakest).filter(row -> flipped[row]).count() / 200.0;
    System.out.printf(
        "flips: AUC %.3f; against the label %.3f of pairs, flipped %.3f; weakest tenth %.3f%n",
        auc, against, planted, found);
    assertThat(auc).isGreaterThanOrEqualTo(0.95);
    double right =
        (double)
                IntStream.range(0, mean.length)
                    .filter(row -> mean[row] > 0 == !flipped[row])
                    .count()
            / mean.length;
    assertThat(against).isCloseTo(planted * right + (1 - planted) * (1 - right), within(0.03));
    assertThat(found).isGreaterThanOrEqualTo(3 * planted);
    assertThat(strengths.counts(0).values().stream().mapToInt(n -> n).sum()).isEqualTo(2000);
    assertThat(strengths.counts(0)).allSatisfy((bucket, n) -> assertThat(n).isPositive());
    PreferencePairs repaired = TurnedLabels.of(pairs, strengths, 0);
    long wrong =
        IntStream.range(0, 2000)
            .filter(row -> repaired.firstShare(row, 0) != clean.firstShare(row, 0))
            .count();
    assertThat(wrong / 2000.0).isLessThan(planted * 2 / 3);
  }

  @Test
  @DisplayName(
      "Rao-Kupper keeps the utility's scale: slope 1 within .1; dropping ties gives 1.3 up")
  void scale() {
    Simulated simulated = new Simulated(16_000, 16, 2.4, 4);
    PreferencePairs pairs = simulated.pairs(new RaoKupperLikelihood(5));
    double ties = IntStream.range(0, pairs.rows()).mapToDouble(r -> pairs.tieShare(r, 0)).sum();
    PreferencePairs decided = pairs.where(row -> pairs.tieShare(row, 0) == 0);
    double withTies = slope(simulated, pairs, "rao-kupper=5");
    double without = slope(simulated, decided, "bradley-terry");
    System.out.printf(
        "ties %.3f of pairs: slope %.3f with Rao-Kupper, %.3f without ties%n",
        ties / pairs.rows(), withTies, without);
    assertThat(ties / pairs.rows()).isCloseTo(0.32, within(0.03));
    assertThat(withTies).isCloseTo(1, within(0.1));
    assertThat(without).isGreaterThanOrEqualTo(1.3);
  }

  private static double slope(Simulated simulated, PreferencePairs pairs, String loss) {
    TrainingPlan plan = TrainingPlan.linear(16, 1e-3).with(LossNames.parse(loss));
    Head.Trained trained = new HeadTraining(plan, simulated.features, pairs).run();
    double[] rewards =
        Arrays.stream(trained.scores(simulated.features)).mapToDouble(row -> row[0]).toArray();
    return slope(rewards, simulated.utility);
  }

  /** Of the least-squares line of values over others: above 1 where differences are overstated. */
  private static double slope(double[] values, double[] others) {
    double value = Arrays.stream(values).average().orElseThrow();
    double other = Arrays.stream(others).average().orElseThrow();
    double both = 0;
    double spread = 0;
    for (int i = 0; i < values.length; i++) {
      both += (values[i] - value) * (others[i] - other);
      spread += (others[i] - other) * (others[i] - other);
    }
    return both / spread;
  }

  @Test
  @DisplayName("margins by score gap recover utilities at least as well as plain Bradley-Terry")
  void margin() {
    double plain = 0;
    double margin = 0;
    for (int seed = 0; seed < 10; seed++) {
      Simulated simulated = new Simulated(800, 16, 2, seed);
      PairsBuilder builder = PreferencePairs.builder(List.of("overall"));
      for (int item = 0; item < 800; item += 2) {
        double a = simulated.utility[item] + 0.3 * simulated.random.nextGaussian();
        double b = simulated.utility[item + 1] + 0.3 * simulated.random.nextGaussian();
        builder
            .pair(item, item + 1, item / 2)
            .judged(0, a > b ? Outcome.FIRST : Outcome.SECOND)
            .scores(0, a, b);
      }
      PreferencePairs pairs = builder.build();
      plain += 1 - correlation(simulated, pairs, "bradley-terry");
      margin += 1 - correlation(simulated, pairs, "bradley-terry,gap-margin=1");
    }
    assertThat(margin).isLessThanOrEqualTo(plain);
  }

  private static double correlation(Simulated simulated, PreferencePairs pairs, String loss) {
    TrainingPlan plan = TrainingPlan.linear(16, 1).with(LossNames.parse(loss));
    Head.Trained trained = new HeadTraining(plan, simulated.features, pairs).run();
    double[] rewards =
        Arrays.stream(trained.scores(simulated.features)).mapToDouble(row -> row[0]).toArray();
    return Math.sqrt(slope(rewards, simulated.utility) * slope(simulated.utility, rewards));
  }

  @Test
  @DisplayName("2,000 rankings of 4 recover six utilities with a root mean square error under .08")
  void rankings() {
    assertThat(rankingError(2000, 3)).isLessThan(0.08);
  }

  @Test
  @DisplayName("20,000 picks of the best of 4 recover six utilities with an error under .06")
  void picks() {
    assertThat(rankingError(20_000, 1)).isLessThan(0.06);
  }

  private static double rankingError(int count, int ranked) {
    double[] truth = {-1.2, -0.6, -0.1, 0.2, 0.6, 1.1};
    Random random = new Random(6);
    RankedLists lists = new RankedLists();
    for (int i = 0; i < count; i++) {
      int[] order = random.ints(0, 6).distinct().limit(4).toArray();
      double[] noisy =
          IntStream.range(0, 6)
              .mapToDouble(item -> truth[item] - Math.log(-Math.log(random.nextDouble())))
              .toArray();
      int[] ranking =
          Arrays.stream(order)
              .boxed()
              .sorted(Comparator.comparingDouble((Integer item) -> -noisy[item]))
              .mapToInt(Integer::intValue)
              .toArray();
      lists.add(0, i, ranking, ranked, 1);
    }
    float[][] identity = new float[6][6];
    IntStream.range(0, 6).forEach(item -> identity[item][item] = 1);
    TrainingPlan plan =
        new TrainingPlan(
            new Head.Linear(1e-3), PairLoss.plain(), ColumnScaling.of(6, false), false, 0);
    PreferencePairs none = PreferencePairs.builder(List.of("overall")).build();
    DenseFeatures features = new DenseFeatures(identity, 6);
    Head.Trained trained = new HeadTraining(plan, features, none, lists).run();
    double mean = Arrays.stream(truth).average().orElseThrow();
    double error = 0;
    for (int item = 0; item < 6; item++) {
      error += Math.pow(trained.score(features, item, 0) - truth[item] + mean, 2) / 6;
    }
    return Math.sqrt(error);
  }

  /** The probability that a marked value is below an unmarked one. */
  private static double auc(double[] values, boolean[] marked) {
    double below = 0;
    double pairs = 0;
    for (int i = 0; i < values.length; i++) {
      for (int j = 0; j < values.length; j++) {
        if (marked[i] && !marked[j]) {
          below += values[i] < values[j] ? 1 : values[i] == values[j] ? 0.5 : 0;
          pairs++;
        }
      }
    }
    return below / pairs;
  }

  @Test
  @DisplayName("buckets follow the mean and the members' agreement")
  void buckets() {
    assertThat(EnsembleStrength.of(-2, 0.5).bucket()).isEqualTo(Bucket.PROBABLY_MISLABELLED);
    assertThat(EnsembleStrength.of(-2, 3).bucket()).isEqualTo(Bucket.AMBIGUOUS);
    assertThat(EnsembleStrength.of(0.1, 0.05).bucket()).isEqualTo(Bucket.AMBIGUOUS);
    assertThat(EnsembleStrength.of(1.5, 0.5).bucket()).isEqualTo(Bucket.NORMAL);
    assertThat(EnsembleStrength.of(4, 0.5).bucket()).isEqualTo(Bucket.STRONG);
  }
}
