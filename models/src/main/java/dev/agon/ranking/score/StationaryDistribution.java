package dev.agon.ranking.score;

import java.util.Arrays;

/**
 * The stationary distribution of a Markov chain by state reduction, which subtracts nothing and so
 * loses no figures (Grassmann, Taksar and Heyman 1985, Operations Research 33, 1107-1116).
 */
final class StationaryDistribution {
  private StationaryDistribution() {}

  /**
   * The shares of time, which sum to 1; NaN throughout where the chain is not irreducible.
   *
   * @param rate of moving from the row's state to the column's; the diagonal is not read; it is
   *     overwritten
   */
  static double[] of(double[][] rate) {
    int n = rate.length;
    for (int k = n - 1; k > 0; k--) {
      double out = 0;
      for (int j = 0; j < k; j++) {
        out += rate[k][j];
      }
      for (int i = 0; i < k; i++) {
        rate[i][k] /= out;
        double into = rate[i][k];
        for (int j = 0; into != 0 && j < k; j++) {
          rate[i][j] += into * rate[k][j];
        }
      }
    }
    double[] share = new double[n];
    double sum = 0;
    for (int k = 0; k < n; k++) {
      share[k] = k == 0 ? 1 : 0;
      for (int i = 0; i < k; i++) {
        share[k] += share[i] * rate[i][k];
      }
      sum += share[k];
    }
    boolean irreducible = Double.isFinite(sum) && Arrays.stream(share).allMatch(x -> x > 0);
    for (int k = 0; k < n; k++) {
      share[k] = irreducible ? share[k] / sum : Double.NaN;
    }
    return share;
  }
}
