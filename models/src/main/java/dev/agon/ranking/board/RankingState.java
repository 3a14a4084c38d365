package dev.agon.ranking.board;

import dev.agon.preference.Outcome;
import dev.agon.preference.PairCounts;
import dev.agon.ranking.Clustering;
import dev.agon.ranking.RatingScale;
import dev.agon.ranking.fit.Fit;
import dev.agon.ranking.fit.FitOptions;
import dev.agon.ranking.interval.CellCounts;
import dev.agon.ranking.interval.Clusters;
import dev.agon.ranking.interval.Sandwich;
import dev.agon.ranking.interval.Uncertainty;

/**
 * What a live ranking needs to know of all votes, kept vote by vote: counts of pairs, of
 * annotators' cells and of comparisons' cells. Adding or removing a vote costs O(1); a fit starts
 * from the last one. For use by one thread.
 *
 * <p>Two-way intervals take an annotator's vote on a comparison as that annotator's only one on it.
 */
public final class RankingState {
  private final PairCounts counts = new PairCounts();
  private final CellCounts annotators = new CellCounts();
  private final CellCounts comparisons = new CellCounts();
  private final LiveFit live = new LiveFit(counts);

  /**
   * Counts a vote.
   *
   * @param annotator any number that stands for who gave it
   * @param comparison any number that stands for what was judged
   * @param first the item of the comparison's first response, from 0
   * @param second the item of its second response
   * @param weight how much it counts, finite and above 0; 1 is a whole vote
   * @throws IllegalArgumentException when an item is negative, both are the same, or the weight is
   *     not a finite number above 0
   */
  public void add(
      long annotator, long comparison, int first, int second, Outcome outcome, double weight) {
    int pair = counts.add(first, second, outcome, weight);
    live.changed(pair, false);
    annotators.add(annotator, pair, code(first, second, outcome), weight);
    comparisons.add(comparison, pair, code(first, second, outcome), weight);
  }

  /**
   * Takes back a vote that was added with the same arguments. The state is then as if the vote had
   * never been added, exactly so where weights are whole numbers.
   *
   * @throws IllegalArgumentException when no such vote is counted; nothing has changed then
   */
  public void remove(
      long annotator, long comparison, int first, int second, Outcome outcome, double weight) {
    int known = counts.pair(first, second);
    int code = code(first, second, outcome);
    if (!annotators.holds(annotator, known, code) || !comparisons.holds(comparison, known, code)) {
      throw new IllegalArgumentException(
          "annotator %d has no vote %s of items %d and %d on comparison %d"
              .formatted(annotator, outcome, first, second, comparison));
    }
    int pair = counts.remove(first, second, outcome, weight);
    live.changed(pair, true);
    annotators.remove(annotator, pair, code, weight);
    comparisons.remove(comparison, pair, code, weight);
  }

  private static int code(int first, int second, Outcome outcome) {
    return (first < second ? outcome : outcome.swapped()).code();
  }

  /** Makes the number of items at least this one; items without votes are on the board too. */
  public void ensureItems(int count) {
    counts.ensureItems(count);
  }

  /** The counts of pairs, live. */
  public PairCounts counts() {
    return counts;
  }

  /** The number of annotators with votes. */
  public int annotators() {
    return annotators.clusters();
  }

  /** The number of comparisons with votes. */
  public int comparisons() {
    return comparisons.clusters();
  }

  /**
   * Fits what is counted now, starting from the last fit. Costs the number of pairs; after few
   * votes it also spares the factorisation of the information.
   */
  public Fit fit(FitOptions options) {
    return live.fit(options);
  }

  /**
   * The uncertainty of a fit to what is counted now. Costs the number of cells, so it may be
   * computed less often than fits.
   */
  public Uncertainty uncertainty(Fit fit, Clustering clustering) {
    return switch (clustering) {
      case FISHER -> Sandwich.fisher(counts, fit);
      case NONE -> Sandwich.plain(counts, fit);
      case ANNOTATOR -> Sandwich.byAnnotator(counts, fit, Clusters.of(annotators));
      case COMPARISON -> Sandwich.byComparison(counts, fit, Clusters.of(comparisons));
      case TWO_WAY ->
          Sandwich.twoWay(counts, fit, Clusters.of(annotators), Clusters.of(comparisons), null);
    };
  }

  /** The board of a fit, with this uncertainty or an earlier one whose intervals still serve. */
  public Leaderboard leaderboard(Fit fit, Uncertainty uncertainty, RatingScale scale) {
    return Leaderboard.of(counts, fit, uncertainty, scale);
  }

  /** A fresh board: fit, intervals and ranks. */
  public Leaderboard leaderboard(FitOptions options, Clustering clustering, RatingScale scale) {
    Fit fit = fit(options);
    return leaderboard(fit, uncertainty(fit, clustering), scale);
  }
}
