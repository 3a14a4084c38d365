package dev.agon.agreement;

/**
 * A share of independent units with its 95 % interval after Wilson, which holds for few units too.
 * Units may count in part. Wilson (1927), Probable inference, the law of succession, and
 * statistical inference, JASA 22.
 *
 * @param units how many there are, 0 or more
 * @param share 0 to 1; 0 when there are no units
 * @param low the interval's lower end, 0 to 1
 * @param high its upper end, 0 to 1
 */
public record Proportion(long units, double share, double low, double high) {
  private static final double Z = 1.959963984540054;

  /**
   * The share of hits among units.
   *
   * @throws IllegalArgumentException unless 0 <= hits <= units
   */
  public static Proportion of(double hits, long units) {
    if (!(hits >= 0 && hits <= units)) {
      throw new IllegalArgumentException(hits + " of " + units);
    }
    if (units == 0) {
      return new Proportion(0, 0, 0, 1);
    }
    double share = hits / units;
    double z2 = Z * Z / units;
    double centre = (share + z2 / 2) / (1 + z2);
    double half = Z / (1 + z2) * Math.sqrt(share * (1 - share) / units + z2 / (4 * units));
    return new Proportion(units, share, Math.max(0, centre - half), Math.min(1, centre + half));
  }
}
