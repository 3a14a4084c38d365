package dev.agon.tensor;

import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;

/**
 * Trains a perceptron with one hidden layer on pairs of feature vectors: scores are {@code tanh(x W
 * + b) V}, one a criterion. Its weights are {@code hidden/weight} [columns, hidden], {@code
 * hidden/bias} [hidden], {@code out/weight} [hidden, criteria] and {@code position} [1, criteria].
 * Equal options and steps give equal bits. For one thread at a time.
 */
public final class MlpTrainer implements AutoCloseable {
  private final TrainingGraph graph;
  private final Options options;

  /**
   * Its sizes.
   *
   * @param columns features of an item
   * @param hidden units of the hidden layer
   * @param criteria scores of an item
   * @param batch pairs a step; a smaller batch is filled up with pairs that do not count
   * @param position whether a position term is trained beside
   * @param adam the optimizer
   * @param computation threads
   * @param seed of the first values
   */
  public record Options(
      int columns,
      int hidden,
      int criteria,
      int batch,
      boolean position,
      AdamOptions adam,
      Computation computation,
      long seed) {
    /** Checks the sizes. */
    public Options {
      if (columns < 1 || hidden < 1 || criteria < 1 || batch < 1) {
        throw new IllegalArgumentException("columns, hidden, criteria and batch must be positive");
      }
    }
  }

  /** Builds the graph with its first values. */
  public MlpTrainer(Options options) {
    this.options = options;
    graph = new TrainingGraph(options.computation());
    Ops tf = graph.tf();
    InitialWeights initial = new InitialWeights(options.seed());
    Operand<TFloat32> features =
        graph.placeholder("features", TFloat32.class, 2L * options.batch(), options.columns());
    Operand<TFloat32> hiddenWeight =
        graph.variable("hidden/weight", initial.uniform(options.columns(), options.hidden()));
    Operand<TFloat32> hiddenBias =
        graph.variable("hidden/bias", InitialWeights.zeros(options.hidden()));
    Operand<TFloat32> outWeight =
        graph.variable("out/weight", initial.uniform(options.hidden(), options.criteria()));
    Operand<TFloat32> hidden =
        tf.math.tanh(
            tf.nn.biasAdd(
                tf.linalg.matMul(features, hiddenWeight, new MatMul.Options[0]), hiddenBias));
    Operand<TFloat32> scores = tf.linalg.matMul(hidden, outWeight, new MatMul.Options[0]);
    PairInputs inputs =
        new PairInputs(graph, options.batch(), options.criteria(), options.position());
    graph.minimise(inputs.loss(scores), options.adam());
  }

  /**
   * One step of Adam.
   *
   * @param first features of the first items, [pairs, columns] row-major
   * @param second features of the second items
   * @param targets of at most the batch's pairs
   * @param learningRate of this step
   * @throws DivergedException when the loss is no longer finite
   */
  public TrainingGraph.Step step(
      float[] first, float[] second, PairTargets targets, double learningRate) {
    int size = targets.pairs() * options.columns();
    if (first.length != size || second.length != size) {
      throw new IllegalArgumentException(
          "%d pairs need %d features a side".formatted(targets.pairs(), size));
    }
    Map<String, Feed> feeds = PairInputs.feeds(targets, options.batch(), options.criteria());
    float[] features = new float[2 * options.batch() * options.columns()];
    System.arraycopy(first, 0, features, 0, size);
    System.arraycopy(second, 0, features, options.batch() * options.columns(), size);
    feeds.put("features", Feed.of(features, 2L * options.batch(), options.columns()));
    return graph.step(feeds, learningRate);
  }

  /** A copy of the trained weights. */
  public Weights weights() {
    return graph.weights();
  }

  /** All that a resumption needs. */
  public Snapshot snapshot() {
    return graph.snapshot();
  }

  /** Goes on from a snapshot of a training with equal options. */
  public void restore(Snapshot snapshot) {
    graph.restore(snapshot);
  }

  @Override
  public void close() {
    graph.close();
  }
}
