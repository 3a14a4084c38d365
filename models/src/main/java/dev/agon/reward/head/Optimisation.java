package dev.agon.reward.head;

import dev.agon.tensor.AdamOptions;
import dev.agon.tensor.Schedule;

/**
 * How weights are found step by step: gated Adam over shuffled batches.
 *
 * @param epochs at most this many passes over the pairs, at least 1
 * @param batch pairs a step, at least 1
 * @param learningRate the highest rate, above 0
 * @param warmUp the part of all steps in which the rate rises to it, 0 to 1
 * @param decay how the rate falls afterwards
 * @param weightDecay see {@link AdamOptions}
 * @param clipNorm see {@link AdamOptions}
 * @param heldOut the share of groups kept for stopping early, 0 (none) to below 1
 * @param patience epochs without a lower held-out loss after which training stops; the best epoch's
 *     weights are kept
 */
public record Optimisation(
    int epochs,
    int batch,
    double learningRate,
    double warmUp,
    Schedule.Decay decay,
    double weightDecay,
    double clipNorm,
    double heldOut,
    int patience) {

  public Optimisation {
    if (epochs < 1 || batch < 1 || patience < 1) {
      throw new IllegalArgumentException("epochs, batch and patience are at least 1");
    }
    if (!(learningRate > 0) || !(warmUp >= 0 && warmUp <= 1) || !(heldOut >= 0 && heldOut < 1)) {
      throw new IllegalArgumentException(
          "learning rate %s, warm-up %s, held out %s".formatted(learningRate, warmUp, heldOut));
    }
  }

  /** For heads over vectors: at most 30 epochs of 64, a tenth of the groups held out. */
  public static Optimisation forHeads() {
    return new Optimisation(30, 64, 1e-3, 0.05, Schedule.Decay.COSINE, 0.01, 1, 0.1, 4);
  }

  /** For whole encoders: 2 epochs of 16 with a small rate, nothing held out. */
  public static Optimisation forEncoders() {
    return new Optimisation(2, 16, 5e-5, 0.1, Schedule.Decay.LINEAR, 0.01, 1, 0, 1);
  }

  AdamOptions adam() {
    return new AdamOptions(0.9, 0.999, 1e-8, weightDecay, clipNorm);
  }

  Schedule schedule(long steps) {
    return new Schedule(learningRate, Math.round(warmUp * steps), steps, decay);
  }
}
