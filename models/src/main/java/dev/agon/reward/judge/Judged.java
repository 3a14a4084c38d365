package dev.agon.reward.judge;

import dev.agon.reward.pairs.PreferencePairs;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What a model said about pairs that it was not trained on, beside what people said, in columns.
 */
public final class Judged {
  private final double[] difference;
  private final double[] first;
  private final double[] tie;
  private final double[] weight;
  private final int[] cluster;

  /**
   * Columns of equal length, which must not change afterwards.
   *
   * @param difference the reward difference of each pair, first less second, in logits
   * @param first the share of votes for the first
   * @param tie the share of ties
   * @param weight how much the pair counts, above 0
   * @param cluster pairs of one cluster (prompt or given group) depend on each other
   */
  public Judged(double[] difference, double[] first, double[] tie, double[] weight, int[] cluster) {
    this.difference = difference;
    this.first = first;
    this.tie = tie;
    this.weight = weight;
    this.cluster = cluster;
  }

  /** Gathers the pairs that were judged under a criterion; {@code difference} is of all rows. */
  public static Judged of(PreferencePairs pairs, int criterion, double[] difference) {
    int[] rows =
        IntStream.range(0, pairs.rows()).filter(row -> pairs.judged(row, criterion)).toArray();
    return new Judged(
        Arrays.stream(rows).mapToDouble(row -> difference[row]).toArray(),
        Arrays.stream(rows).mapToDouble(row -> pairs.firstShare(row, criterion)).toArray(),
        Arrays.stream(rows).mapToDouble(row -> pairs.tieShare(row, criterion)).toArray(),
        Arrays.stream(rows).mapToDouble(pairs::weight).toArray(),
        Arrays.stream(rows).map(pairs::group).toArray());
  }

  /** The number of pairs. */
  public int pairs() {
    return difference.length;
  }

  /** The reward difference of a pair, first less second, in logits. */
  public double difference(int pair) {
    return difference[pair];
  }

  /** The soft label: the first's share and half of the ties'. */
  public double label(int pair) {
    return first[pair] + tie[pair] / 2;
  }

  /** How much the pair counts. */
  public double weight(int pair) {
    return weight[pair];
  }

  /** The cluster of the pair. */
  public int cluster(int pair) {
    return cluster[pair];
  }

  /** 1 when most chose the first, -1 when the second, 0 when neither. */
  double side(int pair) {
    return Math.signum(first[pair] - second(pair));
  }

  /** The share of votes for the second. */
  double second(int pair) {
    return 1 - first[pair] - tie[pair];
  }

  /** Whether more people chose one side than the other and not most saw a tie. */
  boolean decided(int pair) {
    return tie[pair] < Math.max(first[pair], second(pair)) && first[pair] != second(pair);
  }

  /** 1 when the model agrees with the majority, 0 when not, a half for no difference. */
  double hit(int pair) {
    return (1 + Math.signum(difference[pair]) * side(pair)) / 2;
  }
}
