package dev.agon.ranking;

import dev.agon.preference.Outcome;
import dev.agon.preference.PairCounts;
import java.util.Arrays;

/** Each item's votes by outcome, from the item's own side. */
final class Tally {
  final long[] wins;
  final long[] losses;
  final long[] ties;
  final long[] bothBad;
  private final boolean bothBadCounts;

  Tally(PairCounts counts, BothBad bothBad) {
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

  int items() {
    return wins.length;
  }

  /** The counted votes on an item. */
  long votes(int item) {
    return wins[item] + losses[item] + ties[item] + (bothBadCounts ? bothBad[item] : 0);
  }

  long allVotes() {
    return Arrays.stream(wins).sum() + allTies() + (bothBadCounts ? allBothBad() : 0);
  }

  long allTies() {
    return Arrays.stream(ties).sum() / 2;
  }

  long allBothBad() {
    return Arrays.stream(bothBad).sum() / 2;
  }
}
