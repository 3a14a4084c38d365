package dev.agon.reward.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.agon.preference.Outcome;
import dev.agon.reward.Simulated;
import dev.agon.reward.loss.BradleyTerryLikelihood;
import dev.agon.reward.loss.LossNames;
import dev.agon.reward.loss.PairLoss;
import dev.agon.reward.loss.PairTerms;
import dev.agon.reward.loss.RaoKupperLikelihood;
import dev.agon.reward.loss.Softplus;
import dev.agon.reward.pairs.ColumnScaling;
import dev.agon.reward.pairs.DenseFeatures;
import dev.agon.reward.pairs.FeatureMatrix;
import dev.agon.reward.pairs.JoinedFeatures;
import dev.agon.reward.pairs.PairsBuilder;
import dev.agon.reward.pairs.PreferencePairs;
import dev.agon.reward.pairs.SparseFeatures;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewtonTrainingTest {
  private final Simulated simulated = new Simulated(600, 12, 1.5, 5);
  private final PreferencePairs pairs = simulated.pairs(new RaoKupperLikelihood(2));

  @Test
  @DisplayName("at the minimum no parameter's penalised loss has a slope")
  void minimum() {
    for (String loss : List.of("bradley-terry", "rao-kupper=2,margin=0.1,weights")) {
      TrainingPlan plan = TrainingPlan.linear(12, 0.7).with(LossNames.parse(loss));
      LinearScorer trained = train(plan);
      PairTerms terms = plan.loss().terms(pairs, 0);
      int[] items = simulated.texts();
      double[] scales = plan.scaling().scales(simulated.features, items);
      double[] weights = trained.weights(0).stream().mapToDouble(w -> w).toArray();
      double[] differences = trained.differences(simulated.features, pairs, 0);
      double[] slope = new double[12];
      for (int row = 0; row < pairs.rows(); row++) {
        double factor = terms.slope(row, differences[row]);
        simulated.features.add(pairs.first(row), factor, slope, 0);
        simulated.features.add(pairs.second(row), -factor, slope, 0);
      }
      for (int c = 0; c < 12; c++) {
        assertThat(slope[c] + 0.7 / (scales[c] * scales[c]) * weights[c])
            .isCloseTo(0, within(1e-6));
      }
    }
  }

  @Test
  @DisplayName("sparse, dense and joined features give the same rewards")
  void matrices() {
    float[][] rows = new float[600][12];
    for (int item = 0; item < 600; item++) {
      simulated.features.read(item, rows[item], 0);
      rows[item][item % 12] = 0;
    }
    float[][] left = Arrays.stream(rows).map(row -> Arrays.copyOf(row, 5)).toArray(float[][]::new);
    float[][] right =
        Arrays.stream(rows).map(row -> Arrays.copyOfRange(row, 5, 12)).toArray(float[][]::new);
    List<FeatureMatrix> matrices =
        List.of(
            new DenseFeatures(rows, 12),
            SparseFeatures.of(rows, 12),
            new JoinedFeatures(List.of(new DenseFeatures(left, 5), SparseFeatures.of(right, 7))));
    Head.Trained[] trained =
        matrices.stream()
            .map(matrix -> new HeadTraining(TrainingPlan.linear(12, 1), matrix, pairs).run())
            .toArray(Head.Trained[]::new);
    for (int item = 0; item < 600; item++) {
      double reward = trained[0].score(matrices.get(0), item, 0);
      assertThat(trained[1].score(matrices.get(1), item, 0)).isCloseTo(reward, within(1e-7));
      assertThat(trained[2].score(matrices.get(2), item, 0)).isCloseTo(reward, within(1e-7));
    }
  }

  @Test
  @DisplayName("more columns than pairs are no trouble: the dual solution is the same")
  void wide() {
    Simulated wide = new Simulated(40, 300, 2, 9);
    PreferencePairs few = wide.pairs(new BradleyTerryLikelihood());
    TrainingPlan plan = TrainingPlan.linear(300, 5);
    Head.Trained trained = new HeadTraining(plan, wide.features, few).run();
    PairTerms terms = plan.loss().terms(few, 0);
    double[] scales = plan.scaling().scales(wide.features, wide.texts());
    double[] differences = trained.differences(wide.features, few, 0);
    double[] dual = new double[300];
    for (int row = 0; row < few.rows(); row++) {
      double factor = -terms.slope(row, differences[row]) / 5;
      wide.features.add(few.first(row), factor, dual, 0);
      wide.features.add(few.second(row), -factor, dual, 0);
    }
    List<Double> weights = ((LinearScorer) trained).weights(0);
    for (int c = 0; c < 300; c++) {
      assertThat(weights.get(c)).isCloseTo(dual[c] * scales[c] * scales[c], within(1e-8));
    }
  }

  @Test
  @DisplayName("ten trainings give ten equal checksums")
  void tenEqual() {
    Set<String> sums = new HashSet<>();
    for (int i = 0; i < 10; i++) {
      sums.add(train(TrainingPlan.linear(12, 1)).arrays().sha256());
    }
    assertThat(sums).hasSize(1);
  }

  @Test
  @DisplayName("cut off after any step and resumed, a training ends with the same bits")
  void resumed(@TempDir Path folder) {
    PreferencePairs two = twoCriteria();
    TrainingPlan plan = TrainingPlan.linear(12, 0.01);
    String uncut = new HeadTraining(plan, simulated.features, two).run().arrays().sha256();
    int[] calls = new int[1];
    int cuts = 0;
    for (boolean done = false; !done; cuts++) {
      calls[0] = 0;
      try {
        Head.Trained trained =
            new HeadTraining(plan, simulated.features, two)
                .checkpointing(folder, 1)
                .stoppingWhen(() -> ++calls[0] > 1)
                .run();
        assertThat(trained.arrays().sha256()).isEqualTo(uncut);
        done = true;
      } catch (TrainingCancelled cut) {
        assertThat(cut).hasMessageStartingWith("cancelled after step");
      }
      assertThat(cuts).isLessThan(100);
    }
    assertThat(cuts).isGreaterThan(4);
  }

  @Test
  @DisplayName("a checkpoint of another plan or of other pairs is not taken up")
  void otherCheckpoint(@TempDir Path folder) {
    TrainingPlan plan = TrainingPlan.linear(12, 1);
    new HeadTraining(plan, simulated.features, pairs).checkpointing(folder, 1).run();
    TrainingPlan other = TrainingPlan.linear(12, 50);
    assertThat(
            new HeadTraining(other, simulated.features, pairs)
                .checkpointing(folder, 1)
                .run()
                .arrays()
                .sha256())
        .isEqualTo(train(other).arrays().sha256());
  }

  @Test
  @DisplayName("a preference for what is shown first goes into the position term, not the rewards")
  void positionTerm() {
    Simulated many = new Simulated(20_000, 4, 1, 2);
    PairsBuilder builder = PreferencePairs.builder(List.of("overall"));
    for (int item = 0; item < 20_000; item += 2) {
      int position = item % 4 == 0 ? 1 : -1;
      double d = many.utility[item] - many.utility[item + 1] + 0.6 * position;
      boolean first = many.random.nextDouble() < Softplus.sigmoid(d);
      builder
          .pair(item, item + 1, item / 2)
          .position(position)
          .judged(0, first ? Outcome.FIRST : Outcome.SECOND);
    }
    TrainingPlan plan =
        new TrainingPlan(new Head.Linear(1), PairLoss.plain(), ColumnScaling.of(4, true), true, 0);
    Head.Trained trained = new HeadTraining(plan, many.features, builder.build()).run();
    assertThat(trained.positionTerm(0)).isCloseTo(0.6, within(0.06));
  }

  @Test
  @DisplayName("progress tells each step and a loss that falls")
  void progress() {
    double[] last = {Double.POSITIVE_INFINITY};
    long[] steps = new long[1];
    new HeadTraining(TrainingPlan.linear(12, 0.1), simulated.features, pairs)
        .listening(
            progress -> {
              assertThat(progress.step()).isBetween(steps[0], progress.steps());
              assertThat(progress.loss()).isLessThanOrEqualTo(last[0] + 1e-9);
              steps[0] = progress.step();
              last[0] = progress.loss();
            })
        .run();
    assertThat(steps[0]).isGreaterThan(2);
    assertThat(last[0]).isLessThan(Math.log(2));
  }

  @Test
  @DisplayName("pairs without features and scales of other columns are refused")
  void refused() {
    assertThatThrownBy(() -> new HeadTraining(TrainingPlan.linear(3, 1), simulated.features, pairs))
        .hasMessage("scales of 3 columns for 12");
    PreferencePairs beyond =
        PreferencePairs.builder(List.of("overall")).pair(0, 600, 0).judged(0, Outcome.TIE).build();
    assertThatThrownBy(
            () -> new HeadTraining(TrainingPlan.linear(12, 1), simulated.features, beyond))
        .hasMessage("pairs of 601 items, features of 600");
  }

  private LinearScorer train(TrainingPlan plan) {
    return (LinearScorer) new HeadTraining(plan, simulated.features, pairs).run();
  }

  private PreferencePairs twoCriteria() {
    PairsBuilder builder = PreferencePairs.builder(List.of("quality", "safety"));
    for (int row = 0; row < pairs.rows(); row++) {
      builder
          .pair(pairs.first(row), pairs.second(row), row)
          .shares(0, pairs.firstShare(row, 0), pairs.tieShare(row, 0));
      if (row % 3 == 0) {
        builder.judged(1, row % 2 == 0 ? Outcome.FIRST : Outcome.SECOND);
      }
    }
    return builder.build();
  }
}
