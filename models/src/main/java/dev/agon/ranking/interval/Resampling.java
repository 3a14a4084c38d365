package dev.agon.ranking.interval;

import dev.agon.preference.LongIndex;
import dev.agon.preference.Outcome;
import dev.agon.preference.PairCounts;
import dev.agon.preference.VoteTable;
import dev.agon.ranking.BothBad;
import dev.agon.ranking.Groups;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The bootstrap of any function of votes. Annotators are drawn with replacement where the table
 * names them, so that their votes stay together; votes otherwise.
 */
public final class Resampling {
  private final VoteTable table;
  private final int[][] clusters;
  private final boolean named;

  /** Resamples of this table. */
  public Resampling(VoteTable table) {
    this.table = table;
    LongIndex index = new LongIndex();
    int[] cluster = new int[table.rows()];
    boolean anybody = false;
    for (int row = 0; row < cluster.length; row++) {
      int annotator = table.annotator(row);
      anybody |= annotator != VoteTable.NONE;
      cluster[row] = index.number(annotator == VoteTable.NONE ? -1L - row : annotator);
    }
    named = anybody;
    int[] sizes = new int[index.size()];
    for (int held : cluster) {
      sizes[held]++;
    }
    clusters = new int[sizes.length][];
    Arrays.setAll(clusters, i -> new int[sizes[i]]);
    for (int row = cluster.length - 1; row >= 0; row--) {
      clusters[cluster[row]][--sizes[cluster[row]]] = row;
    }
  }

  /** The number of annotators, or of votes where those are drawn. */
  public int clusters() {
    return clusters.length;
  }

  /** The items that were compared with each other, if only over others. */
  public Groups groups() {
    return Groups.of(PairCounts.of(table), BothBad.TIE);
  }

  /** Why they cannot show how they differ; null where they can. */
  public @Nullable NoInterval tooFew() {
    double[] held = Arrays.stream(clusters).mapToDouble(rows -> rows.length).toArray();
    return NoInterval.ofFew(named, clusters.length, EffectiveNumber.of(held));
  }

  /** Whether all votes on each pair say the same, so that they show no spread. */
  public boolean isUnanimous() {
    Map<Long, Outcome> said = new HashMap<>();
    for (int row = 0; row < table.rows(); row++) {
      int first = table.first(row);
      int second = table.second(row);
      Outcome outcome = Outcome.of(table.outcomeCode(row));
      boolean turned = first > second;
      long pair = (long) Math.min(first, second) << 32 | Math.max(first, second);
      Outcome before = said.putIfAbsent(pair, turned ? outcome.swapped() : outcome);
      if (before != null && before != (turned ? outcome.swapped() : outcome)) {
        return false;
      }
    }
    return true;
  }

  /** Whether annotators are drawn rather than votes. */
  public boolean ofAnnotators() {
    return named;
  }

  /**
   * The function of the table, and of resamples of it.
   *
   * @param shuffled whether the votes of a resample come in a random order, as they must for
   *     ratings that depend on it; else in the table's
   */
  public Draws draws(
      Function<VoteTable, double[]> estimate, boolean shuffled, int rounds, long seed) {
    double[] full = estimate.apply(table);
    long[] seeds = new SplittableRandom(seed).longs(rounds).toArray();
    double[][] draws =
        Arrays.stream(seeds)
            .parallel()
            .mapToObj(
                own -> {
                  Random random = new Random(own);
                  double[] drawn = estimate.apply(sample(random, shuffled));
                  int known = drawn.length;
                  double[] all = Arrays.copyOf(drawn, full.length);
                  Arrays.fill(all, Math.min(known, all.length), all.length, Double.NaN);
                  return all;
                })
            .toArray(double[][]::new);
    return new Draws(full, draws);
  }

  private VoteTable sample(Random random, boolean shuffled) {
    VoteTable sample = new VoteTable(table.rows());
    int[] drawn = random.ints(clusters.length, 0, Math.max(1, clusters.length)).toArray();
    int[] rows =
        Arrays.stream(drawn).flatMap(cluster -> Arrays.stream(clusters[cluster])).toArray();
    if (!shuffled) {
      Arrays.sort(rows);
    } else {
      List<Integer> order = new ArrayList<>(Arrays.stream(rows).boxed().toList());
      Collections.shuffle(order, random);
      rows = order.stream().mapToInt(Integer::intValue).toArray();
    }
    for (int row : rows) {
      sample.add(
          table.first(row),
          table.second(row),
          Outcome.of(table.outcomeCode(row)),
          table.weight(row),
          table.annotator(row),
          table.comparison(row));
    }
    return sample;
  }
}
