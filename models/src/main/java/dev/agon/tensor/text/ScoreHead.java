package dev.agon.tensor.text;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;

/** The linear head of a reward model: scores of a text's vector, one a criterion. */
final class ScoreHead {
  /** The name of its weight, [384, criteria]. */
  static final String NAME = "head/weight";

  /**
   * What a vector of length 1 is multiplied by first, so that its numbers are of size 1 and the
   * head learns at the pace of the layers below.
   */
  static final float SCALE = (float) Math.sqrt(MiniLmWeights.HIDDEN);

  private ScoreHead() {}

  /** [rows, criteria] of [rows, 384]. */
  static Operand<TFloat32> scores(Ops tf, Operand<TFloat32> vectors, Operand<TFloat32> weight) {
    return tf.linalg.matMul(
        tf.math.mul(vectors, tf.constant(SCALE)), weight, new MatMul.Options[0]);
  }
}
