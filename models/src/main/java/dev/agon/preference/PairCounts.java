package dev.agon.preference;

import java.util.Arrays;

/**
 * The sufficient statistics of a ranking: for each unordered pair of items that was compared, how
 * many votes had each outcome, their weights and their squared weights. Items are numbered from 0
 * and may be added at any time. Adding and removing a vote cost O(1); pairs never compared cost
 * nothing. Not safe for use by several threads.
 *
 * <p>Within a pair the item with the smaller number is the lower one, and outcomes are meant with
 * the lower item first: {@link Outcome#FIRST} is a win of the lower item.
 */
public final class PairCounts {
  private static final int OUTCOMES = 4;

  /** Up to this many items a long table is counted in a dense array (32 MiB of integers). */
  private static final int DENSE_ITEMS = 1448;

  private final LongIndex pairs = new LongIndex();
  private int items;
  private long votes;
  private long[] counts = new long[16 * OUTCOMES];
  private double[] weights = new double[16 * OUTCOMES];
  private double[] squares = new double[16 * OUTCOMES];

  /** The counts of a whole table. */
  public static PairCounts of(VoteTable table) {
    PairCounts result = new PairCounts();
    result.ensureItems(table.items());
    long cells = (long) table.items() * table.items();
    if (table.weighted() || table.items() > DENSE_ITEMS || cells > table.rows()) {
      for (int row = 0; row < table.rows(); row++) {
        result.add(
            table.first(row),
            table.second(row),
            Outcome.of(table.outcomeCode(row)),
            table.weight(row));
      }
    } else {
      result.addDense(countDense(table), table.items());
    }
    return result;
  }

  private static int[] countDense(VoteTable table) {
    int items = table.items();
    int[] dense = new int[items * items * OUTCOMES];
    for (int row = 0, rows = table.rows(); row < rows; row++) {
      int pair = table.first(row) * items + table.second(row);
      dense[pair * OUTCOMES + table.outcomeCode(row) - 1]++;
    }
    return dense;
  }

  private void addDense(int[] dense, int items) {
    for (int cell = 0; cell < dense.length; cell++) {
      if (dense[cell] != 0) {
        int ordered = cell / OUTCOMES;
        Outcome outcome = Outcome.of(cell % OUTCOMES + 1);
        int at = cell(ordered / items, ordered % items, outcome);
        counts[at] += dense[cell];
        weights[at] += dense[cell];
        squares[at] += dense[cell];
        votes += dense[cell];
      }
    }
  }

  /**
   * Counts one vote.
   *
   * @param weight how much it counts, finite and above 0; 1 is a whole vote
   * @return the number of the pair, from 0, which stays the same for good
   * @throws IllegalArgumentException when an item is negative, both are the same, or the weight is
   *     not a finite number above 0
   */
  public int add(int first, int second, Outcome outcome, double weight) {
    check(first, second, weight);
    int cell = cell(first, second, outcome);
    counts[cell]++;
    weights[cell] += weight;
    squares[cell] += weight * weight;
    votes++;
    return cell / OUTCOMES;
  }

  /**
   * Takes back one vote that was added with the same arguments. Exact for weights that are whole
   * numbers; with others the sums keep the rounding of floating point until the cell is empty.
   *
   * @return the number of the pair
   * @throws IllegalArgumentException when no such vote is counted
   */
  public int remove(int first, int second, Outcome outcome, double weight) {
    check(first, second, weight);
    int pair = pair(first, second);
    int cell = pair * OUTCOMES + column(first, second, outcome);
    if (pair < 0 || counts[cell] == 0) {
      throw new IllegalArgumentException(
          "no vote " + outcome + " of items " + first + " and " + second + " is counted");
    }
    boolean last = --counts[cell] == 0;
    weights[cell] = last ? 0 : weights[cell] - weight;
    squares[cell] = last ? 0 : squares[cell] - weight * weight;
    votes--;
    return pair;
  }

  /** Makes the number of items at least this one. */
  public void ensureItems(int count) {
    items = Math.max(items, count);
  }

  /** The number of items, with and without votes. */
  public int items() {
    return items;
  }

  /** The number of votes of all outcomes. */
  public long votes() {
    return votes;
  }

  /** The number of pairs that have, or once had, a vote. */
  public int pairs() {
    return pairs.size();
  }

  /** The number of the pair of two items, or -1 when it never had a vote. */
  public int pair(int first, int second) {
    return pairs.find(key(first, second));
  }

  /** The item with the smaller number of a pair. */
  public int lower(int pair) {
    return (int) (pairs.key(pair) >>> 32);
  }

  /** The item with the larger number of a pair. */
  public int upper(int pair) {
    return (int) pairs.key(pair);
  }

  /** The number of votes of a pair with this outcome, the lower item being first. */
  public long count(int pair, Outcome outcome) {
    return counts[pair * OUTCOMES + outcome.code() - 1];
  }

  /** The sum of the weights of those votes. */
  public double weight(int pair, Outcome outcome) {
    return weights[pair * OUTCOMES + outcome.code() - 1];
  }

  /** The sum of the squared weights of those votes. */
  public double squaredWeight(int pair, Outcome outcome) {
    return squares[pair * OUTCOMES + outcome.code() - 1];
  }

  private int cell(int first, int second, Outcome outcome) {
    ensureItems(Math.max(first, second) + 1);
    int pair = pairs.number(key(first, second));
    if (pair * OUTCOMES == counts.length) {
      counts = Arrays.copyOf(counts, 2 * counts.length);
      weights = Arrays.copyOf(weights, 2 * weights.length);
      squares = Arrays.copyOf(squares, 2 * squares.length);
    }
    return pair * OUTCOMES + column(first, second, outcome);
  }

  private static int column(int first, int second, Outcome outcome) {
    return (first < second ? outcome : outcome.swapped()).code() - 1;
  }

  private static long key(int first, int second) {
    return (long) Math.min(first, second) << 32 | Math.max(first, second);
  }

  static void check(int first, int second, double weight) {
    if (first < 0 || second < 0) {
      throw new IllegalArgumentException("an item's number is negative");
    }
    if (first == second) {
      throw new IllegalArgumentException("item " + first + " is compared with itself");
    }
    if (!(weight > 0) || weight == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("the weight " + weight + " is not finite and above 0");
    }
  }
}
