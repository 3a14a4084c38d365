package dev.agon.reward.judge;

import dev.agon.numeric.StudentT;
import dev.agon.ranking.interval.Uncertainty;
import java.util.Arrays;

/**
 * A figure with its 95 % interval, which allows for observations that depend on each other within
 * clusters. There is no interval (NaN) with fewer than {@link Uncertainty#FEW} clusters, which
 * cannot show how clusters differ, and no figure without observations.
 *
 * @param value the figure
 * @param low the interval's lower end
 * @param high its upper end
 */
public record Estimate(double value, double low, double high) {
  private static final double COVERAGE = 0.95;

  /**
   * A weighted mean of anything: the variance between clusters, times G / (G - 1), and Student's t
   * with one degree of freedom less than there are clusters, of equal weight.
   *
   * @param cluster the cluster of each observation, from 0
   */
  public static Estimate mean(double[] values, double[] weights, int[] cluster) {
    PairGroups clusters = new PairGroups(weights, cluster);
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += weights[i] * values[i];
    }
    double mean = sum / clusters.mass();
    if (clusters.size() < Uncertainty.FEW) {
      return alone(mean);
    }
    double error = Math.sqrt(clusters.variance(clusters.scores(values, weights, mean)));
    double reach = StudentT.quantile(COVERAGE, clusters.freedom()) * error;
    return new Estimate(mean, mean - reach, mean + reach);
  }

  /**
   * A weighted mean of values from 0 to 1, such as hits. Its interval is within 0 and 1 and has a
   * width at both.
   *
   * @param cluster the cluster of each observation, from 0
   */
  public static Estimate share(double[] values, double[] weights, int[] cluster) {
    PairGroups clusters = new PairGroups(weights, cluster);
    Estimate share = new ClusteredShare(values, weights, clusters).estimate();
    return clusters.size() < Uncertainty.FEW ? alone(share.value) : share;
  }

  /**
   * A weighted mean of differences of such values, from -1 to 1: the share by which they are above
   * 0 less that by which they are below. Its interval is within -1 and 1 and has a width
   * everywhere.
   *
   * @param cluster the cluster of each observation, from 0
   */
  public static Estimate difference(double[] values, double[] weights, int[] cluster) {
    PairGroups clusters = new PairGroups(weights, cluster);
    double[] above = Arrays.stream(values).map(value -> Math.max(value, 0)).toArray();
    double[] below = Arrays.stream(values).map(value -> Math.max(-value, 0)).toArray();
    Estimate difference =
        new ClusteredShare(above, weights, clusters)
            .less(new ClusteredShare(below, weights, clusters), clusters);
    return clusters.size() < Uncertainty.FEW ? alone(difference.value) : difference;
  }

  private static Estimate alone(double value) {
    return new Estimate(value, Double.NaN, Double.NaN);
  }

  /** Whether the whole interval is above a value. */
  public boolean above(double other) {
    return low > other;
  }
}
