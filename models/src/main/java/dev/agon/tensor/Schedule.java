package dev.agon.tensor;

/**
 * Learning rates over the steps of a training: a linear warm-up from 0 to the peak, then one of
 * three ways.
 *
 * @param peak the highest rate, positive
 * @param warmUp steps of the warm-up, at least 0
 * @param total all steps, at least the warm-up's
 * @param decay what follows the warm-up
 */
public record Schedule(double peak, long warmUp, long total, Decay decay) {
  /** What follows the warm-up. */
  public enum Decay {
    /** The peak, to the end. */
    NONE,
    /** In a straight line to 0 at the end. */
    LINEAR,
    /** Along half a cosine to 0 at the end. */
    COSINE
  }

  /** Checks the ranges. */
  public Schedule {
    if (!(peak > 0) || Double.isInfinite(peak) || warmUp < 0 || total < warmUp) {
      throw new IllegalArgumentException(
          "needs a positive peak and 0 <= warm-up <= total, not peak %s, warm-up %d, total %d"
              .formatted(peak, warmUp, total));
    }
  }

  /** The same rate at every step. */
  public static Schedule constant(double rate) {
    return new Schedule(rate, 0, Long.MAX_VALUE, Decay.NONE);
  }

  /**
   * The rate of one step.
   *
   * @param step from 0; past the total it is the last step's
   */
  public double rate(long step) {
    if (step < warmUp) {
      return peak * (step + 1) / warmUp;
    }
    double done = total == warmUp ? 1 : Math.min(1, (double) (step - warmUp) / (total - warmUp));
    return switch (decay) {
      case NONE -> peak;
      case LINEAR -> peak * (1 - done);
      case COSINE -> peak * (1 + StrictMath.cos(Math.PI * done)) / 2;
    };
  }
}
