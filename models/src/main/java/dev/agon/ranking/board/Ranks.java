package dev.agon.ranking.board;

import dev.agon.ranking.Anchor;
import dev.agon.ranking.Groups;
import dev.agon.ranking.RatingScale;
import dev.agon.ranking.Tally;
import dev.agon.ranking.fit.Fit;
import dev.agon.ranking.interval.Uncertainty;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Orders the items of a fit and gives each its interval and its range of ranks. */
final class Ranks {
  private final Tally tally;
  private final Fit fit;
  private final Uncertainty uncertainty;
  private final RatingScale scale;
  private final @Nullable Anchor anchor;
  private final Groups groups;
  private final int[] ranked;

  Ranks(
      Tally tally,
      Fit fit,
      Uncertainty uncertainty,
      RatingScale scale,
      @Nullable Anchor anchor,
      Groups groups) {
    this.tally = tally;
    this.fit = fit;
    this.uncertainty = uncertainty;
    this.scale = scale;
    this.anchor = anchor;
    this.groups = groups;
    this.ranked = IntStream.range(0, tally.items()).filter(i -> tally.votes(i) > 0).toArray();
  }

  List<Standing> standings() {
    int[] better = new int[tally.items()];
    int[] worse = new int[tally.items()];
    for (int i = 0; i < ranked.length; i++) {
      for (int j = 0; j < i; j++) {
        compare(ranked[i], ranked[j], better, worse);
      }
    }
    List<Standing> standings = new ArrayList<>();
    for (int item = 0; item < tally.items(); item++) {
      boolean isRanked = tally.votes(item) > 0;
      int last = isRanked ? size(item) - worse[item] : tally.items();
      standings.add(standing(item, 1 + better[item], last));
    }
    standings.sort(
        Comparator.comparing((Standing standing) -> standing.votes() == 0)
            .thenComparing(Standing::group)
            .thenComparing(Standing::logStrength, Comparator.reverseOrder()));
    return standings;
  }

  /** The number of items that an item can be ranked among. */
  private int size(int item) {
    return groups.items().get(groups.of(item)).size();
  }

  private void compare(int item, int other, int[] better, int[] worse) {
    double difference = fit.logStrength(item) - fit.logStrength(other);
    double variance = uncertainty.differenceVariance(item, other);
    boolean sure = Math.abs(difference) > uncertainty.quantile() * Math.sqrt(variance);
    if (sure && uncertainty.doubt() == null && groups.comparable(item, other)) {
      worse[difference > 0 ? item : other]++;
      better[difference > 0 ? other : item]++;
    }
  }

  private Standing standing(int item, int rankLow, int rankHigh) {
    double rating = rating(item);
    double se = scale.pointsPerUnit() * Math.sqrt(variance(item));
    double reach = uncertainty.quantile() * se;
    return new Standing(
        item,
        rating,
        fit.logStrength(item),
        se,
        rating - reach,
        rating + reach,
        rankLow,
        rankHigh,
        tally.votes(item),
        tally.wins[item],
        tally.losses[item],
        tally.ties[item],
        tally.bothBad[item],
        uncertainty.annotators(item),
        status(item),
        Math.max(0, groups.of(item)));
  }

  private double rating(int item) {
    return anchor == null
        ? scale.rating(fit.logStrength(item))
        : anchor.rating()
            + scale.pointsPerUnit() * (fit.logStrength(item) - fit.logStrength(anchor.item()));
  }

  private double variance(int item) {
    return anchor == null
        ? uncertainty.variance(item)
        : uncertainty.differenceVariance(item, anchor.item());
  }

  private Status status(int item) {
    boolean few =
        tally.votes(item) < Uncertainty.FEW
            || uncertainty.tooFewAnnotators()
            || (uncertainty.annotators() > 0 && uncertainty.annotators(item) < Uncertainty.FEW);
    return few
        ? Status.PRELIMINARY
        : Status.of(uncertainty.quantile() * Math.sqrt(uncertainty.variance(item)));
  }
}
