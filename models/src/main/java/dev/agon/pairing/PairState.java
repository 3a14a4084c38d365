package dev.agon.pairing;

import dev.agon.preference.Outcome;
import dev.agon.preference.PairCounts;
import dev.agon.ranking.sequential.TrueSkill;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;

/**
 * What is known when a pair is drawn.
 *
 * @param items the number of generators that may be drawn, numbered from 0
 * @param counts the votes so far
 * @param logStrength of an item, natural
 * @param standardError of it
 * @param belief of an item, for policies that work on TrueSkill
 */
public record PairState(
    int items,
    PairCounts counts,
    IntToDoubleFunction logStrength,
    IntToDoubleFunction standardError,
    IntFunction<TrueSkill.Belief> belief) {
  public PairState {
    if (items < 2) {
      throw new IllegalArgumentException("a pair needs two items, not " + items);
    }
  }

  /** The votes on an item. */
  long votes(int item) {
    long votes = 0;
    for (int other = 0; other < items; other++) {
      votes += other == item ? 0 : votes(item, other);
    }
    return votes;
  }

  /** The votes on a pair. */
  long votes(int item, int other) {
    int pair = counts.pair(item, other);
    long votes = 0;
    for (Outcome outcome : Outcome.values()) {
      votes += pair < 0 ? 0 : counts.count(pair, outcome);
    }
    return votes;
  }
}
