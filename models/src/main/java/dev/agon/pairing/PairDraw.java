package dev.agon.pairing;

import dev.agon.preference.Outcome;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A pair that was drawn.
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
  /** The share of draws that are uniform whatever the policy. */
  public static final double FLOOR = 0.1;

  /**
   * Draws a pair: with probability {@link #FLOOR} uniformly, else by the policy. While the items'
   * votes do not connect all of them, the policy's part goes to pairs that join two parts.
   */
  public static PairDraw of(PairPolicy policy, PairState state, RandomGenerator random) {
    double[] weights = policy.weights(state);
    guard(weights, state);
    double sum = Arrays.stream(weights).sum();
    boolean fallback = !(sum > 0) || !Double.isFinite(sum);
    double at = random.nextDouble();
    int chosen = -1;
    for (int pair = 0; pair < weights.length; pair++) {
      double probability = probability(weights, sum, fallback, pair);
      chosen = probability > 0 ? pair : chosen;
      at -= probability;
      if (at < 0) {
        break;
      }
    }
    int upper = 1;
    while (upper * (upper + 1) / 2 <= chosen) {
      upper++;
    }
    return new PairDraw(
        chosen - upper * (upper - 1) / 2,
        upper,
        probability(weights, sum, fallback, chosen),
        policy.name(),
        weights.length,
        fallback);
  }

  /** The probabilities of all pairs, in the order of {@link PairPolicy#weights}. */
  public static double[] probabilities(PairPolicy policy, PairState state) {
    double[] weights = policy.weights(state);
    guard(weights, state);
    double sum = Arrays.stream(weights).sum();
    boolean fallback = !(sum > 0) || !Double.isFinite(sum);
    double[] probabilities = new double[weights.length];
    Arrays.setAll(probabilities, pair -> probability(weights, sum, fallback, pair));
    return probabilities;
  }

  private static double probability(double[] weights, double sum, boolean fallback, int pair) {
    double uniform = 1.0 / weights.length;
    return fallback ? uniform : FLOOR * uniform + (1 - FLOOR) * weights[pair] / sum;
  }

  /** Takes the weight off pairs within one part where the votes leave several parts. */
  private static void guard(double[] weights, PairState state) {
    int[] part = parts(state);
    if (Arrays.stream(part).distinct().count() == 1) {
      return;
    }
    double[] joining = weights.clone();
    int at = 0;
    double sum = 0;
    for (int j = 1; j < state.items(); j++) {
      for (int i = 0; i < j; i++) {
        joining[at] = part[i] == part[j] ? 0 : joining[at];
        sum += joining[at++];
      }
    }
    if (sum > 0) {
      System.arraycopy(joining, 0, weights, 0, weights.length);
      return;
    }
    at = 0;
    for (int j = 1; j < state.items(); j++) {
      for (int i = 0; i < j; i++) {
        weights[at++] = part[i] == part[j] ? 0 : 1;
      }
    }
  }

  /** For each item the smallest item that votes connect it with. */
  private static int[] parts(PairState state) {
    int[] part = new int[state.items()];
    Arrays.setAll(part, i -> i);
    for (int pair = 0; pair < state.counts().pairs(); pair++) {
      int a = state.counts().lower(pair);
      int b = state.counts().upper(pair);
      if (b < part.length && part[a] != part[b] && voted(state, pair)) {
        int low = Math.min(part[a], part[b]);
        int high = Math.max(part[a], part[b]);
        for (int i = 0; i < part.length; i++) {
          part[i] = part[i] == high ? low : part[i];
        }
      }
    }
    return part;
  }

  private static boolean voted(PairState state, int pair) {
    for (Outcome outcome : Outcome.values()) {
      if (state.counts().count(pair, outcome) > 0) {
        return true;
      }
    }
    return false;
  }
}
