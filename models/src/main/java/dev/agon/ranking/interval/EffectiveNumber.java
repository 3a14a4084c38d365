package dev.agon.ranking.interval;

/**
 * How many clusters of equal weight would tell as much as some of unequal weight: (sum of
 * weights)^2 / sum of their squares (Kish 1965, Survey Sampling, section 11.7). Two hundred votes
 * of one annotator and nine of nine others are worth 1.1 annotators.
 */
public final class EffectiveNumber {
  /** Under so many nearly all votes are one cluster's. */
  static final double ONE = 1.5;

  /** Under so many a few clusters hold nearly all votes. */
  static final double FEW = 3;

  private double sum;
  private double squares;

  /** Adds a cluster that holds votes of so much weight. */
  public void add(double weight) {
    sum += weight;
    squares += weight * weight;
  }

  /** Of all clusters that were added; 0 when they hold nothing. */
  public double get() {
    return squares > 0 ? sum * sum / squares : 0;
  }

  /** The effective number of clusters of these weights. */
  public static double of(double[] weights) {
    EffectiveNumber number = new EffectiveNumber();
    for (double weight : weights) {
      number.add(weight);
    }
    return number.get();
  }
}
