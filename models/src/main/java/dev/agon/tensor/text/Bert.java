package dev.agon.tensor.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.math.Mean;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * BERT's encoder (Devlin et al., NAACL 2019) as operations of a graph, without dropout: token,
 * position and type embeddings, layers of self-attention and of two matrices with GELU between
 * them, each followed by a layer norm; then the mean over a text's tokens, scaled to length 1. All
 * operations have gradients.
 */
final class Bert {
  private static final float EPSILON = 1e-12f;
  private static final float MASKED = 1e9f;

  /** A squared length below which a mean is taken as this long, as sentence-transformers does. */
  private static final float SHORTEST = 1e-24f;

  private final Ops tf;
  private final Function<String, Operand<TFloat32>> weight;
  private final int rows;

  /**
   * For one graph.
   *
   * @param weight gives the variable of a name of {@link MiniLmWeights}
   * @param rows texts a run
   */
  Bert(Ops tf, Function<String, Operand<TFloat32>> weight, int rows) {
    this.tf = tf;
    this.weight = weight;
    this.rows = rows;
  }

  /**
   * Vectors of texts.
   *
   * @param tokens [rows, T], numbers in the vocabulary
   * @param mask [rows, T], 1 for a token and 0 for padding
   * @return [rows, 384], each of length 1
   */
  Operand<TFloat32> vectors(Operand<TInt32> tokens, Operand<TFloat32> mask) {
    Operand<TFloat32> mean = mean(states(tokens, mask).getLast(), mask);
    Operand<TFloat32> squares = tf.reduceSum(tf.math.square(mean), tf.constant(1), keepDims());
    return tf.math.mul(mean, tf.math.rsqrt(tf.math.maximum(squares, tf.constant(SHORTEST))));
  }

  /**
   * The means over a text's tokens after each layer, the first layer's first; not scaled.
   *
   * @return [rows, 6 * 384]
   */
  Operand<TFloat32> layerMeans(Operand<TInt32> tokens, Operand<TFloat32> mask) {
    List<Operand<TFloat32>> means = new ArrayList<>();
    for (Operand<TFloat32> hidden : states(tokens, mask)) {
      means.add(mean(hidden, mask));
    }
    return tf.concat(means, tf.constant(1));
  }

  /** After each layer [rows * T, hidden]. */
  private List<Operand<TFloat32>> states(Operand<TInt32> tokens, Operand<TFloat32> mask) {
    List<Operand<TFloat32>> states = new ArrayList<>();
    Operand<TFloat32> hidden = embeddings(tokens);
    Operand<TFloat32> masked =
        tf.math.mul(
            tf.math.sub(tf.reshape(mask, tf.constant(new int[] {rows, 1, 1, -1})), one()),
            tf.constant(MASKED));
    for (int layer = 0; layer < MiniLmWeights.LAYERS; layer++) {
      hidden = layer("layer%d/".formatted(layer), hidden, masked);
      states.add(hidden);
    }
    return states;
  }

  /** [rows * T, hidden]. */
  private Operand<TFloat32> embeddings(Operand<TInt32> tokens) {
    Operand<TInt32> axis = tf.constant(0);
    Operand<TInt32> positions =
        tf.range(tf.constant(0), tf.gather(tf.shape(tokens), tf.constant(1), axis), tf.constant(1));
    Operand<TFloat32> sum =
        tf.math.add(
            tf.gather(weight.apply("embeddings/word"), tokens, axis),
            tf.gather(weight.apply("embeddings/token_type"), tf.constant(0), axis));
    sum = tf.math.add(sum, tf.gather(weight.apply("embeddings/position"), positions, axis));
    return norm("embeddings/norm", flat(sum, MiniLmWeights.HIDDEN));
  }

  private Operand<TFloat32> layer(String name, Operand<TFloat32> hidden, Operand<TFloat32> masked) {
    Operand<TFloat32> attended =
        dense(name + "attention/out", attention(name + "attention/in", hidden, masked));
    Operand<TFloat32> middle = norm(name + "attention/norm", tf.math.add(attended, hidden));
    Operand<TFloat32> inner = dense(name + "inner/out", gelu(dense(name + "inner/in", middle)));
    return norm(name + "inner/norm", tf.math.add(inner, middle));
  }

  /** [rows * T, hidden], each head's part beside the others'. */
  private Operand<TFloat32> attention(
      String name, Operand<TFloat32> hidden, Operand<TFloat32> masked) {
    int size = MiniLmWeights.HIDDEN / MiniLmWeights.HEADS;
    Operand<TFloat32> all =
        tf.reshape(
            dense(name, hidden), tf.constant(new int[] {rows, -1, 3, MiniLmWeights.HEADS, size}));
    List<Output<TFloat32>> parts =
        tf.unstack(tf.linalg.transpose(all, tf.constant(new int[] {2, 0, 3, 1, 4})), 3L).output();
    Operand<TFloat32> products =
        tf.train.batchMatMul(parts.get(0), parts.get(1), TFloat32.class, BatchMatMul.adjY(true));
    Operand<TFloat32> scores =
        tf.math.add(tf.math.mul(products, tf.constant((float) (1 / Math.sqrt(size)))), masked);
    Operand<TFloat32> mixed =
        tf.train.batchMatMul(tf.nn.softmax(scores), parts.get(2), TFloat32.class);
    return flat(
        tf.linalg.transpose(mixed, tf.constant(new int[] {0, 2, 1, 3})), MiniLmWeights.HIDDEN);
  }

  private Operand<TFloat32> dense(String name, Operand<TFloat32> rowsOf) {
    return tf.nn.biasAdd(
        tf.linalg.matMul(rowsOf, weight.apply(name + "/weight"), new MatMul.Options[0]),
        weight.apply(name + "/bias"));
  }

  private Operand<TFloat32> norm(String name, Operand<TFloat32> rowsOf) {
    Operand<TInt32> axis = tf.constant(1);
    Operand<TFloat32> mean = tf.math.mean(rowsOf, axis, Mean.keepDims(true));
    Operand<TFloat32> variance =
        tf.math.mean(tf.math.squaredDifference(rowsOf, mean), axis, Mean.keepDims(true));
    Operand<TFloat32> inverse = tf.math.rsqrt(tf.math.add(variance, tf.constant(EPSILON)));
    Operand<TFloat32> unit = tf.math.mul(tf.math.sub(rowsOf, mean), inverse);
    return tf.math.add(
        tf.math.mul(unit, weight.apply(name + "/scale")), weight.apply(name + "/shift"));
  }

  /** x times the normal distribution's probability below x, by the error function. */
  private Operand<TFloat32> gelu(Operand<TFloat32> x) {
    Operand<TFloat32> error = tf.math.erf(tf.math.mul(x, tf.constant((float) Math.sqrt(0.5))));
    return tf.math.mul(tf.math.mul(x, tf.constant(0.5f)), tf.math.add(error, one()));
  }

  /** Over a text's tokens: [rows, hidden]. */
  private Operand<TFloat32> mean(Operand<TFloat32> hidden, Operand<TFloat32> mask) {
    Operand<TFloat32> states =
        tf.reshape(hidden, tf.constant(new int[] {rows, -1, MiniLmWeights.HIDDEN}));
    Operand<TFloat32> share =
        tf.math.div(mask, tf.math.maximum(one(), tf.reduceSum(mask, tf.constant(1), keepDims())));
    return tf.reshape(
        tf.train.batchMatMul(
            tf.reshape(share, tf.constant(new int[] {rows, 1, -1})), states, TFloat32.class),
        tf.constant(new int[] {rows, MiniLmWeights.HIDDEN}));
  }

  private static ReduceSum.Options keepDims() {
    return ReduceSum.keepDims(true);
  }

  private Operand<TFloat32> flat(Operand<TFloat32> states, int width) {
    return tf.reshape(states, tf.constant(new int[] {-1, width}));
  }

  private Operand<TFloat32> one() {
    return tf.constant(1f);
  }
}
