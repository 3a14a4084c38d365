package dev.agon.ranking;

/**
 * Quantiles of Student's t distribution, by bisection on its distribution function, which is a
 * regularised incomplete beta function evaluated by Lentz's continued fraction (Abramowitz and
 * Stegun, 26.5.8 and 26.7.1).
 */
public final class StudentT {
  private static final double[] LANCZOS = {
    0.9999999999998099,
    676.5203681218851,
    -1259.1392167224028,
    771.3234287776531,
    -176.6150291621406,
    12.507343278686905,
    -0.13857109526572012,
    9.984369578019572e-06,
    1.5056327351493116e-07
  };
  private static final double NORMAL_FROM = 1e6;

  private StudentT() {}

  /**
   * The value that is exceeded with probability {@code (1 - coverage) / 2}.
   *
   * @param coverage of the two-sided interval, above 0 and below 1
   * @param degrees of freedom, above 0; from a million on it is the normal distribution's
   */
  public static double quantile(double coverage, double degrees) {
    if (degrees >= NORMAL_FROM) {
      return quantile(coverage, NORMAL_FROM * (1 - 1e-9));
    }
    double low = 0;
    double high = 1;
    while (within(high, degrees) < coverage) {
      high *= 2;
    }
    for (int round = 0; round < 200 && high - low > 1e-13 * high; round++) {
      double middle = (low + high) / 2;
      if (within(middle, degrees) < coverage) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** The probability that a variable is at most t in size. */
  public static double within(double t, double degrees) {
    double x = degrees / (degrees + t * t);
    return 1 - incompleteBeta(degrees / 2, 0.5, x);
  }

  private static double incompleteBeta(double a, double b, double x) {
    if (x <= 0 || x >= 1) {
      return x <= 0 ? 0 : 1;
    }
    double front =
        Math.exp(
            logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
    return x < (a + 1) / (a + b + 2)
        ? front * fraction(a, b, x) / a
        : 1 - front * fraction(b, a, 1 - x) / b;
  }

  private static double fraction(double a, double b, double x) {
    double c = 1;
    double d = 1 / apart(1 - (a + b) * x / (a + 1));
    double value = d;
    for (int m = 1; m < 100_000; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / apart(1 + even * d);
      c = apart(1 + even / c);
      value *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / apart(1 + odd * d);
      c = apart(1 + odd / c);
      value *= d * c;
      if (Math.abs(d * c - 1) < 1e-16) {
        break;
      }
    }
    return value;
  }

  private static double apart(double value) {
    return Math.abs(value) < 1e-300 ? 1e-300 : value;
  }

  /** Lanczos's approximation (1964) of the logarithm of the gamma function, for x above 0. */
  static double logGamma(double x) {
    double sum = LANCZOS[0];
    for (int i = 1; i < LANCZOS.length; i++) {
      sum += LANCZOS[i] / (x - 1 + i);
    }
    double t = x + 6.5;
    return Math.log(2 * Math.PI) / 2 + (x - 0.5) * Math.log(t) - t + Math.log(sum);
  }
}
