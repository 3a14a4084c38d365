package dev.agon.ranking.board;

import dev.agon.preference.PairCounts;
import dev.agon.ranking.Anchor;
import dev.agon.ranking.BothBad;
import dev.agon.ranking.Clustering;
import dev.agon.ranking.Groups;
import dev.agon.ranking.Method;
import dev.agon.ranking.OneSided;
import dev.agon.ranking.Prior;
import dev.agon.ranking.RatingScale;
import dev.agon.ranking.Tally;
import dev.agon.ranking.fit.Fit;
import dev.agon.ranking.interval.NoInterval;
import dev.agon.ranking.interval.Uncertainty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ratings with intervals and rank ranges. Items with counted votes come first, best first; items
 * without stand last at the mean rating, with the interval of the prior and every rank possible.
 *
 * @param method how ratings were estimated
 * @param bothBad how votes that find both bad counted
 * @param clustering which votes the intervals allow to depend on each other
 * @param scale the ratings' scale
 * @param standings the items, best first
 * @param anchor the item whose rating was given, or null when the mean is at the scale's centre
 * @param quantile how many standard errors the intervals reach to each side
 * @param tooFewAnnotators whether there are fewer annotators than intervals can be relied on with;
 *     see {@link Uncertainty#tooFewAnnotators}
 * @param nu Davidson's nu, 0 without ties and under other methods
 * @param eta Rao and Kupper's eta, 0 without ties and under other methods
 * @param logLikelihood natural, at the fit; see {@link Fit#logLikelihood()}
 * @param iterations Newton steps taken
 * @param converged whether they became small
 * @param prior the prior that was used, or null for none
 * @param votes counted votes
 * @param ties votes that find both about equal
 * @param bothBadVotes votes that find both bad, whether they count or not
 * @param annotators annotators with counted votes; 0 when they are not known
 * @param comparisons comparisons with counted votes; 0 when they are not known
 * @param doubt why intervals say nothing of other people's votes and every rank is possible, or
 *     null
 * @param groups of items that were compared with each other, if only over others: ratings of
 *     different groups say nothing of each other
 * @param onesided the items that only won or only lost, where the votes determine no finite ratings
 */
public record Leaderboard(
    Method method,
    BothBad bothBad,
    Clustering clustering,
    RatingScale scale,
    List<Standing> standings,
    @Nullable Anchor anchor,
    double quantile,
    boolean tooFewAnnotators,
    double nu,
    double eta,
    double logLikelihood,
    int iterations,
    boolean converged,
    @Nullable Prior prior,
    long votes,
    long ties,
    long bothBadVotes,
    int annotators,
    int comparisons,
    @Nullable NoInterval doubt,
    Groups groups,
    OneSided onesided) {
  /** Grows whenever a method would give other figures for the same votes. */
  public static final int VERSION = 2;

  public Leaderboard {
    standings = List.copyOf(standings);
  }

  /**
   * The board of a fit.
   *
   * @param uncertainty of this fit, or of an earlier one whose intervals still serve
   */
  public static Leaderboard of(
      PairCounts counts, Fit fit, Uncertainty uncertainty, RatingScale scale) {
    return of(counts, fit, uncertainty, scale, null);
  }

  /**
   * The board of a fit.
   *
   * @param anchor an item whose rating is given, or null to put the mean at the scale's centre
   * @throws IllegalArgumentException when the anchor has no counted votes
   */
  public static Leaderboard of(
      PairCounts counts,
      Fit fit,
      Uncertainty uncertainty,
      RatingScale scale,
      @Nullable Anchor anchor) {
    Tally tally = new Tally(counts, fit.options().bothBad());
    if (anchor != null && (anchor.item() >= tally.items() || tally.votes(anchor.item()) == 0)) {
      throw new IllegalArgumentException("the anchor has no counted votes");
    }
    Groups groups = Groups.of(counts, fit.options().bothBad());
    return new Leaderboard(
        fit.options().method(),
        fit.options().bothBad(),
        uncertainty.clustering(),
        scale,
        new Ranks(tally, fit, uncertainty, scale, anchor, groups).standings(),
        anchor,
        uncertainty.quantile(),
        uncertainty.tooFewAnnotators(),
        fit.nu(),
        fit.eta(),
        fit.logLikelihood(),
        fit.iterations(),
        fit.converged(),
        fit.prior(),
        tally.allVotes(),
        tally.allTies(),
        tally.allBothBad(),
        uncertainty.annotators(),
        uncertainty.comparisons(),
        uncertainty.doubt(),
        groups,
        OneSided.of(counts, fit.options().bothBad()));
  }

  /** The votes that counted as ties: both-bad votes among them where those count. */
  public long countedTies() {
    return ties + (bothBad == BothBad.TIE ? bothBadVotes : 0);
  }

  /** The share of votes that counted as ties in the counted votes; 0 without votes. */
  public double tieRate() {
    return votes == 0 ? 0 : (double) countedTies() / votes;
  }
}
