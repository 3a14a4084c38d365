package dev.agon.tensor;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The one formula of all losses of pairs. With d the difference of two rewards (first less second,
 * in logits) a pair costs under each criterion
 *
 * <pre>first * softplus(firstMargin - d) + second * softplus(secondMargin + d)</pre>
 *
 * whose four factors are a pair's terms under that criterion. Soft labels, ties by Rao and Kupper,
 * margins, weights and smoothing are choices of them; a criterion that was not judged has zeros.
 */
final class PairTermLoss {
  /** Terms a pair and criterion: first, second, firstMargin, secondMargin. */
  static final int TERMS = 4;

  private static final float SMALLEST_DIVISOR = 1;

  private PairTermLoss() {}

  /**
   * The mean over pairs of the sum over criteria.
   *
   * @param difference [pairs, criteria]
   * @param terms [pairs, criteria, 4]
   * @param counted how many of the pairs count; the others' terms are zero
   */
  static Operand<TFloat32> mean(
      Ops tf, Operand<TFloat32> difference, Operand<TFloat32> terms, Operand<TFloat32> counted) {
    Operand<TFloat32> towardsFirst =
        tf.math.mul(
            column(tf, terms, 0), tf.math.softplus(tf.math.sub(column(tf, terms, 2), difference)));
    Operand<TFloat32> towardsSecond =
        tf.math.mul(
            column(tf, terms, 1), tf.math.softplus(tf.math.add(column(tf, terms, 3), difference)));
    Operand<TFloat32> sum =
        tf.reduceSum(
            tf.math.add(towardsFirst, towardsSecond),
            tf.constant(new int[] {0, 1}),
            new ReduceSum.Options[0]);
    return tf.math.div(sum, tf.math.maximum(counted, tf.constant(SMALLEST_DIVISOR)));
  }

  /**
   * Scores of firsts less scores of seconds, and the position's own term.
   *
   * @param scores [2 * pairs, criteria], the firsts above the seconds
   * @param pairs how many
   * @param position [pairs, 1]: 1 where the first was shown first, -1 where the second was, else 0
   * @param positionWeight [1, criteria]
   * @return [pairs, criteria]
   */
  static Operand<TFloat32> difference(
      Ops tf,
      Operand<TFloat32> scores,
      int pairs,
      Operand<TFloat32> position,
      Operand<TFloat32> positionWeight) {
    Operand<TInt32> width = tf.constant(new int[] {pairs, -1});
    Operand<TFloat32> first = tf.slice(scores, tf.constant(new int[] {0, 0}), width);
    Operand<TFloat32> second = tf.slice(scores, tf.constant(new int[] {pairs, 0}), width);
    return tf.math.add(tf.math.sub(first, second), tf.math.mul(position, positionWeight));
  }

  private static Operand<TFloat32> column(Ops tf, Operand<TFloat32> terms, int column) {
    return tf.gather(terms, tf.constant(column), tf.constant(2));
  }
}
