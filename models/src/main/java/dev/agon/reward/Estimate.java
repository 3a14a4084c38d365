package dev.agon.reward;

/**
 * A figure with its 95 % interval.
 *
 * @param value the figure
 * @param low the interval's lower end
 * @param high its upper end
 */
public record Estimate(double value, double low, double high) {
  private static final double TAIL = 0.975;

  /**
   * A weighted mean whose observations may depend on each other within clusters: the linearised
   * variance of a ratio summed by cluster (Liang and Zeger 1986), times G / (G - 1), and Student's
   * t with G - 1 degrees of freedom, G the number of clusters. NaN without observations; no
   * interval (NaN) for a single cluster.
   *
   * @param cluster the cluster of each observation, from 0
   */
  public static Estimate mean(double[] values, double[] weights, int[] cluster) {
    double sum = 0;
    double mass = 0;
    int most = 0;
    for (int i = 0; i < values.length; i++) {
      sum += weights[i] * values[i];
      mass += weights[i];
      most = Math.max(most, cluster[i]);
    }
    double mean = sum / mass;
    double[] scores = new double[most + 1];
    boolean[] seen = new boolean[most + 1];
    for (int i = 0; i < values.length; i++) {
      scores[cluster[i]] += weights[i] * (values[i] - mean);
      seen[cluster[i]] = true;
    }
    double squares = 0;
    int clusters = 0;
    for (int g = 0; g <= most; g++) {
      squares += scores[g] * scores[g];
      clusters += seen[g] ? 1 : 0;
    }
    double error = Math.sqrt(squares * clusters / Math.max(1, clusters - 1)) / mass;
    double reach = clusters < 2 ? Double.NaN : StudentT.quantile(TAIL, clusters - 1) * error;
    return new Estimate(mean, mean - reach, mean + reach);
  }

  /** Whether the whole interval is above a value. */
  public boolean above(double other) {
    return low > other;
  }
}
