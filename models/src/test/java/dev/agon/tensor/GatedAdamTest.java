package dev.agon.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;

class GatedAdamTest {
  private static final float[] FIRST = {1, -2, 3, 0.5f};
  private static final float[] TARGET = {0, 1, 1, -4};

  @Test
  void follows_the_published_formulas_with_decay_and_clipping() {
    AdamOptions options = new AdamOptions(0.9, 0.99, 1e-7, 0.1, 2);
    double[] expected = reference(options, 0.05, 25);
    try (TrainingGraph graph = quadratic(options)) {
      for (int step = 0; step < 25; step++) {
        graph.step(Map.of("target", Feed.of(TARGET, 2, 2)), 0.05);
      }
      float[] found = graph.weights().get("w").values();
      for (int i = 0; i < found.length; i++) {
        assertThat((double) found[i]).isCloseTo(expected[i], within(1e-5));
      }
      assertThat(graph.steps()).isEqualTo(25);
    }
  }

  @Test
  void the_loss_and_the_norm_are_those_before_the_step() {
    try (TrainingGraph graph = quadratic(AdamOptions.standard())) {
      TrainingGraph.Step step = graph.step(Map.of("target", Feed.of(TARGET, 2, 2)), 0.05);
      assertThat(step.loss()).isEqualTo(1 + 9 + 4 + 20.25);
      assertThat(step.gradientNorm()).isCloseTo(2 * Math.sqrt(34.25), within(1e-5));
    }
  }

  @Test
  void a_loss_that_is_no_number_ends_the_training_with_a_reason() {
    try (TrainingGraph graph = quadratic(AdamOptions.standard())) {
      float[] bad = {Float.NaN, 0, 0, 0};
      assertThatThrownBy(() -> graph.step(Map.of("target", Feed.of(bad, 2, 2)), 0.05))
          .isInstanceOf(DivergedException.class)
          .hasMessageContaining("diverged at step 0")
          .hasMessageContaining("lower learning rate");
    }
  }

  @Test
  void snapshots_of_other_shapes_or_with_missing_tensors_are_refused() {
    try (TrainingGraph graph = quadratic(AdamOptions.standard())) {
      Snapshot own = graph.snapshot();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> graph.restore(new Snapshot(1, new Weights())))
          .withMessage("there is no tensor w");
      Weights other = new Weights().putAll(own.tensors()).put("w", new long[] {4}, new float[4]);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> graph.restore(new Snapshot(1, other)))
          .withMessageContaining("w has not the shape");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> graph.step(Map.of("tragte", Feed.of(TARGET, 2, 2)), 1))
          .withMessage("there is no placeholder tragte");
    }
  }

  @Test
  void what_a_graph_or_an_option_cannot_be_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AdamOptions(1, 0.9, 1e-8, 0, 0))
        .withMessage("beta1 must be in [0, 1), not 1.0");
    assertThatIllegalArgumentException().isThrownBy(() -> new Computation(0, false));
    assertThatIllegalArgumentException().isThrownBy(() -> Feed.of(new float[3], 2, 2));
    try (TrainingGraph graph = new TrainingGraph(Computation.standard())) {
      assertThatThrownBy(() -> graph.step(Map.of(), 1)).hasMessageContaining("no loss yet");
      graph.variable("w", InitialWeights.zeros(2));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> graph.frozen("w", InitialWeights.zeros(2)))
          .withMessage("there are two variables w");
    }
  }

  @Test
  void schedules_warm_up_and_decay() {
    Schedule linear = new Schedule(1, 4, 14, Schedule.Decay.LINEAR);
    assertThat(linear.rate(0)).isEqualTo(0.25);
    assertThat(linear.rate(3)).isEqualTo(1);
    assertThat(linear.rate(4)).isEqualTo(1);
    assertThat(linear.rate(9)).isEqualTo(0.5);
    assertThat(linear.rate(100)).isEqualTo(0);
    Schedule cosine = new Schedule(2, 0, 10, Schedule.Decay.COSINE);
    assertThat(cosine.rate(0)).isEqualTo(2);
    assertThat(cosine.rate(5)).isCloseTo(1, within(1e-12));
    assertThat(Schedule.constant(0.1).rate(1_000_000)).isEqualTo(0.1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Schedule(0, 0, 1, Schedule.Decay.NONE));
  }

  /** The sum of squared distances of a 2 by 2 matrix from its target. */
  private static TrainingGraph quadratic(AdamOptions options) {
    TrainingGraph graph = new TrainingGraph(Computation.standard());
    Ops tf = graph.tf();
    Operand<TFloat32> target = graph.placeholder("target", TFloat32.class, 2, 2);
    Operand<TFloat32> w = graph.variable("w", new Weights.Tensor(new long[] {2, 2}, FIRST));
    graph.minimise(
        tf.reduceSum(
            tf.math.squaredDifference(w, target),
            tf.constant(new int[] {0, 1}),
            new ReduceSum.Options[0]),
        options);
    return graph;
  }

  private static double[] reference(AdamOptions options, double rate, int steps) {
    double[] w = {1, -2, 3, 0.5};
    double[] first = new double[4];
    double[] second = new double[4];
    for (int step = 1; step <= steps; step++) {
      double[] gradient = new double[4];
      double squares = 0;
      for (int i = 0; i < 4; i++) {
        gradient[i] = 2 * (w[i] - TARGET[i]);
        squares += gradient[i] * gradient[i];
      }
      double scale = Math.min(1, options.clipNorm() / Math.sqrt(squares));
      for (int i = 0; i < 4; i++) {
        double g = gradient[i] * scale;
        first[i] = options.beta1() * first[i] + (1 - options.beta1()) * g;
        second[i] = options.beta2() * second[i] + (1 - options.beta2()) * g * g;
        double corrected = Math.sqrt(1 - Math.pow(options.beta2(), step));
        double size = rate * corrected / (1 - Math.pow(options.beta1(), step));
        w[i] -= rate * options.weightDecay() * w[i];
        w[i] -= size * first[i] / (Math.sqrt(second[i]) + options.epsilon());
      }
    }
    return w;
  }
}
