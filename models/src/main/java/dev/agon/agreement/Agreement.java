package dev.agon.agreement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * How far annotators agree.
 *
 * @param units units with a value
 * @param annotators annotators
 * @param values values in all
 * @param categories different values
 * @param percent the share of pairs of annotators who agree on a unit, mean over units
 * @param fleiss Fleiss's kappa
 * @param alpha Krippendorff's alpha at the level of the codings
 * @param ac1 Gwet's AC1
 * @param ac2 Gwet's AC2 with the linear weights of the level; AC1 at the nominal level
 * @param pairs Cohen's kappa of pairs of annotators, those with most units in common first
 */
public record Agreement(
    int units,
    int annotators,
    long values,
    int categories,
    Figure percent,
    Figure fleiss,
    Figure alpha,
    Figure ac1,
    Figure ac2,
    List<Pair> pairs) {
  /** Two annotators who have units in common. */
  public record Pair(String first, String second, int units, Figure kappa) {}

  public Agreement {
    pairs = List.copyOf(pairs);
  }

  /**
   * Computes all coefficients.
   *
   * @param rounds resamples of units for the intervals, 0 for none
   * @param seed of the resamples
   * @param mostPairs how many pairs of annotators to tell of
   */
  public static Agreement of(Codings codings, int rounds, long seed, int mostPairs) {
    Function<Codings, Figure> ac1 = c -> Coefficients.gwet(c, false);
    Function<Codings, Figure> ac2 = c -> Coefficients.gwet(c, true);
    List<Function<Codings, Figure>> all =
        List.of(Coefficients::percent, Coefficients::fleiss, Coefficients::alpha, ac1, ac2);
    List<Figure> figures = figures(codings, all, rounds, seed);
    return new Agreement(
        codings.units(),
        codings.annotators(),
        codings.size(),
        codings.categories(),
        figures.get(0),
        figures.get(1),
        figures.get(2),
        figures.get(3),
        figures.get(4),
        pairs(codings, rounds, seed, mostPairs));
  }

  private static List<Figure> figures(
      Codings codings, List<Function<Codings, Figure>> all, int rounds, long seed) {
    double[][] drawn = new double[all.size()][rounds];
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < rounds; round++) {
      Codings resample = codings.resampled(UnitResamples.draw(codings.units(), random));
      for (int i = 0; i < all.size(); i++) {
        drawn[i][round] = all.get(i).apply(resample).value();
      }
    }
    int units = codings.pairedUnits();
    List<Figure> figures = new ArrayList<>();
    figures.add(UnitResamples.shareInterval(all.getFirst().apply(codings), drawn[0], units));
    for (int i = 1; i < all.size(); i++) {
      figures.add(UnitResamples.interval(all.get(i).apply(codings), drawn[i], units));
    }
    return figures;
  }

  private static List<Pair> pairs(Codings codings, int rounds, long seed, int most) {
    Map<Long, List<int[]>> common = new HashMap<>();
    for (int unit = 0; unit < codings.units(); unit++) {
      int[] who = codings.annotatorsOf(unit);
      int[] what = codings.valuesOf(unit);
      for (int i = 0; i < who.length; i++) {
        for (int j = 0; j < who.length; j++) {
          if (who[i] < who[j]) {
            common
                .computeIfAbsent((long) who[i] << 32 | who[j], _ -> new ArrayList<>())
                .add(new int[] {what[i], what[j]});
          }
        }
      }
    }
    Comparator<Map.Entry<Long, List<int[]>>> order =
        Comparator.comparingInt(pair -> -pair.getValue().size());
    return common.entrySet().stream()
        .sorted(order.thenComparing(Map.Entry.comparingByKey()))
        .limit(most)
        .map(pair -> pair(codings, pair.getKey(), pair.getValue(), rounds, seed))
        .toList();
  }

  private static Pair pair(Codings codings, long key, List<int[]> values, int rounds, long seed) {
    int size = values.size();
    int[] every = new int[size];
    Arrays.setAll(every, i -> i);
    double[] drawn = new double[rounds];
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < rounds; round++) {
      drawn[round] = kappa(codings, values, UnitResamples.draw(size, random)).value();
    }
    return new Pair(
        codings.annotator((int) (key >>> 32)),
        codings.annotator((int) key),
        size,
        UnitResamples.interval(kappa(codings, values, every), drawn, size));
  }

  private static Figure kappa(Codings codings, List<int[]> values, int[] units) {
    int[][] table = new int[codings.categories()][codings.categories()];
    for (int unit : units) {
      table[values.get(unit)[0]][values.get(unit)[1]]++;
    }
    return CohenKappa.of(table);
  }
}
