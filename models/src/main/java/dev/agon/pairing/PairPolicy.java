package dev.agon.pairing;

/** How much each pair is wanted; only the proportions count. */
public interface PairPolicy {
  /** The name that goes with every draw; it names the parameters too. */
  String name();

  /**
   * The weights of all pairs.
   *
   * @return one an unordered pair, in the order (0, 1), (0, 2), (1, 2), (0, 3) ...; at least 0
   */
  double[] weights(PairState state);
}
