package dev.agon.ranking.sequential;

/** The standard normal distribution, and the moments of its truncations that TrueSkill needs. */
final class Normal {
  private static final double ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

  /** Below this the ratio of density and distribution is taken from its expansion. */
  private static final double FAR = -30;

  private Normal() {}

  static double density(double x) {
    return Math.exp(-x * x / 2) / ROOT_TWO_PI;
  }

  /** The distribution function, to about 1e-15 of its value. */
  static double below(double x) {
    return x > 0 ? 1 - upper(x) : upper(-x);
  }

  /**
   * The probability above x, which is at least 0: a series near 0, else a continued fraction
   * (Abramowitz and Stegun, 26.2.10 and 26.2.14).
   */
  private static double upper(double x) {
    if (x < 3) {
      double term = x;
      double sum = x;
      for (int n = 1; Math.abs(term) > 1e-18; n++) {
        term *= -x * x * (2 * n - 1) / (2 * n * (2 * n + 1));
        sum += term;
      }
      return 0.5 - sum / ROOT_TWO_PI;
    }
    double fraction = x;
    for (int k = 200; k > 0; k--) {
      fraction = x + k / fraction;
    }
    return density(x) / fraction;
  }

  /** The quantile of a probability above 0 and below 1, by bisection and Newton's steps. */
  static double quantile(double probability) {
    double low = -40;
    double high = 40;
    for (int round = 0; round < 200 && high - low > 1e-15 * Math.max(1, Math.abs(low)); round++) {
      double middle = (low + high) / 2;
      if (below(middle) < probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** The mean of a normal variable beyond a win's margin, less its own. */
  static double winShift(double t) {
    return t < FAR ? -t - 1 / t : density(t) / below(t);
  }

  /** How much of its variance the truncation of a win takes away, from 0 to 1. */
  static double winShrink(double t) {
    double v = winShift(t);
    return Math.clamp(v * (v + t), 0, 1);
  }

  /** The mean of a normal variable within a draw's margin, less its own. */
  static double drawShift(double t, double margin) {
    double size = Math.abs(t);
    double inside = inside(size, margin);
    double shift =
        inside < 1e-300
            ? margin - size
            : (density(-margin - size) - density(margin - size)) / inside;
    return t < 0 ? -shift : shift;
  }

  /** How much of its variance the truncation of a draw takes away. */
  static double drawShrink(double t, double margin) {
    double size = Math.abs(t);
    double inside = inside(size, margin);
    if (inside < 1e-300) {
      return 1;
    }
    double v = drawShift(size, margin);
    double edge =
        (margin - size) * density(margin - size) + (margin + size) * density(margin + size);
    return Math.clamp(v * v + edge / inside, 0, 1);
  }

  private static double inside(double size, double margin) {
    return below(margin - size) - below(-margin - size);
  }
}
