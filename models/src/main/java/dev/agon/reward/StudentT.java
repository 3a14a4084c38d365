package dev.agon.reward;

/** Student's t distribution, integrated by Simpson's rule over the angle atan(t / sqrt(n)). */
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
    double n = Math.min(freedom, NORMAL_FROM);
    double whole = integral(Math.PI / 2, n);
    double low = 0;
    double high = Math.PI / 2;
    for (int i = 0; i < 50; i++) {
      double middle = (low + high) / 2;
      if (0.5 + 0.5 * integral(middle, n) / whole < share) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Math.tan((low + high) / 2) * Math.sqrt(n);
  }

  /** The integral of cos^(n-1) from 0 on; beyond where it is negligible it is not followed. */
  private static double integral(double end, double n) {
    double reach = Math.min(end, 12 / Math.sqrt(n));
    int steps = 200;
    double h = reach / steps;
    double sum = 0;
    for (int i = 0; i <= steps; i++) {
      double factor = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
      sum += factor * Math.pow(Math.cos(i * h), n - 1);
    }
    return sum * h / 3;
  }
}
