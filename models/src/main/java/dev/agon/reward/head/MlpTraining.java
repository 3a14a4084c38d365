package dev.agon.reward.head;

import dev.agon.reward.pairs.FeatureMatrix;
import dev.agon.reward.pairs.PreferencePairs;
import dev.agon.tensor.Computation;
import dev.agon.tensor.MlpTrainer;
import dev.agon.tensor.Snapshot;
import dev.agon.tensor.Weights;
import java.util.stream.IntStream;

/** Trains a perceptron by gated Adam in TensorFlow on standardised features. */
final class MlpTraining {
  private final TrainingPlan plan;
  private final FeatureMatrix features;
  private final PreferencePairs pairs;
  private final HeadTraining run;
  private final Head.Mlp head;
  private final double[] shift;
  private final double[] scale;

  MlpTraining(TrainingPlan plan, FeatureMatrix features, PreferencePairs pairs, HeadTraining run) {
    if (run.lists().size() > 0) {
      throw new IllegalArgumentException("a perceptron learns pairs; give rankings as pairs");
    }
    this.plan = plan;
    this.features = features;
    this.pairs = pairs;
    this.run = run;
    this.head = (Head.Mlp) plan.head();
    int[] items =
        IntStream.range(0, pairs.rows())
            .flatMap(row -> IntStream.of(pairs.first(row), pairs.second(row)))
            .distinct()
            .sorted()
            .toArray();
    scale = plan.scaling().scales(features, items);
    shift = new double[features.columns()];
    for (int item : items) {
      features.add(item, 1.0 / items.length, shift, 0);
    }
  }

  MlpScorer run() {
    Optimisation how = head.optimisation();
    int[][] rows = Batches.heldOut(pairs, how.heldOut(), plan.seed());
    Batches batches = new Batches(pairs, plan.loss(), rows[0], how.batch(), plan.seed());
    MlpTrainer.Options options =
        new MlpTrainer.Options(
            features.columns(),
            head.hidden(),
            pairs.criteria().size(),
            how.batch(),
            plan.position(),
            how.adam(),
            Computation.standard(),
            plan.seed());
    try (Graph graph = new Graph(new MlpTrainer(options), batches)) {
      Weights weights = new StepTraining(how, batches, rows[1], run.hooks()).run(graph);
      return scorer(weights);
    }
  }

  /** With an offset that gives the training items' rewards the mean 0. */
  private MlpScorer scorer(Weights weights) {
    MlpScorer raw = MlpScorer.of(weights, shift, scale, new double[pairs.criteria().size()]);
    double[] offset = new double[raw.criteria()];
    for (int c = 0; c < offset.length; c++) {
      for (int row = 0; row < pairs.rows(); row++) {
        double both =
            raw.score(features, pairs.first(row), c) + raw.score(features, pairs.second(row), c);
        offset[c] -= both / (2 * pairs.rows());
      }
    }
    return MlpScorer.of(weights, shift, scale, offset);
  }

  private final class Graph implements StepTraining.Steps {
    private final MlpTrainer trainer;
    private final Batches batches;

    Graph(MlpTrainer trainer, Batches batches) {
      this.trainer = trainer;
      this.batches = batches;
    }

    @Override
    public double step(int[] rows, double learningRate) {
      float[] first = new float[rows.length * shift.length];
      float[] second = new float[first.length];
      for (int i = 0; i < rows.length; i++) {
        read(pairs.first(rows[i]), first, i * shift.length);
        read(pairs.second(rows[i]), second, i * shift.length);
      }
      return trainer.step(first, second, batches.targets(rows), learningRate).loss();
    }

    private void read(int item, float[] to, int offset) {
      features.read(item, to, offset);
      for (int c = 0; c < shift.length; c++) {
        to[offset + c] = (float) ((to[offset + c] - shift[c]) * scale[c]);
      }
    }

    @Override
    public Snapshot snapshot() {
      return trainer.snapshot();
    }

    @Override
    public void restore(Snapshot snapshot) {
      trainer.restore(snapshot);
    }

    @Override
    public Weights weights() {
      return trainer.weights();
    }

    @Override
    public double[][] differences(int[] rows) {
      MlpScorer scorer =
          MlpScorer.of(trainer.weights(), shift, scale, new double[pairs.criteria().size()]);
      PreferencePairs some = pairs.select(rows);
      double[][] differences = new double[pairs.criteria().size()][];
      for (int c = 0; c < differences.length; c++) {
        differences[c] = scorer.differences(features, some, c);
        for (int i = 0; i < rows.length; i++) {
          differences[c][i] += some.position(i) * scorer.positionTerm(c);
        }
      }
      return differences;
    }

    @Override
    public void close() {
      trainer.close();
    }
  }
}
