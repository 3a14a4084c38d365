package dev.agon.ranking.fit;

import dev.agon.preference.Outcome;
import dev.agon.preference.PairCounts;
import dev.agon.ranking.BothBad;
import java.util.Arrays;

/**
 * The pairs with counted votes in columns, in the order of their items whatever the history of the
 * counts, over the items with counted votes alone. Positions number those items from 0.
 */
public final class PairColumns {
  /** The item at each position. */
  public final int[] item;

  /** The position of each item, or -1 for one without counted votes. */
  public final int[] position;

  /** The position of each pair's lower item. */
  public final int[] lower;

  /** The position of each pair's upper item. */
  public final int[] upper;

  /** Sums of weights of votes for the lower item. */
  public final double[] wins;

  /** Sums of weights of votes for the upper item. */
  public final double[] losses;

  /** Sums of weights of ties, "both bad" included where it counts as one. */
  public final double[] ties;

  /** The number of those votes. */
  public final long[] votes;

  /** Sums of squared weights of the votes in {@link #wins}. */
  public final double[] squaredWins;

  /** Sums of squared weights of the votes in {@link #losses}. */
  public final double[] squaredLosses;

  /** Sums of squared weights of the votes in {@link #ties}. */
  public final double[] squaredTies;

  /** The row of each pair of the counts, or -1 for one without counted votes. */
  public final int[] row;

  /** Copies counts: they may change afterwards. */
  public PairColumns(PairCounts counts, BothBad bothBad) {
    int[] pairs = sorted(counts, bothBad);
    position = new int[counts.items()];
    Arrays.fill(position, -1);
    item = items(counts, pairs, position);
    lower = new int[pairs.length];
    upper = new int[pairs.length];
    wins = new double[pairs.length];
    losses = new double[pairs.length];
    ties = new double[pairs.length];
    votes = new long[pairs.length];
    squaredWins = new double[pairs.length];
    squaredLosses = new double[pairs.length];
    squaredTies = new double[pairs.length];
    row = new int[counts.pairs()];
    Arrays.fill(row, -1);
    for (int i = 0; i < pairs.length; i++) {
      int pair = pairs[i];
      row[pair] = i;
      lower[i] = position[counts.lower(pair)];
      upper[i] = position[counts.upper(pair)];
      fill(counts, pair, i, bothBad);
    }
  }

  private void fill(PairCounts counts, int pair, int i, BothBad bothBad) {
    wins[i] = counts.weight(pair, Outcome.FIRST);
    losses[i] = counts.weight(pair, Outcome.SECOND);
    ties[i] = counts.weight(pair, Outcome.TIE);
    votes[i] = votes(counts, pair, bothBad);
    squaredWins[i] = counts.squaredWeight(pair, Outcome.FIRST);
    squaredLosses[i] = counts.squaredWeight(pair, Outcome.SECOND);
    squaredTies[i] = counts.squaredWeight(pair, Outcome.TIE);
    if (bothBad == BothBad.TIE) {
      ties[i] += counts.weight(pair, Outcome.BOTH_BAD);
      squaredTies[i] += counts.squaredWeight(pair, Outcome.BOTH_BAD);
    }
  }

  /** The same pairs with other sums of weights. */
  private PairColumns(PairColumns pairs, double[] wins, double[] losses, double[] ties) {
    this.item = pairs.item;
    this.position = pairs.position;
    this.lower = pairs.lower;
    this.upper = pairs.upper;
    this.votes = pairs.votes;
    this.squaredWins = pairs.squaredWins;
    this.squaredLosses = pairs.squaredLosses;
    this.squaredTies = pairs.squaredTies;
    this.row = pairs.row;
    this.wins = wins;
    this.losses = losses;
    this.ties = ties;
  }

  /** The same pairs with other sums of weights. */
  public PairColumns with(double[] wins, double[] losses, double[] ties) {
    return new PairColumns(this, wins, losses, ties);
  }

  /**
   * Takes over what the counts now say of one pair. Whether that was possible: the pair must have
   * had counted votes and have some still.
   */
  public boolean refresh(PairCounts counts, int pair, BothBad bothBad) {
    if (pair >= row.length || row[pair] < 0 || votes(counts, pair, bothBad) == 0) {
      return false;
    }
    fill(counts, pair, row[pair], bothBad);
    return true;
  }

  /** The number of items with counted votes. */
  public int items() {
    return item.length;
  }

  /** The number of pairs with counted votes. */
  public int pairs() {
    return lower.length;
  }

  private static int[] sorted(PairCounts counts, BothBad bothBad) {
    long[] keys = new long[counts.pairs()];
    int size = 0;
    for (int pair = 0; pair < counts.pairs(); pair++) {
      if (votes(counts, pair, bothBad) > 0) {
        keys[size++] = (long) counts.lower(pair) << 32 | counts.upper(pair);
      }
    }
    Arrays.sort(keys, 0, size);
    int[] pairs = new int[size];
    for (int i = 0; i < size; i++) {
      pairs[i] = counts.pair((int) (keys[i] >>> 32), (int) keys[i]);
    }
    return pairs;
  }

  private static long votes(PairCounts counts, int pair, BothBad bothBad) {
    return counts.count(pair, Outcome.FIRST)
        + counts.count(pair, Outcome.SECOND)
        + counts.count(pair, Outcome.TIE)
        + (bothBad == BothBad.TIE ? counts.count(pair, Outcome.BOTH_BAD) : 0);
  }

  private static int[] items(PairCounts counts, int[] pairs, int[] position) {
    for (int pair : pairs) {
      position[counts.lower(pair)] = 0;
      position[counts.upper(pair)] = 0;
    }
    int[] items = new int[position.length];
    int size = 0;
    for (int i = 0; i < position.length; i++) {
      if (position[i] == 0) {
        position[i] = size;
        items[size++] = i;
      }
    }
    return Arrays.copyOf(items, size);
  }
}
