package dev.agon.pairing;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A pair that was drawn of all pairs.
 *
 * @param lower the item with the smaller number
 * @param upper the item with the larger number
 * @param propensity the probability of this pair at the draw, above 0
 * @param policy the policy's name
 * @param eligible how many pairs could be drawn
 * @param fallback whether the policy had no weight to give, so that the draw was uniform
 */
public record PairDraw(
    int lower, int upper, double propensity, String policy, int eligible, boolean fallback) {
  /**
   * Draws a pair: with probability {@link MatchupWeights#FLOOR} uniformly, else by the policy.
   * While the items' votes do not connect all of them, the policy's part goes to pairs that join
   * two parts.
   */
  public static PairDraw of(PairPolicy policy, PairState state, RandomGenerator random) {
    int[][] pairs = pairs(state.items());
    double[] weights = MatchupWeights.of(policy, state, pairs);
    double sum = Arrays.stream(weights).sum();
    double at = random.nextDouble();
    int chosen = -1;
    for (int pair = 0; pair < weights.length && at >= 0; pair++) {
      double probability = probability(weights, sum, pair);
      chosen = probability > 0 ? pair : chosen;
      at -= probability;
    }
    return new PairDraw(
        pairs[chosen][0],
        pairs[chosen][1],
        probability(weights, sum, chosen),
        policy.name(),
        weights.length,
        !isUsable(sum));
  }

  /** The probabilities of all pairs: 0-1, 0-2, 1-2, 0-3 and so on. */
  public static double[] probabilities(PairPolicy policy, PairState state) {
    double[] weights = MatchupWeights.of(policy, state, pairs(state.items()));
    double sum = Arrays.stream(weights).sum();
    double[] probabilities = new double[weights.length];
    Arrays.setAll(probabilities, pair -> probability(weights, sum, pair));
    return probabilities;
  }

  private static boolean isUsable(double sum) {
    return sum > 0 && Double.isFinite(sum);
  }

  private static double probability(double[] weights, double sum, int pair) {
    double uniform = 1.0 / weights.length;
    return isUsable(sum)
        ? MatchupWeights.FLOOR * uniform + (1 - MatchupWeights.FLOOR) * weights[pair] / sum
        : uniform;
  }

  private static int[][] pairs(int items) {
    int[][] pairs = new int[items * (items - 1) / 2][];
    int at = 0;
    for (int j = 1; j < items; j++) {
      for (int i = 0; i < j; i++) {
        pairs[at++] = new int[] {i, j};
      }
    }
    return pairs;
  }
}
