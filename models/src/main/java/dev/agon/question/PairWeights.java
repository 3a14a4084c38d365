package dev.agon.question;

/**
 * How much each pair of one answer over several responses counts. A ranking of k responses is not
 * k(k-1)/2 independent comparisons: the weight makes the Fisher information of the pairs under
 * Bradley-Terry equal that of the answer under Plackett-Luce (Hunter 2004, "MM algorithms for
 * generalized Bradley-Terry models", section 5), both at equal strengths. It is 1 for two
 * responses.
 */
public final class PairWeights {
  private PairWeights() {}

  /**
   * The weight of each of the k(k-1)/2 pairs of a ranking: 4 (k - H_k) / (k (k-1)), with the
   * harmonic number H_k.
   *
   * @param k responses, at least 2
   */
  public static double ofRanking(int k) {
    requireTwo(k);
    double harmonic = 0;
    for (int m = 1; m <= k; m++) {
      harmonic += 1.0 / m;
    }
    return 4 * (k - harmonic) / (k * (k - 1.0));
  }

  /**
   * The weight of each of the k-1 pairs of the best with another: 2 / k.
   *
   * @param k responses, at least 2
   */
  public static double ofBest(int k) {
    requireTwo(k);
    return 2.0 / k;
  }

  private static void requireTwo(int k) {
    if (k < 2) {
      throw new IllegalArgumentException("k = " + k + " responses do not make a comparison");
    }
  }
}
