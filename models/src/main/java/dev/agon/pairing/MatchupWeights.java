package dev.agon.pairing;

import java.util.Arrays;

/** What the match-ups that can be drawn weigh under a policy. */
public final class MatchupWeights {
  /** The share of draws that are uniform whatever the policy. */
  public static final double FLOOR = 0.1;

  private static final double LEVEL = 1e-9;

  private MatchupWeights() {}

  /**
   * The weights of match-ups, each at least 0. A match-up weighs the mean of its pairs. While the
   * items' votes do not connect all of them, only match-ups that join parts have weight, if there
   * are any. Of those the policy's best share what it draws, with those level with the last.
   *
   * @param matchups each two or more different items
   * @return a weight for each; all 0 if the policy has none to give
   */
  public static double[] of(PairPolicy policy, PairState state, int[][] matchups) {
    PairPolicy.Weigher weigher = policy.weigher(state);
    double[] weights =
        Arrays.stream(matchups).mapToDouble(matchup -> mean(weigher, matchup)).toArray();
    if (!state.parts().whole()) {
      guard(weights, state, matchups);
    }
    if (policy.best() < weights.length) {
      double[] sorted = weights.clone();
      Arrays.sort(sorted);
      double bar = sorted[sorted.length - policy.best()] - LEVEL;
      Arrays.setAll(weights, k -> weights[k] > 0 && weights[k] >= bar ? 1 : 0);
    }
    return weights;
  }

  private static double mean(PairPolicy.Weigher weigher, int[] matchup) {
    double sum = 0;
    for (int i = 1; i < matchup.length; i++) {
      for (int j = 0; j < i; j++) {
        sum += weigher.weight(matchup[j], matchup[i]);
      }
    }
    return 2 * sum / (matchup.length * (matchup.length - 1));
  }

  private static void guard(double[] weights, PairState state, int[][] matchups) {
    boolean[] joins = new boolean[matchups.length];
    double sum = 0;
    boolean any = false;
    for (int k = 0; k < matchups.length; k++) {
      joins[k] = state.parts().apart(matchups[k]);
      any |= joins[k];
      sum += joins[k] ? weights[k] : 0;
    }
    boolean weighted = sum > 0;
    for (int k = 0; any && k < matchups.length; k++) {
      weights[k] = joins[k] ? weighted ? weights[k] : 1 : 0;
    }
  }
}
