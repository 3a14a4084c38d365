package dev.agon.server.study.overview;

/**
 * A share with its 95 % interval after Wilson (1927), which holds for few votes too.
 *
 * @param count votes that the share is of
 * @param share 0 to 1; 0 when there are none
 * @param low lower end, 0 to 1
 * @param high upper end, 0 to 1
 */
public record Rate(long count, double share, double low, double high) {
  private static final double Z = 1.959963984540054;

  /**
   * The share of hits among all.
   *
   * @throws IllegalArgumentException if not 0 <= hits <= count
   */
  public static Rate of(long hits, long count) {
    if (hits < 0 || hits > count) {
      throw new IllegalArgumentException(hits + " of " + count);
    }
    if (count == 0) {
      return new Rate(0, 0, 0, 1);
    }
    double n = count;
    double p = hits / n;
    double z2 = Z * Z;
    double centre = (p + z2 / (2 * n)) / (1 + z2 / n);
    double half = Z / (1 + z2 / n) * Math.sqrt(p * (1 - p) / n + z2 / (4 * n * n));
    return new Rate(count, p, Math.max(0, centre - half), Math.min(1, centre + half));
  }

  boolean excludes(double value) {
    return count > 0 && (value < low || value > high);
  }
}
