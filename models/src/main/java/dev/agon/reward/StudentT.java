package dev.agon.reward;

/** Student's t distribution. */
final class StudentT {
  private static final double NORMAL_FROM = 1e6;

  private StudentT() {}

  /**
   * The value below which a share of the distribution lies.
   *
   * @param share above 0.5 and below 1
   * @param freedom degrees of freedom, at least 1
   */
  static double quantile(double share, double freedom) {
    double low = 0;
    double high = 1e4;
    for (int i = 0; i < 200; i++) {
      double middle = (low + high) / 2;
      if (below(middle, freedom) < share) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** The distribution function at t >= 0, by Simpson's rule over the angle atan(t / sqrt(n)). */
  private static double below(double t, double freedom) {
    double n = Math.min(freedom, NORMAL_FROM);
    double end = Math.atan(t / Math.sqrt(n));
    double whole = integral(Math.PI / 2, n);
    return 0.5 + 0.5 * integral(end, n) / whole;
  }

  /** The integral of cos^(n-1) from 0 on; beyond where it is negligible it is not followed. */
  private static double integral(double end, double n) {
    double reach = Math.min(end, 12 / Math.sqrt(n));
    int steps = 400;
    double h = reach / steps;
    double sum = 0;
    for (int i = 0; i <= steps; i++) {
      double factor = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
      sum += factor * Math.pow(Math.cos(i * h), n - 1);
    }
    return sum * h / 3;
  }
}
