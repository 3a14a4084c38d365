package dev.agon.tensor;

/**
 * Adam (Kingma and Ba, ICLR 2015) with decoupled weight decay (Loshchilov and Hutter, ICLR 2019)
 * and clipping by the global norm of all gradients (Pascanu et al., ICML 2013).
 *
 * @param beta1 decay of the first moment, in [0, 1)
 * @param beta2 decay of the second moment, in [0, 1)
 * @param epsilon added to the root of the second moment, positive
 * @param weightDecay share of a weight that a learning rate of 1 would take off each step, at least
 *     0; only tensors of two or more dimensions decay, not biases and scales
 * @param clipNorm gradients whose joint Euclidean norm is above it are scaled down to it; 0 clips
 *     nothing
 */
public record AdamOptions(
    double beta1, double beta2, double epsilon, double weightDecay, double clipNorm) {
  /** Checks the ranges. */
  public AdamOptions {
    require(beta1 >= 0 && beta1 < 1, "beta1 must be in [0, 1)", beta1);
    require(beta2 >= 0 && beta2 < 1, "beta2 must be in [0, 1)", beta2);
    require(epsilon > 0, "epsilon must be positive", epsilon);
    require(weightDecay >= 0, "weight decay must be at least 0", weightDecay);
    require(clipNorm >= 0, "the norm to clip at must be at least 0", clipNorm);
  }

  /** 0.9, 0.999, 1e-8, weight decay 0.01, clipping at norm 1: what transformers are tuned with. */
  public static AdamOptions standard() {
    return new AdamOptions(0.9, 0.999, 1e-8, 0.01, 1);
  }

  private static void require(boolean holds, String rule, double value) {
    if (!holds || !Double.isFinite(value)) {
      throw new IllegalArgumentException(rule + ", not " + value);
    }
  }
}
