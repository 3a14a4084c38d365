package dev.agon.reward.loss;

/** The logistic function and its integral, without overflow. */
public final class Softplus {
  private Softplus() {}

  /** {@code log(1 + e^x)}, which is {@code -log sigma(-x)}. */
  public static double of(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  /** {@code 1 / (1 + e^-x)}. */
  public static double sigmoid(double x) {
    double e = Math.exp(-Math.abs(x));
    return x >= 0 ? 1 / (1 + e) : e / (1 + e);
  }
}
