package dev.agon.tensor;

import dev.agon.ranking.fit.BatchFit;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.op.linalg.TriangularSolve;
import org.tensorflow.types.TFloat64;

/**
 * Newton's method for many Bradley-Terry fits at once, in 64-bit floats: the informations of B
 * resamples of M items are one tensor [B, M, M], factored and solved together. Worth its while on a
 * GPU; on a CPU it takes about as long as plain Java.
 */
public final class BatchedNewton implements BatchFit, AutoCloseable {
  /**
   * From the strengths of all votes, resamples are reached in three or four; then it is checked.
   */
  private static final int STEPS = 5;

  private static final double SMALL_STEP = 1e-9;
  private static final int SIZE = 100;

  private final Graph graph = new Graph();
  private final Session session;
  private final Placeholder<TFloat64> won;
  private final Placeholder<TFloat64> precision;
  private final Placeholder<TFloat64> start;
  private final Operand<TFloat64> strengths;
  private final Operand<TFloat64> lastStep;

  /** Prepares the graph, to be computed so. */
  public BatchedNewton(Computation computation) {
    NativeLibrary.load();
    session = new Session(graph, computation.config());
    Ops tf = Ops.create(graph);
    won = tf.placeholder(TFloat64.class);
    precision = tf.placeholder(TFloat64.class);
    start = tf.placeholder(TFloat64.class);
    Operand<TFloat64> votes = tf.math.add(won, transposed(tf, won));
    Operand<TFloat64> wins = tf.reduceSum(won, tf.constant(2));
    Operand<TFloat64> at = tf.math.add(tf.zerosLike(wins), start);
    Operand<TFloat64> step = tf.zerosLike(at);
    for (int k = 0; k < STEPS; k++) {
      step = step(tf, at, votes, wins);
      at = tf.math.add(at, step);
    }
    strengths = centred(tf, at);
    lastStep = tf.reduceMax(tf.math.abs(step), tf.constant(1));
  }

  private static Operand<TFloat64> transposed(Ops tf, Operand<TFloat64> matrices) {
    return tf.linalg.transpose(matrices, tf.constant(new int[] {0, 2, 1}));
  }

  private static Operand<TFloat64> centred(Ops tf, Operand<TFloat64> at) {
    return tf.math.sub(at, tf.expandDims(tf.math.mean(at, tf.constant(1)), tf.constant(1)));
  }

  private Operand<TFloat64> step(
      Ops tf, Operand<TFloat64> at, Operand<TFloat64> votes, Operand<TFloat64> wins) {
    Operand<TFloat64> probability =
        tf.math.sigmoid(
            tf.math.sub(tf.expandDims(at, tf.constant(2)), tf.expandDims(at, tf.constant(1))));
    Operand<TFloat64> expected = tf.math.mul(votes, probability);
    Operand<TFloat64> gradient =
        tf.math.sub(
            tf.math.sub(wins, tf.reduceSum(expected, tf.constant(2))), tf.math.mul(precision, at));
    Operand<TFloat64> bend = tf.math.mul(expected, tf.math.sub(tf.constant(1.0), probability));
    Operand<TFloat64> diagonal = tf.reduceSum(bend, tf.constant(2));
    Operand<TFloat64> information =
        tf.linalg.matrixSetDiag(
            tf.math.neg(bend), tf.math.add(diagonal, precision), tf.constant(0));
    // The shift of all strengths changes nothing; it is held by the square of their mean.
    Operand<TFloat64> hold =
        tf.expandDims(
            tf.math.mean(tf.expandDims(diagonal, tf.constant(2)), tf.constant(1)), tf.constant(2));
    Operand<TFloat64> factor = tf.linalg.cholesky(tf.math.add(information, hold));
    Operand<TFloat64> half =
        tf.linalg.triangularSolve(factor, tf.expandDims(gradient, tf.constant(2)));
    return tf.squeeze(
        tf.linalg.triangularSolve(factor, half, TriangularSolve.adjoint(true)),
        Squeeze.axis(List.of(2L)));
  }

  @Override
  public int size() {
    return SIZE;
  }

  @Override
  public double[][] fit(
      int[] lower, int[] upper, double[][] won, double[][] lost, double precision, double[] start) {
    int items = start.length;
    double[] dense = new double[won.length * items * items];
    for (int b = 0; b < won.length; b++) {
      int base = b * items * items;
      for (int pair = 0; pair < lower.length; pair++) {
        dense[base + lower[pair] * items + upper[pair]] += won[b][pair];
        dense[base + upper[pair] * items + lower[pair]] += lost[b][pair];
      }
    }
    try (Tensor cells = tensor(dense, won.length, items, items);
        Tensor weight = tensor(new double[] {precision});
        Tensor from = tensor(start, items);
        Result result =
            session
                .runner()
                .feed(this.won, cells)
                .feed(this.precision, weight)
                .feed(this.start, from)
                .fetch(strengths)
                .fetch(lastStep)
                .run()) {
      double[] found = doubles(result.get(0));
      double[] moved = doubles(result.get(1));
      double[][] rows = new double[won.length][];
      for (int b = 0; b < rows.length; b++) {
        rows[b] = Arrays.copyOfRange(found, b * items, (b + 1) * items);
        if (!(moved[b] <= SMALL_STEP)) {
          Arrays.fill(rows[b], Double.NaN);
        }
      }
      return rows;
    }
  }

  private static Tensor tensor(double[] values, long... shape) {
    Shape of = shape.length == 0 ? Shape.scalar() : Shape.of(shape);
    return TFloat64.tensorOf(of, DataBuffers.of(values, true, false));
  }

  private static double[] doubles(Tensor tensor) {
    double[] values = new double[Math.toIntExact(tensor.shape().size())];
    ((TFloat64) tensor).asRawTensor().data().asDoubles().read(values);
    return values;
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
