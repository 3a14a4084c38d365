package dev.agon.ranking;

import dev.agon.preference.PairCounts;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A ranking by a method that is not a likelihood of pair counts, with intervals.
 *
 * @param method the method's label
 * @param items those that the method scores, best first
 */
public record ScoreBoard(String method, List<Scored> items) {
  public ScoreBoard {
    items = List.copyOf(items);
  }

  /** The board of natural log-strengths on a scale. */
  public static ScoreBoard ofStrengths(
      String method, Fit fit, Uncertainty uncertainty, RatingScale scale, PairCounts counts) {
    Tally tally = new Tally(counts, fit.options().bothBad());
    int[] items = IntStream.range(0, fit.items()).filter(item -> tally.votes(item) > 0).toArray();
    return ofStrengths(method, items, fit::logStrength, uncertainty, scale);
  }

  /** The board of the natural log-strengths of items that occur, on a scale. */
  public static ScoreBoard ofStrengths(
      String method, StrengthFit fit, Uncertainty uncertainty, RatingScale scale) {
    int[] items = IntStream.range(0, fit.items()).filter(fit::occurs).toArray();
    return ofStrengths(method, items, fit::logStrength, uncertainty, scale);
  }

  private static ScoreBoard ofStrengths(
      String method,
      int[] items,
      IntToDoubleFunction logStrength,
      Uncertainty uncertainty,
      RatingScale scale) {
    double quantile = uncertainty.quantile();
    return of(
        method,
        items,
        item -> {
          double se = scale.pointsPerUnit() * Math.sqrt(uncertainty.variance(item));
          return interval(item, scale.rating(logStrength.applyAsDouble(item)), se, quantile);
        },
        (item, other) -> {
          double ahead = logStrength.applyAsDouble(item) - logStrength.applyAsDouble(other);
          double se = Math.sqrt(uncertainty.differenceVariance(item, other));
          return Math.abs(ahead) > quantile * se ? (int) Math.signum(ahead) : 0;
        });
  }

  /** The board of an estimate and its resamples; items whose estimate is NaN are left out. */
  public static ScoreBoard ofDraws(String method, Draws draws) {
    int[] items =
        IntStream.range(0, draws.items())
            .filter(item -> Double.isFinite(draws.estimate(item)))
            .toArray();
    return of(
        method,
        items,
        item ->
            new Scored(
                item,
                draws.estimate(item),
                draws.se(item),
                draws.low(item),
                draws.high(item),
                1,
                items.length),
        draws::ahead);
  }

  /** The board of beliefs that are normal and independent of each other. */
  public static ScoreBoard ofBeliefs(String method, int items, IntFunction<Scored> belief) {
    return of(
        method,
        IntStream.range(0, items).toArray(),
        belief,
        (item, other) -> {
          Scored one = belief.apply(item);
          Scored two = belief.apply(other);
          double ahead = one.score() - two.score();
          boolean sure = Math.abs(ahead) > Leaderboard.QUANTILE * Math.hypot(one.se(), two.se());
          return sure ? (int) Math.signum(ahead) : 0;
        });
  }

  /** A score with a normal interval. */
  public static Scored interval(int item, double score, double se, double quantile) {
    return new Scored(item, score, se, score - quantile * se, score + quantile * se, 1, 1);
  }

  private static ScoreBoard of(
      String method, int[] items, IntFunction<Scored> score, IntBinaryOperator ahead) {
    return new ScoreBoard(
        method,
        IntStream.of(items)
            .mapToObj(item -> ranked(score.apply(item), items, ahead))
            .sorted(Comparator.comparingDouble(Scored::score).reversed())
            .toList());
  }

  private static Scored ranked(Scored scored, int[] items, IntBinaryOperator ahead) {
    int better = 0;
    int worse = 0;
    for (int other : items) {
      int sign = other == scored.item() ? 0 : ahead.applyAsInt(scored.item(), other);
      better += sign < 0 ? 1 : 0;
      worse += sign > 0 ? 1 : 0;
    }
    return new Scored(
        scored.item(),
        scored.score(),
        scored.se(),
        scored.low(),
        scored.high(),
        1 + better,
        items.length - worse);
  }
}
