package dev.agon.reward.judge;

import dev.agon.reward.loss.Softplus;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How well a model does on pairs that it was not trained on, under one criterion. Intervals are
 * clustered by group; see {@link Estimate} for where there are none.
 *
 * @param pairs judged pairs
 * @param decided those that most people decided for one side
 * @param clusters groups of pairs that may depend on each other
 * @param accuracy the share of decided pairs where the preferred side has the higher reward; equal
 *     rewards count a half
 * @param withTies accuracy over all pairs with the best tie threshold
 * @param nll mean negative log-likelihood of the soft labels by {@code sigma(d)}, in nats
 * @param reliability calibration error and its bins
 * @param temperature see {@link Temperature}; NaN when the pairs determine none
 * @param noTemperature why they determine none, or null
 */
public record PairMetrics(
    int pairs,
    int decided,
    int clusters,
    Estimate accuracy,
    TieCalibration withTies,
    Estimate nll,
    Reliability reliability,
    double temperature,
    Temperature.@Nullable Missing noTemperature) {

  /**
   * Measures.
   *
   * @throws IllegalArgumentException when there is no pair
   */
  public static PairMetrics of(Judged judged) {
    if (judged.pairs() == 0) {
      throw new IllegalArgumentException("there are no judged pairs to measure on");
    }
    int[] decided = IntStream.range(0, judged.pairs()).filter(judged::decided).toArray();
    return new PairMetrics(
        judged.pairs(),
        decided.length,
        (int) IntStream.range(0, judged.pairs()).map(judged::cluster).distinct().count(),
        of(judged, decided, hits(judged), Estimate::share),
        TieCalibration.of(judged),
        of(judged, IntStream.range(0, judged.pairs()).toArray(), losses(judged), Estimate::mean),
        Reliability.of(judged),
        Temperature.of(judged),
        Temperature.missing(judged));
  }

  /** How much more often one model is right than another on the same decided pairs. */
  public static Estimate advantage(Judged model, Judged other) {
    double[] mine = hits(model);
    double[] theirs = hits(other);
    Arrays.setAll(mine, i -> mine[i] - theirs[i]);
    int[] decided = IntStream.range(0, model.pairs()).filter(model::decided).toArray();
    return of(model, decided, mine, Estimate::difference);
  }

  private static double[] hits(Judged judged) {
    return IntStream.range(0, judged.pairs()).mapToDouble(judged::hit).toArray();
  }

  private static double[] losses(Judged judged) {
    return IntStream.range(0, judged.pairs())
        .mapToDouble(
            i -> {
              double label = judged.label(i);
              double d = judged.difference(i);
              return label * Softplus.of(-d) + (1 - label) * Softplus.of(d);
            })
        .toArray();
  }

  /** A kind of figure over weighted observations in clusters. */
  private interface Kind {
    Estimate of(double[] values, double[] weights, int[] cluster);
  }

  private static Estimate of(Judged judged, int[] rows, double[] values, Kind kind) {
    return kind.of(
        Arrays.stream(rows).mapToDouble(row -> values[row]).toArray(),
        Arrays.stream(rows).mapToDouble(row -> judged.weight(row)).toArray(),
        Arrays.stream(rows).map(row -> judged.cluster(row)).toArray());
  }
}
