package dev.agon.simulation;

/**
 * What a simulated study is like. Utilities are natural log-strengths.
 *
 * @param generators at least 2
 * @param annotators at least 1
 * @param spread standard deviation, at least 0, of the generators' utilities
 * @param taste standard deviation, at least 0, of an annotator's own utility of each generator
 *     about the common one
 * @param groups how many groups the annotators fall into, at least 1
 * @param groupTaste standard deviation, at least 0, of a group's utility of each generator
 * @param tieThreshold at least 0: how far ahead a response must be to win at even odds
 * @param positionBias log-odds that the response shown first gains
 * @param lengthBias log-odds that a response gains for each natural logarithm of its length
 * @param error probability, 0 to 1, that an annotator answers the other way round
 * @param spammers share of annotators, 0 to 1, who answer without looking
 */
public record WorldParameters(
    int generators,
    int annotators,
    double spread,
    double taste,
    int groups,
    double groupTaste,
    double tieThreshold,
    double positionBias,
    double lengthBias,
    double error,
    double spammers) {

  /**
   * @throws IllegalArgumentException when a value is out of its range; names the value
   */
  public WorldParameters {
    require(generators >= 2, "generators", generators);
    require(annotators >= 1, "annotators", annotators);
    require(groups >= 1, "groups", groups);
    require(spread >= 0 && Double.isFinite(spread), "spread", spread);
    require(taste >= 0 && Double.isFinite(taste), "taste", taste);
    require(groupTaste >= 0 && Double.isFinite(groupTaste), "groupTaste", groupTaste);
    require(tieThreshold >= 0 && Double.isFinite(tieThreshold), "tieThreshold", tieThreshold);
    require(Double.isFinite(positionBias), "positionBias", positionBias);
    require(Double.isFinite(lengthBias), "lengthBias", lengthBias);
    require(error >= 0 && error <= 1, "error", error);
    require(spammers >= 0 && spammers <= 1, "spammers", spammers);
  }

  /** Generators and annotators alone: no ties, no biases, no spammers. */
  public static WorldParameters plain(int generators, int annotators, double spread, double taste) {
    return new WorldParameters(generators, annotators, spread, taste, 1, 0, 0, 0, 0, 0, 0);
  }

  private static void require(boolean holds, String name, double value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is out of its range: " + value);
    }
  }
}
