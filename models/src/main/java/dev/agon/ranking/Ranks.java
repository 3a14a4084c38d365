package dev.agon.ranking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Orders the items of a fit and gives each its interval and its range of ranks. */
final class Ranks {
  private final Tally tally;
  private final Fit fit;
  private final Uncertainty uncertainty;
  private final RatingScale scale;
  private final int[] ranked;

  Ranks(Tally tally, Fit fit, Uncertainty uncertainty, RatingScale scale) {
    this.tally = tally;
    this.fit = fit;
    this.uncertainty = uncertainty;
    this.scale = scale;
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
      int last = isRanked ? ranked.length - worse[item] : tally.items();
      standings.add(standing(item, 1 + better[item], last));
    }
    standings.sort(
        Comparator.comparing((Standing standing) -> standing.votes() == 0)
            .thenComparing(Standing::logStrength, Comparator.reverseOrder()));
    return standings;
  }

  private void compare(int item, int other, int[] better, int[] worse) {
    double difference = fit.logStrength(item) - fit.logStrength(other);
    double variance = uncertainty.differenceVariance(item, other);
    if (Math.abs(difference) > Leaderboard.QUANTILE * Math.sqrt(variance)) {
      worse[difference > 0 ? item : other]++;
      better[difference > 0 ? other : item]++;
    }
  }

  private Standing standing(int item, int rankLow, int rankHigh) {
    double rating = scale.rating(fit.logStrength(item));
    double se = scale.pointsPerUnit() * Math.sqrt(uncertainty.variance(item));
    return new Standing(
        item,
        rating,
        fit.logStrength(item),
        se,
        rating - Leaderboard.QUANTILE * se,
        rating + Leaderboard.QUANTILE * se,
        rankLow,
        rankHigh,
        tally.votes(item),
        tally.wins[item],
        tally.losses[item],
        tally.ties[item],
        tally.bothBad[item],
        uncertainty.annotators(item));
  }
}
