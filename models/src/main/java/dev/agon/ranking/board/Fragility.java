package dev.agon.ranking.board;

import dev.agon.preference.Outcome;
import dev.agon.preference.PairCounts;
import dev.agon.ranking.fit.Fit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How few votes carry the first place: the fewest found whose removal puts the second item level
 * with the first or before it. Votes are taken in the order of their influence on the difference
 * (Broderick, Giordano and Meager 2020, An automatic finite-sample robustness metric; Huang and
 * others 2025 on arenas), the influences being renewed at every refit, and the number is the
 * smallest along that order for which the refit itself changes places. Fewer votes may do in an
 * order that was not tried.
 *
 * @param first the item at the first place
 * @param second the item at the second
 * @param votes how many votes the removal takes; 0 when even all that could be tried do not do it
 * @param share of all counted votes
 * @param predicted how many the influences at the full fit alone promise, not refitted; 0 for none
 * @param removed what is removed
 */
public record Fragility(
    int first, int second, long votes, double share, long predicted, List<Removed> removed) {
  private static final int MOST_STEPS = 60;

  /**
   * Votes of one kind.
   *
   * @param winner or the one item of a tie
   * @param loser or the other
   * @param outcome FIRST for the winner, TIE or BOTH_BAD
   * @param votes how many of them
   */
  public record Removed(int winner, int loser, Outcome outcome, long votes) {}

  public Fragility {
    removed = List.copyOf(removed);
  }

  /**
   * Looks for the fewest votes.
   *
   * @throws IllegalArgumentException when fewer than two items have counted votes
   */
  public static Fragility of(PairCounts counts, Fit fit) {
    return new FragilitySearch(counts, fit).run();
  }

  static Fragility of(
      int first, int second, PairCounts before, PairCounts after, long predicted, long counted) {
    List<Removed> removed = new ArrayList<>();
    long votes = 0;
    for (int pair = 0; pair < before.pairs(); pair++) {
      for (Outcome outcome : Outcome.values()) {
        long gone = before.count(pair, outcome) - after.count(pair, outcome);
        if (gone > 0) {
          boolean upper = outcome == Outcome.SECOND;
          int winner = upper ? before.upper(pair) : before.lower(pair);
          int loser = upper ? before.lower(pair) : before.upper(pair);
          removed.add(new Removed(winner, loser, upper ? Outcome.FIRST : outcome, gone));
          votes += gone;
        }
      }
    }
    removed.sort(Comparator.comparingLong(Removed::votes).reversed());
    return new Fragility(
        first, second, votes, counted == 0 ? 0 : (double) votes / counted, predicted, removed);
  }

  /** How many refits a search may take. */
  static int mostSteps() {
    return MOST_STEPS;
  }
}
