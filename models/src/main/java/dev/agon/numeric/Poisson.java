package dev.agon.numeric;

import java.util.random.RandomGenerator;
import org.apache.commons.numbers.gamma.LogGamma;

/**
 * A Poisson distribution, drawn from by multiplication of uniform numbers for small means, by
 * transformed rejection for large ones (Hoermann 1993, Insurance: Mathematics and Economics 12,
 * 39-45, algorithm PTRS).
 */
public final class Poisson {
  private static final double LARGE = 10;

  private final double mean;
  private final double limit;
  private final double logMean;
  private final double a;
  private final double b;
  private final double inverse;
  private final double squeeze;

  /**
   * A distribution.
   *
   * @param mean at least 0
   */
  public Poisson(double mean) {
    this.mean = mean;
    limit = Math.exp(-mean);
    logMean = Math.log(mean);
    b = 0.931 + 2.53 * Math.sqrt(mean);
    a = -0.059 + 0.02483 * b;
    inverse = 1.1239 + 1.1328 / (b - 3.4);
    squeeze = 0.9277 - 3.6224 / (b - 2);
  }

  /** One draw. */
  public long draw(RandomGenerator random) {
    return mean < LARGE ? small(random) : large(random);
  }

  private long small(RandomGenerator random) {
    long count = 0;
    for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
      count++;
    }
    return count;
  }

  private long large(RandomGenerator random) {
    while (true) {
      double u = random.nextDouble() - 0.5;
      double v = random.nextDouble();
      double us = 0.5 - Math.abs(u);
      double k = Math.floor((2 * a / us + b) * u + mean + 0.43);
      if (us >= 0.07 && v <= squeeze) {
        return (long) k;
      }
      if (k >= 0 && (us >= 0.013 || v <= us)) {
        double ratio = Math.log(v * inverse / (a / (us * us) + b));
        if (ratio <= k * logMean - mean - LogGamma.value(k + 1)) {
          return (long) k;
        }
      }
    }
  }
}
