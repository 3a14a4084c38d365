package dev.agon.ranking;

import dev.agon.preference.Outcome;
import dev.agon.preference.PairCounts;
import java.util.Arrays;

/** Each item's votes by outcome, from the item's own side. */
public final class Tally {
  /** Votes by item that it won. */
  public final long[] wins;

  /** Votes by item that it lost. */
  public final long[] losses;

  /** Votes by item that called it about equal to another; each is counted with both items. */
  public final long[] ties;

  /** Votes by item that called both bad; each is counted with both items. */
  public final long[] bothBad;

  private final boolean bothBadCounts;

  /**
   * Counts every vote, whatever its weight.
   *
   * @param bothBad whether "both bad" is among the counted votes
   */
  public Tally(PairCounts counts, BothBad bothBad) {
    wins = new long[counts.items()];
    losses = new long[counts.items()];
    ties = new long[counts.items()];
    this.bothBad = new long[counts.items()];
    bothBadCounts = bothBad == BothBad.TIE;
    for (int pair = 0; pair < counts.pairs(); pair++) {
      add(counts, pair, counts.lower(pair), Outcome.FIRST, Outcome.SECOND);
      add(counts, pair, counts.upper(pair), Outcome.SECOND, Outcome.FIRST);
    }
  }

  private void add(PairCounts counts, int pair, int item, Outcome win, Outcome loss) {
    wins[item] += counts.count(pair, win);
    losses[item] += counts.count(pair, loss);
    ties[item] += counts.count(pair, Outcome.TIE);
    bothBad[item] += counts.count(pair, Outcome.BOTH_BAD);
  }

  /** The number of items, those without votes included. */
  public int items() {
    return wins.length;
  }

  /** The counted votes on an item. */
  public long votes(int item) {
    return wins[item] + losses[item] + ties[item] + (bothBadCounts ? bothBad[item] : 0);
  }

  /** The counted votes, each once. */
  public long allVotes() {
    return Arrays.stream(wins).sum() + allTies() + (bothBadCounts ? allBothBad() : 0);
  }

  /** The ties, each once. */
  public long allTies() {
    return Arrays.stream(ties).sum() / 2;
  }

  /** The votes that called both bad, each once, counted or not. */
  public long allBothBad() {
    return Arrays.stream(bothBad).sum() / 2;
  }
}
