package dev.agon.tensor;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/**
 * Adam whose updates wait until every gradient has been computed. Without this gate an update may
 * overwrite a weight that the gradient of another still has to read, and results differ from run to
 * run. The powers of the betas are fed, so that a step's number is all the state beside the
 * moments.
 */
final class GatedAdam {
  private final Ops tf;
  private final AdamOptions options;
  private final Placeholder<TFloat32> learningRate;
  private final Placeholder<TFloat32> beta1Power;
  private final Placeholder<TFloat32> beta2Power;

  /** A weight with its moments. */
  record Slot(Variable<TFloat32> weight, Variable<TFloat32> first, Variable<TFloat32> second) {}

  /**
   * What was added to the graph.
   *
   * @param update changes all weights once
   * @param norm of all gradients together, before clipping; a scalar
   */
  record Added(Op update, Operand<TFloat32> norm) {}

  GatedAdam(Ops tf, AdamOptions options) {
    this.tf = tf.withSubScope("adam");
    this.options = options;
    this.learningRate = scalar();
    this.beta1Power = scalar();
    this.beta2Power = scalar();
  }

  Placeholder<TFloat32> learningRate() {
    return learningRate;
  }

  Placeholder<TFloat32> beta1Power() {
    return beta1Power;
  }

  Placeholder<TFloat32> beta2Power() {
    return beta2Power;
  }

  AdamOptions options() {
    return options;
  }

  Added minimise(Operand<TFloat32> loss, List<Slot> slots) {
    Gradients gradients = tf.gradients(loss, slots.stream().map(Slot::weight).toList());
    List<Operand<TFloat32>> all = new ArrayList<>();
    List<Op> ready = new ArrayList<>();
    for (int i = 0; i < slots.size(); i++) {
      Operand<TFloat32> gradient = gradients.dy(i);
      all.add(gradient);
      ready.add(tf.identity(gradient));
    }
    Operand<TFloat32> norm = norm(all);
    ready.add(norm);
    Ops gated = tf.withControlDependencies(List.of(tf.withControlDependencies(ready).noOp()));
    Operand<TFloat32> scale = clipping(gated, norm);
    List<Op> updates = new ArrayList<>();
    for (int i = 0; i < slots.size(); i++) {
      updates.add(update(gated, slots.get(i), gated.math.mul(all.get(i), scale)));
    }
    return new Added(tf.withControlDependencies(updates).noOp(), norm);
  }

  private Operand<TFloat32> norm(List<Operand<TFloat32>> gradients) {
    List<Operand<TFloat32>> squares = new ArrayList<>();
    for (Operand<TFloat32> gradient : gradients) {
      squares.add(tf.nn.l2Loss(gradient));
    }
    return tf.math.sqrt(tf.math.mul(tf.math.addN(squares), tf.constant(2f)));
  }

  /** 1, or what brings the norm down to the limit. */
  private Operand<TFloat32> clipping(Ops gated, Operand<TFloat32> norm) {
    if (options.clipNorm() == 0) {
      return gated.constant(1f);
    }
    Operand<TFloat32> limit = gated.constant((float) options.clipNorm());
    return gated.math.div(limit, gated.math.maximum(limit, norm));
  }

  private Op update(Ops gated, Slot slot, Operand<TFloat32> gradient) {
    return gated.train.applyAdam(
        decayed(gated, slot.weight()),
        slot.first(),
        slot.second(),
        beta1Power,
        beta2Power,
        learningRate,
        gated.constant((float) options.beta1()),
        gated.constant((float) options.beta2()),
        gated.constant((float) options.epsilon()),
        gradient);
  }

  /** The weight after its decay; a reference, so that Adam changes it only then. */
  private Operand<TFloat32> decayed(Ops gated, Variable<TFloat32> weight) {
    if (options.weightDecay() == 0 || weight.shape().numDimensions() < 2) {
      return weight;
    }
    Operand<TFloat32> share =
        gated.math.mul(learningRate, gated.constant((float) options.weightDecay()));
    return gated.assignSub(weight, gated.math.mul(share, weight));
  }

  private Placeholder<TFloat32> scalar() {
    return tf.placeholder(TFloat32.class, Placeholder.shape(org.tensorflow.ndarray.Shape.scalar()));
  }
}
