package dev.agon.ranking.board;

import dev.agon.preference.Outcome;
import java.util.HashMap;
import java.util.Map;

/** Tallies of all pairs of items. Not safe for use by several threads while it grows. */
public final class PairTable {
  private final Map<Pair, PairTally> tallies = new HashMap<>();

  private record Pair(long lower, long upper) {}

  /**
   * Adds a vote.
   *
   * @param left the item whose response was shown first
   * @param right another item
   * @param outcome first where the left one was preferred
   */
  public void add(long left, long right, Outcome outcome) {
    boolean ordered = left < right;
    Pair pair = ordered ? new Pair(left, right) : new Pair(right, left);
    PairTally known = tallies.getOrDefault(pair, PairTally.NONE);
    tallies.put(pair, known.plus(ordered ? outcome : outcome.swapped(), ordered));
  }

  /** What votes say of an item against another. */
  public PairTally of(long item, long rival) {
    return item < rival
        ? tallies.getOrDefault(new Pair(item, rival), PairTally.NONE)
        : tallies.getOrDefault(new Pair(rival, item), PairTally.NONE).swapped();
  }
}
