package dev.agon.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MlpTrainerTest {
  private static final int COLUMNS = 48;
  private static final int BATCH = 64;
  private static final int STEPS = 200;

  @Test
  void ten_trainings_with_one_seed_end_in_one_checksum_also_when_resumed() {
    Set<String> checksums = new HashSet<>();
    for (int run = 0; run < 10; run++) {
      checksums.add(train(7, run == 4 ? STEPS / 3 : -1).sha256());
    }
    assertThat(checksums).hasSize(1);
    assertThat(train(8, -1).sha256()).isNotIn(checksums);
  }

  @Test
  void the_loss_falls_to_what_the_labels_allow() {
    SplittableRandom random = new SplittableRandom(2);
    try (MlpTrainer trainer = new MlpTrainer(options(1, 1, false))) {
      double first = step(trainer, random).loss();
      double last = first;
      for (int i = 0; i < 400; i++) {
        last = step(trainer, random).loss();
      }
      assertThat(first).isCloseTo(Math.log(2), within(0.2));
      assertThat(last).isLessThan(0.35);
    }
  }

  @Test
  void the_reported_loss_is_that_of_the_formula_for_margins_positions_and_two_criteria() {
    try (MlpTrainer trainer = new MlpTrainer(options(3, 2, true))) {
      SplittableRandom random = new SplittableRandom(4);
      float[] a = features(random, 2);
      float[] b = features(random, 2);
      float[] terms = {1, 0, 0.5f, 0, 0.25f, 0.75f, 0, 0, 0, 2, 0, 1, 0, 0, 0, 0};
      PairTargets targets = new PairTargets(terms, new float[] {1, -1});
      for (int i = 0; i < 3; i++) {
        trainer.step(a, b, targets, 0.01);
      }
      Weights weights = trainer.weights();
      double expected = 0;
      for (int pair = 0; pair < 2; pair++) {
        for (int c = 0; c < 2; c++) {
          int at = (pair * 2 + c) * 4;
          double d =
              score(weights, a, pair, c)
                  - score(weights, b, pair, c)
                  + targets.position()[pair] * weights.get("position").values()[c];
          expected += terms[at] * softplus(terms[at + 2] - d) / 2;
          expected += terms[at + 1] * softplus(terms[at + 3] + d) / 2;
        }
      }
      assertThat(weights.get("position").values()).doesNotContain(0);
      assertThat(trainer.step(a, b, targets, 0.01).loss()).isCloseTo(expected, within(1e-5));
    }
  }

  @Test
  void batches_that_do_not_fit_are_refused() {
    try (MlpTrainer trainer = new MlpTrainer(options(3, 1, false))) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  trainer.step(new float[COLUMNS], new float[1], PairTargets.bradleyTerry(1), 0.1));
      float[] many = new float[(BATCH + 1) * COLUMNS];
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> trainer.step(many, many, PairTargets.bradleyTerry(new float[BATCH + 1]), 0.1))
          .withMessageContaining("do not fit batches of 64");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PairTargets(new float[5], new float[1]));
  }

  private static MlpTrainer.Options options(long seed, int criteria, boolean position) {
    return new MlpTrainer.Options(
        COLUMNS,
        32,
        criteria,
        BATCH,
        position,
        AdamOptions.standard(),
        Computation.standard(),
        seed);
  }

  /** Trains; with a step to break off at, goes on in another graph. */
  private static Weights train(long seed, int breakAt) {
    SplittableRandom random = new SplittableRandom(11);
    MlpTrainer trainer = new MlpTrainer(options(seed, 1, true));
    try {
      for (int i = 0; i < STEPS; i++) {
        if (i == breakAt) {
          Snapshot snapshot = trainer.snapshot();
          trainer.close();
          trainer = new MlpTrainer(options(99, 1, true));
          trainer.restore(snapshot);
        }
        step(trainer, random);
      }
      return trainer.weights();
    } finally {
      trainer.close();
    }
  }

  /** One batch whose label is whether the first has the larger sum of its first features. */
  private static TrainingGraph.Step step(MlpTrainer trainer, SplittableRandom random) {
    float[] a = features(random, BATCH);
    float[] b = features(random, BATCH);
    float[] labels = new float[BATCH];
    for (int pair = 0; pair < BATCH; pair++) {
      double difference = 0;
      for (int k = 0; k < 4; k++) {
        difference += a[pair * COLUMNS + k] - b[pair * COLUMNS + k];
      }
      labels[pair] = difference > 0 ? 1 : 0;
    }
    return trainer.step(a, b, PairTargets.bradleyTerry(labels), 0.01);
  }

  private static float[] features(SplittableRandom random, int rows) {
    float[] values = new float[rows * COLUMNS];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static double score(Weights weights, float[] features, int row, int criterion) {
    float[] hiddenWeight = weights.get("hidden/weight").values();
    float[] hiddenBias = weights.get("hidden/bias").values();
    float[] out = weights.get("out/weight").values();
    double score = 0;
    for (int unit = 0; unit < hiddenBias.length; unit++) {
      double sum = hiddenBias[unit];
      for (int k = 0; k < COLUMNS; k++) {
        sum += features[row * COLUMNS + k] * hiddenWeight[k * hiddenBias.length + unit];
      }
      score += Math.tanh(sum) * out[unit * out.length / hiddenBias.length + criterion];
    }
    return score;
  }

  private static double softplus(double x) {
    return Math.log1p(Math.exp(x));
  }
}
