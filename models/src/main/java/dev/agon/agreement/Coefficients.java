package dev.agon.agreement;

import java.util.Arrays;

/** The coefficients of agreement over all annotators; each says why where it is undefined. */
final class Coefficients {
  private Coefficients() {}

  private static Figure noPair() {
    return Figure.undefined(Undefined.NO_PAIR, "no unit has values of two annotators");
  }

  private static Figure oneValue() {
    return Figure.undefined(Undefined.ONE_VALUE, "all values are the same, so chance alone agrees");
  }

  /**
   * The mean over units of the share of pairs of annotators who agree; units with one value are
   * left out.
   */
  static Figure percent(Codings codings) {
    double observed = observed(codings, identity(codings.categories()));
    return Double.isNaN(observed) ? noPair() : Figure.of(observed);
  }

  /**
   * Fleiss's kappa (1971, Psychological Bulletin 76, 378-382). It needs the same number of values
   * on every unit.
   */
  static Figure fleiss(Codings codings) {
    int least = Integer.MAX_VALUE;
    int most = 0;
    double[] share = new double[codings.categories()];
    for (int unit = 0; unit < codings.units(); unit++) {
      int[] values = codings.valuesOf(unit);
      least = Math.min(least, values.length);
      most = Math.max(most, values.length);
      for (int value : values) {
        share[value]++;
      }
    }
    if (most < 2) {
      return noPair();
    }
    if (least < most) {
      return Figure.undefined(
          Undefined.UNEQUAL,
          "units have from %d to %d values; Fleiss's kappa needs the same number on each"
              .formatted(least, most));
    }
    double all = Arrays.stream(share).sum();
    double chance = Arrays.stream(share).map(s -> s / all * s / all).sum();
    return kappa(observed(codings, identity(codings.categories())), chance);
  }

  /**
   * Gwet's AC1 (2008, British Journal of Mathematical and Statistical Psychology 61, 29-48), or AC2
   * with the weights of the level (Gwet 2014, Handbook of Inter-Rater Reliability): linear ones, by
   * the order of the categories or by their numbers.
   */
  static Figure gwet(Codings codings, boolean weighted) {
    int q = codings.categories();
    double[][] weights = weighted ? linear(codings) : identity(q);
    double observed = observed(codings, weights);
    if (Double.isNaN(observed)) {
      return noPair();
    }
    if (q < 2) {
      return oneValue();
    }
    double total = Arrays.stream(weights).flatMapToDouble(Arrays::stream).sum();
    double spread = 0;
    for (double share : shares(codings)) {
      spread += share * (1 - share);
    }
    return kappa(observed, total / (q * (q - 1.0)) * spread);
  }

  /** The mean over units of the share of their values in each category. */
  private static double[] shares(Codings codings) {
    double[] shares = new double[codings.categories()];
    for (int unit = 0; unit < codings.units(); unit++) {
      int[] values = codings.valuesOf(unit);
      for (int value : values) {
        shares[value] += 1.0 / values.length / codings.units();
      }
    }
    return shares;
  }

  /**
   * Krippendorff's alpha (2011, Computing Krippendorff's alpha-reliability): one minus observed
   * over expected disagreement, whose measure is that of the level. Units with one value are left
   * out.
   */
  static Figure alpha(Codings codings) {
    int q = codings.categories();
    double[][] coincidences = new double[q][q];
    for (int unit = 0; unit < codings.units(); unit++) {
      int[] counts = codings.counts(unit);
      int size = codings.valuesOf(unit).length;
      for (int c = 0; size > 1 && c < q; c++) {
        for (int k = 0; counts[c] > 0 && k < q; k++) {
          coincidences[c][k] += counts[c] * (counts[k] - (c == k ? 1.0 : 0)) / (size - 1);
        }
      }
    }
    double[] totals = new double[q];
    for (int c = 0; c < q; c++) {
      totals[c] = Arrays.stream(coincidences[c]).sum();
    }
    double all = Arrays.stream(totals).sum();
    if (all == 0) {
      return noPair();
    }
    double observed = 0;
    double expected = 0;
    for (int c = 0; c < q; c++) {
      for (int k = 0; k < q; k++) {
        double distance = distance(codings, totals, c, k);
        observed += coincidences[c][k] * distance;
        expected += totals[c] * totals[k] * distance / (all - 1);
      }
    }
    return expected == 0 ? oneValue() : Figure.of(1 - observed / expected);
  }

  private static double distance(Codings codings, double[] totals, int c, int k) {
    if (c == k) {
      return 0;
    }
    return switch (codings.level()) {
      case NOMINAL -> 1;
      case ORDINAL -> {
        double between = -(totals[c] + totals[k]) / 2;
        for (int g = Math.min(c, k); g <= Math.max(c, k); g++) {
          between += totals[g];
        }
        yield between * between;
      }
      case INTERVAL -> {
        double difference = codings.number(c) - codings.number(k);
        yield difference * difference;
      }
    };
  }

  /** The mean over units with two values of the weighted share of pairs that agree; or NaN. */
  private static double observed(Codings codings, double[][] weights) {
    double sum = 0;
    int units = 0;
    for (int unit = 0; unit < codings.units(); unit++) {
      int[] counts = codings.counts(unit);
      int size = codings.valuesOf(unit).length;
      if (size < 2) {
        continue;
      }
      units++;
      for (int k = 0; k < counts.length; k++) {
        double near = -1;
        for (int l = 0; counts[k] > 0 && l < counts.length; l++) {
          near += weights[k][l] * counts[l];
        }
        sum += counts[k] * near / (size * (size - 1.0));
      }
    }
    return units == 0 ? Double.NaN : sum / units;
  }

  private static double[][] identity(int size) {
    double[][] weights = new double[size][size];
    for (int i = 0; i < size; i++) {
      weights[i][i] = 1;
    }
    return weights;
  }

  private static double[][] linear(Codings codings) {
    int q = codings.categories();
    double[][] weights = identity(q);
    if (codings.level() == Level.NOMINAL || q < 2) {
      return weights;
    }
    boolean numbers = codings.level() == Level.INTERVAL;
    double range = numbers ? codings.number(q - 1) - codings.number(0) : q - 1;
    for (int k = 0; k < q; k++) {
      for (int l = 0; l < q; l++) {
        double apart = numbers ? codings.number(k) - codings.number(l) : k - l;
        weights[k][l] = 1 - Math.abs(apart) / range;
      }
    }
    return weights;
  }

  private static Figure kappa(double observed, double chance) {
    return chance < 1 ? Figure.of((observed - chance) / (1 - chance)) : oneValue();
  }
}
