package dev.agon.ranking;

/**
 * An independent normal prior with mean 0 on each log-strength and, in Davidson's model, on ln nu:
 * the log-likelihood is reduced by precision / 2 times the sum of their squares.
 *
 * @param precision 1 / variance, above 0
 * @param reason why it is used
 */
public record Prior(double precision, Reason reason) {
  /**
   * The precision used where the votes do not determine the ratings: a standard deviation of 2 in
   * natural log-strength, 347 points on the usual scale.
   */
  public static final double WEAK = 0.25;

  /** Why a prior is used. */
  public enum Reason {
    /** The caller asked for it. */
    ASKED,
    /**
     * Some items cannot be reached from others over wins and ties, so that no finite ratings fit
     * best (Ford 1957); or, in Davidson's model, the same holds for ratings and nu together.
     */
    UNDETERMINED
  }
}
