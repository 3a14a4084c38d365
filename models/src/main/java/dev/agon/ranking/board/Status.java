package dev.agon.ranking.board;

import dev.agon.ranking.RatingScale;
import dev.agon.ranking.interval.Uncertainty;

/** How much a rating can be relied on, by the width of its interval. */
public enum Status {
  /**
   * Its interval reaches further than {@link #USABLE_WITHIN}, or rests on fewer than {@value
   * Uncertainty#FEW} votes or annotators, or on fewer annotators than there are items.
   */
  PRELIMINARY,
  /** Its interval reaches no further than that. */
  USABLE,
  /** Its interval reaches no further than {@link #ESTABLISHED_WITHIN}. */
  ESTABLISHED;

  /** Half the width of the 95 % interval, in natural log-strength: 60 points of 400. */
  public static final double USABLE_WITHIN = 60 / RatingScale.ARENA.pointsPerUnit();

  /** The same for an established rating: 25 points of 400. */
  public static final double ESTABLISHED_WITHIN = 25 / RatingScale.ARENA.pointsPerUnit();

  /** The status of a half-width in natural log-strength. */
  public static Status of(double halfWidth) {
    if (halfWidth <= ESTABLISHED_WITHIN) {
      return ESTABLISHED;
    }
    return halfWidth <= USABLE_WITHIN ? USABLE : PRELIMINARY;
  }
}
