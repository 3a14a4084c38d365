package dev.agon.ranking.interval;

import dev.agon.preference.LongIndex;
import dev.agon.preference.Outcome;
import dev.agon.preference.PairCounts;
import dev.agon.preference.VoteTable;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Votes grouped into clusters, for intervals that allow the votes of a cluster to depend on each
 * other. A cell is one outcome of one pair in one cluster, with the summed weight of its votes; it
 * may be split over several rows.
 */
public final class Clusters {
  /** The rows of cluster c are start[c] to start[c + 1] - 1. */
  final int[] start;

  /** The pair's number in the counts. */
  final int[] pair;

  /** The code of the outcome, the pair's lower item being first. */
  final byte[] outcome;

  final double[] weight;

  /** Comparisons with more votes than this are not searched through. */
  private static final int MOST_LOOKED_BACK = 100;

  private Clusters(int[] start) {
    int rows = start[start.length - 1];
    this.start = start;
    this.pair = new int[rows];
    this.outcome = new byte[rows];
    this.weight = new double[rows];
  }

  /** One cluster an annotator; a vote without one is a cluster of its own. */
  public static Clusters byAnnotator(VoteTable table, PairCounts counts) {
    return by(table, counts, table::annotator);
  }

  /** One cluster a comparison; a vote without one is a cluster of its own. */
  public static Clusters byComparison(VoteTable table, PairCounts counts) {
    return by(table, counts, table::comparison);
  }

  /** Numbers clusters by their first votes; what they are named by is numbered densely or not. */
  private static Clusters by(VoteTable table, PairCounts counts, IntUnaryOperator name) {
    int most = IntStream.range(0, table.rows()).map(name).max().orElse(0);
    boolean dense = most / 4 <= table.rows();
    int[] number = new int[dense ? most + 1 : 0];
    LongIndex index = new LongIndex();
    int[] cluster = new int[table.rows()];
    int clusters = 0;
    for (int row = 0; row < cluster.length; row++) {
      int named = name.applyAsInt(row);
      if (named == VoteTable.NONE) {
        cluster[row] = dense ? clusters++ : index.number(-1L - row);
      } else if (dense) {
        number[named] = number[named] == 0 ? ++clusters : number[named];
        cluster[row] = number[named] - 1;
      } else {
        cluster[row] = index.number(named);
      }
    }
    return of(table, counts, cluster, dense ? clusters : index.size());
  }

  /**
   * The votes of annotators who judged a comparison more than once, one cluster an annotator and
   * comparison: what two-way clustering would count twice. All other votes count for themselves.
   *
   * @return null when every annotator judged each comparison once
   */
  public static @Nullable Clusters repeated(VoteTable table, PairCounts counts) {
    int[] cluster = new int[table.rows()];
    Arrays.fill(cluster, -1);
    int clusters = lookBack(table, cluster);
    if (clusters < 0) {
      Arrays.fill(cluster, -1);
      clusters = lookUp(table, cluster);
    }
    return clusters == 0 ? null : of(table, counts, cluster, clusters);
  }

  /**
   * Finds repeated votes among those before on the same comparison.
   *
   * @return the number of clusters, or -1 where that would take long
   */
  private static int lookBack(VoteTable table, int[] cluster) {
    int most = IntStream.range(0, table.rows()).map(table::comparison).max().orElse(0);
    if (most / 4 > table.rows()) {
      return -1;
    }
    int clusters = 0;
    int[] last = new int[most + 1];
    int[] before = new int[table.rows()];
    for (int row = 0; row < before.length; row++) {
      int comparison = table.comparison(row);
      int annotator = table.annotator(row);
      if (comparison == VoteTable.NONE || annotator == VoteTable.NONE) {
        continue;
      }
      int steps = 0;
      int other = last[comparison] - 1;
      while (other >= 0 && table.annotator(other) != annotator) {
        other = before[other] - 1;
        if (++steps > MOST_LOOKED_BACK) {
          return -1;
        }
      }
      if (other >= 0) {
        cluster[other] = cluster[other] < 0 ? clusters++ : cluster[other];
        cluster[row] = cluster[other];
      }
      before[row] = last[comparison];
      last[comparison] = row + 1;
    }
    return clusters;
  }

  /** Finds repeated votes by what they have in common; gives the number of clusters. */
  private static int lookUp(VoteTable table, int[] cluster) {
    int clusters = 0;
    LongIndex index = new LongIndex();
    int[] first = new int[table.rows()];
    for (int row = 0; row < cluster.length; row++) {
      int comparison = table.comparison(row);
      int annotator = table.annotator(row);
      if (comparison == VoteTable.NONE || annotator == VoteTable.NONE) {
        continue;
      }
      int known = index.size();
      int number = index.number((long) annotator << 32 | comparison);
      if (number == known) {
        first[number] = row;
      } else {
        int other = first[number];
        cluster[other] = cluster[other] < 0 ? clusters++ : cluster[other];
        cluster[row] = cluster[other];
      }
    }
    return clusters;
  }

  /** The rows of a table in clusters; those in none have -1. */
  private static Clusters of(VoteTable table, PairCounts counts, int[] cluster, int clusters) {
    Clusters result = new Clusters(starts(cluster, cluster.length, clusters));
    int[] next = result.start.clone();
    for (int row = 0; row < cluster.length; row++) {
      if (cluster[row] < 0) {
        continue;
      }
      int first = table.first(row);
      int second = table.second(row);
      Outcome outcome = Outcome.of(table.outcomeCode(row));
      int at = next[cluster[row]]++;
      result.pair[at] = counts.pair(first, second);
      result.outcome[at] = (byte) (first < second ? outcome : outcome.swapped()).code();
      result.weight[at] = table.weight(row);
    }
    return result;
  }

  /** The cells that hold votes, the clusters being numbered anew from 0. */
  public static Clusters of(CellCounts cells) {
    int[] renumbered = cells.occupiedClusters();
    int[] cluster = new int[cells.cells()];
    int[] cell = new int[cells.cells()];
    int rows = 0;
    for (int i = 0; i < cells.cells(); i++) {
      if (cells.votes(i) > 0) {
        cluster[rows] = renumbered[cells.cluster(i)];
        cell[rows++] = i;
      }
    }
    Clusters result = new Clusters(starts(cluster, rows, cells.clusters()));
    int[] next = result.start.clone();
    for (int row = 0; row < rows; row++) {
      int at = next[cluster[row]]++;
      result.pair[at] = cells.pair(cell[row]);
      result.outcome[at] = (byte) cells.outcomeCode(cell[row]);
      result.weight[at] = cells.weight(cell[row]);
    }
    return result;
  }

  private static int[] starts(int[] cluster, int rows, int clusters) {
    int[] start = new int[clusters + 1];
    for (int row = 0; row < rows; row++) {
      if (cluster[row] >= 0) {
        start[cluster[row] + 1]++;
      }
    }
    for (int i = 0; i < clusters; i++) {
      start[i + 1] += start[i];
    }
    return start;
  }

  /** The number of clusters. */
  public int size() {
    return start.length - 1;
  }
}
