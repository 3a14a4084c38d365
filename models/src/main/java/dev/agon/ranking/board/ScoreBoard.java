package dev.agon.ranking.board;

import dev.agon.preference.PairCounts;
import dev.agon.ranking.Groups;
import dev.agon.ranking.RatingScale;
import dev.agon.ranking.fit.Fit;
import dev.agon.ranking.interval.NoInterval;
import dev.agon.ranking.interval.StrengthFit;
import dev.agon.ranking.interval.Uncertainty;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A ranking by a method that is not a likelihood of pair counts.
 *
 * @param method the method's label
 * @param items those that the method scores, group after group, best first
 * @param groups of items that were compared with each other, if only over others
 * @param annotators those with counted votes; 0 when they are not known
 * @param noInterval why there are no intervals that hold for other people's votes, or null
 */
public record ScoreBoard(
    String method,
    List<Scored> items,
    Groups groups,
    int annotators,
    @Nullable NoInterval noInterval) {
  public ScoreBoard {
    items = List.copyOf(items);
  }

  /** What is known of scores beside the scores themselves. */
  public interface Intervals {
    /** The standard error of an item's score. */
    double se(int item);

    /** The lower end of an item's 95 % interval. */
    double low(int item);

    /** The upper end. */
    double high(int item);

    /** 1 when an item is surely better than another, -1 when surely worse, else 0. */
    int ahead(int item, int other);
  }

  /** A board without items. */
  public static ScoreBoard empty(String method) {
    return new ScoreBoard(method, List.of(), Groups.NONE, 0, null);
  }

  /**
   * The board of scores; items whose score is NaN are left out.
   *
   * @param intervals null where there are none, for a reason
   */
  public static ScoreBoard of(
      String method,
      double[] scores,
      @Nullable Intervals intervals,
      Groups groups,
      int annotators,
      @Nullable NoInterval noInterval) {
    int[] items =
        IntStream.range(0, scores.length)
            .filter(item -> groups.of(item) >= 0 && Double.isFinite(scores[item]))
            .toArray();
    return new ScoreBoard(
        method,
        IntStream.of(items)
            .mapToObj(item -> scored(item, scores[item], intervals, groups, items))
            .sorted(
                Comparator.comparingInt(Scored::group)
                    .thenComparing(Scored::score, Comparator.reverseOrder()))
            .toList(),
        groups,
        annotators,
        noInterval);
  }

  private static Scored scored(
      int item, double score, @Nullable Intervals intervals, Groups groups, int[] items) {
    int better = 0;
    int worse = 0;
    int all = 0;
    for (int other : items) {
      if (groups.comparable(item, other)) {
        int sign = intervals == null || other == item ? 0 : intervals.ahead(item, other);
        better += sign < 0 ? 1 : 0;
        worse += sign > 0 ? 1 : 0;
        all++;
      }
    }
    return new Scored(
        item,
        score,
        intervals == null ? Double.NaN : intervals.se(item),
        intervals == null ? Double.NaN : Math.min(score, intervals.low(item)),
        intervals == null ? Double.NaN : Math.max(score, intervals.high(item)),
        1 + better,
        all - worse,
        groups.of(item));
  }

  /** The board of natural log-strengths on a scale. */
  public static ScoreBoard ofStrengths(
      String method, Fit fit, Uncertainty uncertainty, RatingScale scale, PairCounts counts) {
    return ofStrengths(
        method,
        fit.items(),
        fit::logStrength,
        uncertainty,
        scale,
        Groups.of(counts, fit.options().bothBad()));
  }

  /** The board of the natural log-strengths of items that occur, on a scale. */
  public static ScoreBoard ofStrengths(
      String method, StrengthFit fit, Uncertainty uncertainty, RatingScale scale, Groups groups) {
    return ofStrengths(method, fit.items(), fit::logStrength, uncertainty, scale, groups);
  }

  private static ScoreBoard ofStrengths(
      String method,
      int items,
      IntToDoubleFunction logStrength,
      Uncertainty uncertainty,
      RatingScale scale,
      Groups groups) {
    double[] ratings =
        IntStream.range(0, items)
            .mapToDouble(item -> scale.rating(logStrength.applyAsDouble(item)))
            .toArray();
    NoInterval doubt = uncertainty.doubt();
    Intervals intervals =
        doubt == null ? new Strengths(ratings, uncertainty, scale.pointsPerUnit()) : null;
    return of(method, ratings, intervals, groups, uncertainty.annotators(), doubt);
  }

  /** Normal or Student's intervals of ratings. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Strengths(double[] ratings, Uncertainty uncertainty, double points)
      implements Intervals {
    @Override
    public double se(int item) {
      return points * Math.sqrt(uncertainty.variance(item));
    }

    @Override
    public double low(int item) {
      return ratings[item] - uncertainty.quantile() * se(item);
    }

    @Override
    public double high(int item) {
      return ratings[item] + uncertainty.quantile() * se(item);
    }

    @Override
    public int ahead(int item, int other) {
      double ahead = ratings[item] - ratings[other];
      double se = points * Math.sqrt(uncertainty.differenceVariance(item, other));
      return Math.abs(ahead) > uncertainty.quantile() * se ? (int) Math.signum(ahead) : 0;
    }
  }

  /** Whether there are fewer annotators than intervals can be relied on with. */
  public boolean tooFewAnnotators() {
    return Uncertainty.tooFewAnnotators(annotators, items.size());
  }
}
