package dev.agon.ranking;

import dev.agon.preference.Outcome;
import dev.agon.preference.PairCounts;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The items that won all their counted votes, and those that lost all. No finite rating fits them
 * best, in whatever group they are.
 *
 * @param winners their numbers, ascending
 * @param losers likewise
 */
public record OneSided(List<Integer> winners, List<Integer> losers) {
  public OneSided {
    winners = List.copyOf(winners);
    losers = List.copyOf(losers);
  }

  /** The one-sided items of counts; a tie is a win and a loss. */
  public static OneSided of(PairCounts counts, BothBad bothBad) {
    boolean[] won = new boolean[counts.items()];
    boolean[] lost = new boolean[counts.items()];
    for (int pair = 0; pair < counts.pairs(); pair++) {
      boolean tied =
          counts.count(pair, Outcome.TIE) > 0
              || (bothBad == BothBad.TIE && counts.count(pair, Outcome.BOTH_BAD) > 0);
      boolean first = tied || counts.count(pair, Outcome.FIRST) > 0;
      boolean second = tied || counts.count(pair, Outcome.SECOND) > 0;
      won[counts.lower(pair)] |= first;
      lost[counts.lower(pair)] |= second;
      won[counts.upper(pair)] |= second;
      lost[counts.upper(pair)] |= first;
    }
    return new OneSided(only(won, lost), only(lost, won));
  }

  private static List<Integer> only(boolean[] these, boolean[] butNotThese) {
    return IntStream.range(0, these.length)
        .filter(item -> these[item] && !butNotThese[item])
        .boxed()
        .toList();
  }
}
