package dev.agon.ranking.fit;

/**
 * A concave log-likelihood that is a sum over independent observations. The first parameters are
 * log-strengths, which a common shift does not change; others may follow. Second derivatives are
 * given as information, which is their negative.
 */
public interface Likelihood {
  /** The number of parameters. */
  int parameters();

  /** How many of them, from the first, are log-strengths. */
  int strengths();

  /** The number of observations. */
  int observations();

  /** The parameters that an observation depends on; some may be named twice. */
  int[] touched(int observation);

  /** Who made an observation, from 0, or -1 when that is not known. */
  int annotator(int observation);

  /** What was observed, from 0, or -1 when that is not known. */
  int comparison(int observation);

  /** The log-likelihood at the parameters; negative infinity or NaN outside of its domain. */
  double value(double[] at);

  /** Adds the gradient of one observation's log-likelihood. */
  void score(int observation, double[] at, double[] into);

  /** Adds the information of one observation, both triangles. */
  void information(int observation, double[] at, double[][] into);

  /**
   * Whether {@link #product} is cheap, so that many parameters can be fitted without a matrix of
   * their information.
   */
  default boolean hasProducts() {
    return false;
  }

  /** Adds the information of one observation times a vector. */
  default void product(int observation, double[] at, double[] vector, double[] into) {
    throw new UnsupportedOperationException("this likelihood has no products");
  }

  /** Adds the diagonal of one observation's information. */
  default void diagonal(int observation, double[] at, double[] into) {
    throw new UnsupportedOperationException("this likelihood has no products");
  }

  /** Where to start from; 0 unless the domain excludes it. */
  default double start(int parameter) {
    return 0;
  }

  /** The precision that the model itself puts on a parameter, 0 for none. */
  default double precision(int parameter) {
    return 0;
  }
}
