package dev.agon.reward.pairs;

import dev.agon.preference.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Judged pairs in columns, one row a vote or an average of votes, for one or more criteria. The
 * items are rows of a {@link FeatureMatrix}. What a pair was judged is kept as the shares of votes
 * for the first, for the second and for a tie, which add up to 1: a single vote has one share of 1,
 * a soft label any mixture. Immutable.
 */
public final class PreferencePairs {
  private final List<String> criteria;
  private final PreferenceColumns columns;

  PreferencePairs(List<String> criteria, PreferenceColumns columns) {
    this.criteria = List.copyOf(criteria);
    this.columns = columns;
  }

  /** Starts an empty table for criteria with these names, at least one, each once. */
  public static PairsBuilder builder(List<String> criteria) {
    return new PairsBuilder(criteria);
  }

  /** The names of the criteria, in the order of their numbers. */
  public List<String> criteria() {
    return criteria;
  }

  /** The number of pairs. */
  public int rows() {
    return columns.first.length;
  }

  /** One more than the largest item that occurs; 0 for an empty table. */
  public int items() {
    int items = 0;
    for (int row = 0; row < rows(); row++) {
      items = Math.max(items, Math.max(columns.first[row], columns.second[row]) + 1);
    }
    return items;
  }

  /** The item of the first response. */
  public int first(int row) {
    return columns.first[row];
  }

  /** The item of the second response. */
  public int second(int row) {
    return columns.second[row];
  }

  /** The prompt or other group that the pair belongs to, from 0; splits never cut a group. */
  public int group(int row) {
    return columns.group[row];
  }

  /** How much the pair counts, finite and above 0; 1 is a whole vote. */
  public double weight(int row) {
    return columns.weight[row];
  }

  /** 1 when the first response was shown first, -1 when it was shown second, 0 when not known. */
  public int position(int row) {
    return columns.position[row];
  }

  /** Whether the pair was judged under this criterion; otherwise its shares are NaN. */
  public boolean judged(int row, int criterion) {
    return !Double.isNaN(columns.firstShare[criterion][row]);
  }

  /** The share of votes that prefer the first response, 0 to 1. */
  public double firstShare(int row, int criterion) {
    return columns.firstShare[criterion][row];
  }

  /** The share of votes that see a tie, 0 to 1. */
  public double tieShare(int row, int criterion) {
    return columns.tieShare[criterion][row];
  }

  /** The share of votes that prefer the second response, 0 to 1. */
  public double secondShare(int row, int criterion) {
    return 1 - columns.firstShare[criterion][row] - columns.tieShare[criterion][row];
  }

  /** The soft label: the first's share and half of the ties'. */
  public double label(int row, int criterion) {
    return columns.firstShare[criterion][row] + columns.tieShare[criterion][row] / 2;
  }

  /** The first response's own rating, 0 to 100 by habit; NaN when it has none. */
  public double firstScore(int row, int criterion) {
    return columns.firstScore[criterion][row];
  }

  /** The second response's own rating; NaN when it has none. */
  public double secondScore(int row, int criterion) {
    return columns.secondScore[criterion][row];
  }

  /**
   * The preference strength that a cross-fitted ensemble gives the first response over the second
   * (mean of the reward differences); NaN before {@link #withStrength}.
   */
  public double strength(int row, int criterion) {
    return columns.strength[criterion][row];
  }

  /** These rows, in this order. */
  public PreferencePairs select(int[] rows) {
    return new PreferencePairs(criteria, columns.select(rows));
  }

  /** The rows that pass the test, in order. */
  public PreferencePairs where(IntPredicate test) {
    int[] all = new int[rows()];
    Arrays.setAll(all, row -> row);
    return select(Arrays.stream(all).filter(test).toArray());
  }

  /**
   * The same pairs with ensemble strengths.
   *
   * @param strength by criterion and row, see {@link #strength}
   * @throws IllegalArgumentException when the sizes differ
   */
  public PreferencePairs withStrength(double[][] strength) {
    return new PreferencePairs(criteria, columns.withStrength(strength));
  }

  /**
   * The same pairs with other judgements under one criterion.
   *
   * @param firstShare by row, 0 to 1
   * @param tieShare by row, 0 to 1
   * @throws IllegalArgumentException when the sizes differ
   */
  public PreferencePairs withShares(int criterion, double[] firstShare, double[] tieShare) {
    return new PreferencePairs(criteria, columns.withShares(criterion, firstShare, tieShare));
  }

  /** These pairs and after them the same pairs with first and second exchanged, in this order. */
  public PreferencePairs withSwapped() {
    return new PreferencePairs(criteria, columns.withSwapped());
  }

  /** The SHA-256 of all columns in hexadecimal: equal for equal data in equal order. */
  public String sha256() {
    return columns.sha256(criteria);
  }

  /** The shares of a single vote: of the first and of a tie. Both-bad is a tie. */
  static double[] shares(Outcome outcome) {
    return switch (outcome) {
      case FIRST -> new double[] {1, 0};
      case SECOND -> new double[] {0, 0};
      case TIE, BOTH_BAD -> new double[] {0, 1};
    };
  }
}
