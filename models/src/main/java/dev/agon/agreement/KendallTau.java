package dev.agon.agreement;

/**
 * Kendall's rank correlation with ties, tau-b (Kendall 1945, Biometrika 33, 239-251): concordant
 * less discordant pairs over the geometric mean of the pairs that either ordering tells apart.
 */
public final class KendallTau {
  private KendallTau() {}

  /**
   * The correlation of two orderings of the same things: 1 for the same order, -1 for the reverse;
   * NaN where an ordering has fewer than two different values.
   *
   * @throws IllegalArgumentException when the orderings are not of equally many things
   */
  public static double of(double[] one, double[] other) {
    if (one.length != other.length) {
      throw new IllegalArgumentException(
          "%d values go with no %d others".formatted(one.length, other.length));
    }
    long balance = 0;
    long apart = 0;
    long otherApart = 0;
    for (int i = 0; i < one.length; i++) {
      for (int j = 0; j < i; j++) {
        int sign = Double.compare(one[i], one[j]);
        int otherSign = Double.compare(other[i], other[j]);
        balance += (long) sign * otherSign;
        apart += sign == 0 ? 0 : 1;
        otherApart += otherSign == 0 ? 0 : 1;
      }
    }
    return apart == 0 || otherApart == 0
        ? Double.NaN
        : balance / Math.sqrt((double) apart * otherApart);
  }
}
