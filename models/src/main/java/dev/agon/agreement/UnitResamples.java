package dev.agon.agreement;

import dev.agon.numeric.StudentT;
import dev.agon.ranking.interval.Uncertainty;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Intervals from resampled units: percentiles, whose distance from the figure is enlarged by what
 * few units make resamples too narrow, sqrt(G / (G - 1)) and Student's t over the normal quantile,
 * G the number of units. Fewer than {@link Uncertainty#FEW} units give none. Resamples that are all
 * alike show no spread: the share of pairs that agree then has the interval of {@link Proportion},
 * other coefficients none.
 */
final class UnitResamples {
  private static final double COVERAGE = 0.95;
  private static final double LOW = (1 - COVERAGE) / 2;
  private static final double ALIKE = 1e-12;

  private UnitResamples() {}

  /** The units of one resample. */
  static int[] draw(int size, SplittableRandom random) {
    return random.ints(size, 0, Math.max(1, size)).toArray();
  }

  /**
   * A figure with its interval.
   *
   * @param drawn the same figure of the resamples; empty where none were asked for
   * @param units with values of two annotators
   */
  static Figure interval(Figure figure, double[] drawn, int units) {
    if (!figure.defined() || drawn.length == 0) {
      return figure;
    }
    if (units < Uncertainty.FEW) {
      return figure.without(NoSpread.FEW_UNITS);
    }
    double[] sorted = Arrays.stream(drawn).filter(Double::isFinite).sorted().toArray();
    if (isAlike(sorted)) {
      return figure.without(NoSpread.ALIKE);
    }
    double normal = StudentT.quantile(COVERAGE, Double.MAX_VALUE);
    double wider =
        StudentT.quantile(COVERAGE, units - 1.0) / normal * Math.sqrt(units / (units - 1.0));
    double value = figure.value();
    double down = wider * Math.max(0, value - quantile(sorted, LOW));
    double up = wider * Math.max(0, quantile(sorted, 1 - LOW) - value);
    return figure.within(Math.max(-1, value - down), Math.min(1, value + up));
  }

  /** As {@link #interval}, of a share of units, which may count in part. */
  static Figure shareInterval(Figure share, double[] drawn, int units) {
    Figure figure = interval(share, drawn, units);
    if (figure.noSpread() == NoSpread.ALIKE) {
      Proportion whole = Proportion.of(Math.min(units, share.value() * units), units);
      return share.within(whole.low(), whole.high());
    }
    return Double.isFinite(figure.low())
        ? figure.within(Math.max(0, figure.low()), figure.high())
        : figure;
  }

  private static boolean isAlike(double[] sorted) {
    return sorted.length < 2 || sorted[sorted.length - 1] - sorted[0] < ALIKE;
  }

  private static double quantile(double[] sorted, double share) {
    double at = share * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
