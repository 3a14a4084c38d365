package dev.agon.ranking;

/**
 * The scale of displayed ratings: {@code rating = centre + scale * log_base(strength)}, the items'
 * mean being at the centre. The defaults are the usual ones of chess and arenas.
 *
 * @param scale points for which the odds of winning multiply by the base; 400
 * @param base that factor; 10
 * @param centre the mean rating; 1000
 */
public record RatingScale(double scale, double base, double centre) {
  /** 400 points for odds of ten to one around 1000. */
  public static final RatingScale ARENA = new RatingScale(400, 10, 1000);

  public RatingScale {
    require(scale > 0 && Double.isFinite(scale), "scale must be finite and above 0");
    require(base > 1 && Double.isFinite(base), "base must be finite and above 1");
    require(Double.isFinite(centre), "centre must be finite");
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /** Points for one unit of natural log-strength: 173.7178 by default. */
  public double pointsPerUnit() {
    return scale / Math.log(base);
  }

  /** The rating of a mean-centred natural log-strength. */
  public double rating(double logStrength) {
    return centre + pointsPerUnit() * logStrength;
  }
}
