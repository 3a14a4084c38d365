package dev.agon.reward.pairs;

import java.util.EnumMap;
import java.util.Map;

/** The strengths that an {@code Ensemble} gave pairs, by row and criterion. */
public final class Strengths {
  private final PreferencePairs pairs;
  private final double[][] sum;
  private final double[][] squares;
  private final int[][] members;

  /** No strengths yet, of these pairs. */
  public Strengths(PreferencePairs pairs) {
    this.pairs = pairs;
    int criteria = pairs.criteria().size();
    sum = new double[criteria][pairs.rows()];
    squares = new double[criteria][pairs.rows()];
    members = new int[criteria][pairs.rows()];
  }

  /**
   * Adds what one member of the ensemble gives.
   *
   * @param differences of rewards, the first response's less the second's, by place in {@code rows}
   */
  public void add(int[] rows, int criterion, double[] differences) {
    for (int i = 0; i < rows.length; i++) {
      sum[criterion][rows[i]] += differences[i];
      squares[criterion][rows[i]] += differences[i] * differences[i];
      members[criterion][rows[i]]++;
    }
  }

  /** The strength of a pair, oriented by its label. */
  public EnsembleStrength of(int row, int criterion) {
    double mean = mean(row, criterion);
    int n = members[criterion][row];
    double variance = (squares[criterion][row] - n * mean * mean) / (n - 1);
    double side = pairs.label(row, criterion) < 0.5 ? -1 : 1;
    return EnsembleStrength.of(side * mean, Math.sqrt(Math.max(0, variance)));
  }

  /** The pairs with these strengths, for {@code StrengthMargin}. */
  public PreferencePairs pairs() {
    double[][] means = new double[sum.length][pairs.rows()];
    for (int c = 0; c < means.length; c++) {
      for (int row = 0; row < pairs.rows(); row++) {
        means[c][row] = mean(row, c);
      }
    }
    return pairs.withStrength(means);
  }

  /** How many judged pairs are in each bucket. */
  public Map<EnsembleStrength.Bucket, Integer> counts(int criterion) {
    Map<EnsembleStrength.Bucket, Integer> counts = new EnumMap<>(EnsembleStrength.Bucket.class);
    for (EnsembleStrength.Bucket bucket : EnsembleStrength.Bucket.values()) {
      counts.put(bucket, 0);
    }
    for (int row = 0; row < pairs.rows(); row++) {
      if (pairs.judged(row, criterion)) {
        counts.merge(of(row, criterion).bucket(), 1, Integer::sum);
      }
    }
    return counts;
  }

  private double mean(int row, int criterion) {
    return sum[criterion][row] / members[criterion][row];
  }
}
