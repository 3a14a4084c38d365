package dev.agon.pairing;

import dev.agon.preference.Outcome;
import dev.agon.preference.PairCounts;
import dev.agon.ranking.sequential.TrueSkill;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;

/**
 * What is known when a match-up is drawn.
 *
 * @param items the number of generators that may be drawn, numbered from 0
 * @param votes on an item
 * @param parts which items' votes hang together
 * @param logStrength of an item, natural
 * @param standardError of it
 * @param belief of an item, for policies that work on TrueSkill
 */
public record PairState(
    int items,
    IntToLongFunction votes,
    Parts parts,
    IntToDoubleFunction logStrength,
    IntToDoubleFunction standardError,
    IntFunction<TrueSkill.Belief> belief) {
  public PairState {
    if (items < 2) {
      throw new IllegalArgumentException("a pair needs two items, not " + items);
    }
  }

  /** The state after these votes. */
  public static PairState of(
      int items,
      PairCounts counts,
      IntToDoubleFunction logStrength,
      IntToDoubleFunction standardError,
      IntFunction<TrueSkill.Belief> belief) {
    Parts parts = new Parts(items);
    long[] votes = new long[items];
    for (int pair = 0; pair < counts.pairs(); pair++) {
      long on = 0;
      for (Outcome outcome : Outcome.values()) {
        on += counts.count(pair, outcome);
      }
      if (on > 0 && counts.upper(pair) < items) {
        parts.join(counts.lower(pair), counts.upper(pair));
        votes[counts.lower(pair)] += on;
        votes[counts.upper(pair)] += on;
      }
    }
    return new PairState(items, i -> votes[i], parts, logStrength, standardError, belief);
  }

  /** Items in parts that grow together. */
  public static final class Parts {
    private final int[] part;

    /** Every item by itself. */
    public Parts(int items) {
      part = new int[items];
      Arrays.setAll(part, i -> i);
    }

    /** Makes one part of these items' parts. */
    public void join(int... items) {
      for (int item : items) {
        int low = Math.min(part[items[0]], part[item]);
        int high = Math.max(part[items[0]], part[item]);
        for (int i = 0; low != high && i < part.length; i++) {
          part[i] = part[i] == high ? low : part[i];
        }
      }
    }

    /** Whether all items are in one part. */
    public boolean whole() {
      return Arrays.stream(part).allMatch(first -> first == part[0]);
    }

    /** Whether these items are in different parts. */
    public boolean apart(int... items) {
      return Arrays.stream(items).anyMatch(item -> part[item] != part[items[0]]);
    }
  }
}
