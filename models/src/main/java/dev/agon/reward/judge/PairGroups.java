package dev.agon.reward.judge;

import dev.agon.ranking.interval.EffectiveNumber;

/** Which weighted observations may depend on each other. */
final class PairGroups {
  private final int[] cluster;
  private final int numbers;
  private final int size;
  private final double mass;
  private final double squares;
  private final EffectiveNumber effective = new EffectiveNumber();

  /**
   * Groups observations.
   *
   * @param cluster the cluster of each observation, from 0; some may be missing between
   */
  PairGroups(double[] weights, int[] cluster) {
    this.cluster = cluster.clone();
    int most = -1;
    for (int g : cluster) {
      most = Math.max(most, g);
    }
    this.numbers = most + 1;
    double[] sums = new double[numbers];
    double all = 0;
    double each = 0;
    for (int i = 0; i < weights.length; i++) {
      sums[cluster[i]] += weights[i];
      all += weights[i];
      each += weights[i] * weights[i];
    }
    int some = 0;
    for (double sum : sums) {
      some += sum > 0 ? 1 : 0;
      effective.add(sum);
    }
    this.size = some;
    this.mass = all;
    this.squares = each;
  }

  /** The number of clusters with observations. */
  int size() {
    return size;
  }

  /** The weight of all observations. */
  double mass() {
    return mass;
  }

  /** The weight of one observation if all had the same. */
  double unit() {
    return squares / mass;
  }

  /** The design effect if all observations of a cluster were the same. */
  double most() {
    return Math.max(1, mass * mass / effective.get() / squares);
  }

  /** As many degrees of freedom as there are clusters, of equal weight, less one; at least 1. */
  double freedom() {
    return Math.max(1, effective.get() - 1);
  }

  /** How far each cluster's weighted sum is from what a mean says. */
  double[] scores(double[] values, double[] weights, double mean) {
    double[] scores = new double[numbers];
    for (int i = 0; i < values.length; i++) {
      scores[cluster[i]] += weights[i] * (values[i] - mean);
    }
    return scores;
  }

  /**
   * The linearised variance of a weighted mean (Liang and Zeger 1986, Biometrika 73, 13-22), times
   * G / (G - 1), G the number of clusters.
   */
  double variance(double[] scores) {
    double sum = 0;
    for (double score : scores) {
      sum += score * score;
    }
    return variance(sum);
  }

  /** The same of the sum of squared scores, or a covariance of the sum of their products. */
  double variance(double sum) {
    return sum * size / Math.max(1, size - 1) / (mass * mass);
  }
}
