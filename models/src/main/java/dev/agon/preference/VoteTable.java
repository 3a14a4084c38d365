package dev.agon.preference;

import java.util.Arrays;

/**
 * Votes in columns of primitives, one row a vote, made for millions of rows. Items, annotators and
 * comparisons are small numbers from 0, usually given out by {@link Names}. Not safe for use by
 * several threads while it grows.
 */
public final class VoteTable {
  /** Stands in the annotator or comparison column for a vote that has none. */
  public static final int NONE = -1;

  private int rows;
  private int items;
  private boolean weighted;
  private int[] first;
  private int[] second;
  private byte[] outcome;
  private int[] annotator;
  private int[] comparison;
  private double[] weight = new double[0];

  /** An empty table with room for some rows; it grows past them. */
  public VoteTable(int capacity) {
    int room = Math.max(capacity, 16);
    first = new int[room];
    second = new int[room];
    outcome = new byte[room];
    annotator = new int[room];
    comparison = new int[room];
  }

  /**
   * Appends a vote.
   *
   * @param first the item of the comparison's first response, from 0
   * @param second the item of its second response, another one
   * @param weight how much the vote counts, finite and above 0; 1 is a whole vote
   * @param annotator who gave it, a number from 0, or {@link #NONE}; small numbers take less memory
   * @param comparison what was judged, likewise
   * @throws IllegalArgumentException when an item is negative, both are the same, or the weight is
   *     not a finite number above 0
   */
  public void add(
      int first, int second, Outcome outcome, double weight, int annotator, int comparison) {
    PairCounts.check(first, second, weight);
    if (rows == this.first.length) {
      grow();
    }
    if (weight != 1 && !weighted) {
      this.weight = new double[this.first.length];
      Arrays.fill(this.weight, 0, rows, 1);
      weighted = true;
    }
    if (weighted) {
      this.weight[rows] = weight;
    }
    this.first[rows] = first;
    this.second[rows] = second;
    this.outcome[rows] = (byte) outcome.code();
    this.annotator[rows] = annotator;
    this.comparison[rows] = comparison;
    items = Math.max(items, Math.max(first, second) + 1);
    rows++;
  }

  /**
   * Appends a vote of another table.
   *
   * @param times how many times as much it counts here, finite and above 0
   */
  public void add(VoteTable other, int row, double times) {
    add(
        other.first(row),
        other.second(row),
        Outcome.of(other.outcomeCode(row)),
        times * other.weight(row),
        other.annotator(row),
        other.comparison(row));
  }

  /** The number of votes. */
  public int rows() {
    return rows;
  }

  /** One more than the largest item that occurs; 0 for an empty table. */
  public int items() {
    return items;
  }

  /** Whether any vote's weight differs from 1. */
  public boolean weighted() {
    return weighted;
  }

  /** The item of the first response. */
  public int first(int row) {
    return first[row];
  }

  /** The item of the second response. */
  public int second(int row) {
    return second[row];
  }

  /** The {@link Outcome#code()} of the vote. */
  public int outcomeCode(int row) {
    return outcome[row];
  }

  /** How much the vote counts. */
  public double weight(int row) {
    return weighted ? weight[row] : 1;
  }

  /** Who gave the vote, or {@link #NONE}. */
  public int annotator(int row) {
    return annotator[row];
  }

  /** What was judged, or {@link #NONE}. */
  public int comparison(int row) {
    return comparison[row];
  }

  private void grow() {
    int room = Math.toIntExact(2L * first.length);
    first = Arrays.copyOf(first, room);
    second = Arrays.copyOf(second, room);
    outcome = Arrays.copyOf(outcome, room);
    annotator = Arrays.copyOf(annotator, room);
    comparison = Arrays.copyOf(comparison, room);
    if (weighted) {
      weight = Arrays.copyOf(weight, room);
    }
  }
}
