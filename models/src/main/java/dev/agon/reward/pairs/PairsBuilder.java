package dev.agon.reward.pairs;

import dev.agon.preference.Outcome;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * Gathers pairs row by row: {@link #pair} starts a row, the other methods say more of the row that
 * was started last. Not safe for use by several threads.
 */
public final class PairsBuilder {
  private static final int ROOM = 64;
  private static final double ROUNDING = 1e-9;

  private final List<String> criteria;
  private int rows;
  private int[] first = new int[ROOM];
  private int[] second = new int[ROOM];
  private int[] group = new int[ROOM];
  private byte[] position = new byte[ROOM];
  private double[] weight = new double[ROOM];
  private final double[][] firstShare;
  private final double[][] tieShare;
  private final double[][] firstScore;
  private final double[][] secondScore;

  PairsBuilder(List<String> criteria) {
    if (criteria.isEmpty() || new HashSet<>(criteria).size() < criteria.size()) {
      throw new IllegalArgumentException("criteria are one or more, each once, not " + criteria);
    }
    this.criteria = List.copyOf(criteria);
    firstShare = new double[criteria.size()][ROOM];
    tieShare = new double[criteria.size()][ROOM];
    firstScore = new double[criteria.size()][ROOM];
    secondScore = new double[criteria.size()][ROOM];
  }

  /**
   * Starts a pair of weight 1, shown in an unknown order and not judged yet.
   *
   * @param first the item of the first response, from 0
   * @param second the item of the second response, another one
   * @param group its prompt or other group, from 0
   * @throws IllegalArgumentException when a number is negative or both items are the same
   */
  public PairsBuilder pair(int first, int second, int group) {
    if (first < 0 || second < 0 || group < 0) {
      throw new IllegalArgumentException("items and groups are numbered from 0");
    }
    if (first == second) {
      throw new IllegalArgumentException("item " + first + " is compared with itself");
    }
    if (rows == this.first.length) {
      grow();
    }
    this.first[rows] = first;
    this.second[rows] = second;
    this.group[rows] = group;
    this.weight[rows] = 1;
    this.position[rows] = 0;
    for (int c = 0; c < criteria.size(); c++) {
      firstShare[c][rows] = Double.NaN;
      tieShare[c][rows] = Double.NaN;
      firstScore[c][rows] = Double.NaN;
      secondScore[c][rows] = Double.NaN;
    }
    rows++;
    return this;
  }

  /** The pair was judged so under a criterion; both-bad is a tie. */
  public PairsBuilder judged(int criterion, Outcome outcome) {
    double[] shares = PreferencePairs.shares(outcome);
    return shares(criterion, shares[0], shares[1]);
  }

  /**
   * The pair was judged so under a criterion by several votes.
   *
   * @param first share of votes for the first response, 0 to 1
   * @param tie share of ties; the second's share is the rest
   * @throws IllegalArgumentException when a share is outside 0 to 1
   */
  public PairsBuilder shares(int criterion, double first, double tie) {
    if (!(first >= 0 && tie >= 0 && first + tie <= 1 + ROUNDING)) {
      throw new IllegalArgumentException(
          "shares " + first + " and " + tie + " are not within 0..1");
    }
    firstShare[criterion][last()] = first;
    tieShare[criterion][last()] = Math.min(tie, 1 - first);
    return this;
  }

  /** How much the pair counts: finite and above 0. */
  public PairsBuilder weight(double weight) {
    if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a weight is finite and above 0, not " + weight);
    }
    this.weight[last()] = weight;
    return this;
  }

  /** 1 when the first response was shown first, -1 when second, 0 when not known. */
  public PairsBuilder position(int position) {
    if (position < -1 || position > 1) {
      throw new IllegalArgumentException("a position is -1, 0 or 1, not " + position);
    }
    this.position[last()] = (byte) position;
    return this;
  }

  /** Both responses' own ratings under a criterion. */
  public PairsBuilder scores(int criterion, double first, double second) {
    firstScore[criterion][last()] = first;
    secondScore[criterion][last()] = second;
    return this;
  }

  /** The pairs so far. */
  public PreferencePairs build() {
    double[][] strength = new double[criteria.size()][rows];
    for (double[] column : strength) {
      Arrays.fill(column, Double.NaN);
    }
    return new PreferencePairs(
        criteria,
        new PreferenceColumns(
            Arrays.copyOf(first, rows),
            Arrays.copyOf(second, rows),
            Arrays.copyOf(group, rows),
            Arrays.copyOf(position, rows),
            Arrays.copyOf(weight, rows),
            resized(firstShare, rows),
            resized(tieShare, rows),
            resized(firstScore, rows),
            resized(secondScore, rows),
            strength));
  }

  private int last() {
    if (rows == 0) {
      throw new IllegalStateException("no pair was started");
    }
    return rows - 1;
  }

  private void grow() {
    int room = Math.toIntExact(2L * first.length);
    first = Arrays.copyOf(first, room);
    second = Arrays.copyOf(second, room);
    group = Arrays.copyOf(group, room);
    position = Arrays.copyOf(position, room);
    weight = Arrays.copyOf(weight, room);
    for (double[][] columns : List.of(firstShare, tieShare, firstScore, secondScore)) {
      for (int c = 0; c < columns.length; c++) {
        columns[c] = Arrays.copyOf(columns[c], room);
      }
    }
  }

  private static double[][] resized(double[][] columns, int rows) {
    double[][] copies = new double[columns.length][];
    Arrays.setAll(copies, c -> Arrays.copyOf(columns[c], rows));
    return copies;
  }
}
