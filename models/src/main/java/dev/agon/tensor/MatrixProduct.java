package dev.agon.tensor;

import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * One product of two square matrices of 32-bit floats, again and again: what a machine can do at
 * best, beside which the speed of a training says how much of it is used.
 */
public final class MatrixProduct implements AutoCloseable {
  private static final int SIZE = 1_536;

  private final Graph graph = new Graph();
  private final Session session;
  private final Operand<TFloat32> sum;

  /** Prepares the product, to be computed so. */
  public MatrixProduct(Computation computation) {
    NativeLibrary.load();
    session = new Session(graph, computation.config());
    Ops tf = Ops.create(graph);
    Operand<TFloat32> matrix =
        tf.random.statelessRandomUniform(
            tf.constant(new long[] {SIZE, SIZE}), tf.constant(new long[] {1, 2}), TFloat32.class);
    var left = tf.variable(matrix);
    session.run(tf.assign(left, matrix));
    sum = tf.reduceMax(tf.linalg.matMul(left, left), tf.constant(new int[] {0, 1}));
  }

  /** Floating-point operations of a product. */
  public static double flops() {
    return 2.0 * SIZE * SIZE * SIZE;
  }

  /** Computes it once. */
  public void run() {
    try (SessionRun runs = new SessionRun(session.runner())) {
      runs.fetch(List.of(sum));
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
