package dev.agon.reward.judge;

import dev.agon.numeric.StudentT;
import dev.agon.ranking.interval.Wilson;

/**
 * A weighted mean of observations from 0 to 1 that may depend on each other within clusters, with
 * {@link Wilson}'s interval: it stays within 0 and 1 and has a width at both.
 *
 * <p>The variance is that of independent observations, a few being added at both ends so that it
 * never vanishes, times a design effect (Kish 1965, Survey Sampling, section 8.2). The effect is
 * the one seen between clusters, at least 1; but where hardly an observation is on the rarer side,
 * nothing shows how clusters differ, so the effect of clusters that are each all the same counts as
 * one such observation. Student's t has as many degrees of freedom as there are clusters, of equal
 * weight, less one.
 */
final class ClusteredShare {
  private static final double SMOOTHING = 0.25;
  private static final double COVERAGE = 0.95;

  private final double mean;
  private final double[] scores;
  private final double seen;
  private final Wilson interval;

  /**
   * Measures.
   *
   * @param values from 0 to 1
   * @param cluster the cluster of each observation
   */
  ClusteredShare(double[] values, double[] weights, PairGroups cluster) {
    double mass = cluster.mass();
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += weights[i] * values[i];
    }
    this.mean = sum / mass;
    double spread = 0;
    for (int i = 0; i < values.length; i++) {
      spread += weights[i] * (values[i] - mean) * (values[i] - mean);
    }
    double unit = cluster.unit();
    double more = unit * SMOOTHING;
    spread += more * (mean * mean + (1 - mean) * (1 - mean));
    double alone = spread / (mass + 2 * more) * unit / mass;
    this.scores = cluster.scores(values, weights, mean);
    this.seen = cluster.variance(scores);
    double rarer = Math.min(sum, mass - sum) / unit;
    double effect = (rarer * Math.max(1, seen / alone) + cluster.most()) / (rarer + 1);
    this.interval =
        Wilson.of(
            mean,
            (sum + more) / (mass + 2 * more),
            alone * effect,
            StudentT.quantile(COVERAGE, cluster.freedom()));
  }

  Estimate estimate() {
    return new Estimate(mean, Math.min(mean, interval.low()), Math.max(mean, interval.high()));
  }

  /**
   * This less another share of the same observations, with the interval that both theirs give and
   * their correlation between clusters (Newcombe 1998, Statistics in Medicine 17, 2635-2650; Zou
   * 2007, Psychological Methods 12, 399-413).
   */
  Estimate less(ClusteredShare other, PairGroups cluster) {
    double together = 0;
    for (int g = 0; g < scores.length; g++) {
      together += scores[g] * other.scores[g];
    }
    double product = seen * other.seen;
    double correlation = product > 0 ? cluster.variance(together) / Math.sqrt(product) : 0;
    Estimate one = estimate();
    Estimate two = other.estimate();
    double difference = mean - other.mean;
    double down = reach(one.value() - one.low(), two.high() - two.value(), correlation);
    double up = reach(one.high() - one.value(), two.value() - two.low(), correlation);
    return new Estimate(difference, Math.max(-1, difference - down), Math.min(1, difference + up));
  }

  private static double reach(double one, double other, double correlation) {
    return Math.sqrt(Math.max(0, one * one + other * other - 2 * correlation * one * other));
  }
}
