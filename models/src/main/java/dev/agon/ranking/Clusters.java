package dev.agon.ranking;

import dev.agon.preference.LongIndex;
import dev.agon.preference.Outcome;
import dev.agon.preference.PairCounts;
import dev.agon.preference.VoteTable;
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

  /**
   * Comparisons with more votes than this are not searched through; that they repeat is assumed.
   */
  private static final int MOST_LOOKED_BACK = 100;

  private Clusters(int[] start, int rows) {
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
   * One cluster an annotator and comparison: the votes that two-way clustering would count twice. A
   * vote that lacks either is a cluster of its own.
   *
   * @return null when every annotator judged each comparison once, so that each is one vote
   */
  public static @Nullable Clusters byAnnotatorAndComparison(VoteTable table, PairCounts counts) {
    if (isEachOnce(table)) {
      return null;
    }
    int[] cluster = new int[table.rows()];
    LongIndex index = new LongIndex();
    for (int row = 0; row < cluster.length; row++) {
      int annotator = table.annotator(row);
      int comparison = table.comparison(row);
      boolean both = annotator != VoteTable.NONE && comparison != VoteTable.NONE;
      cluster[row] = index.number(both ? (long) annotator << 32 | comparison : -1L - row);
    }
    return of(table, counts, cluster, index.size());
  }

  /** Whether no annotator judged a comparison twice, found by the votes before on the same one. */
  private static boolean isEachOnce(VoteTable table) {
    int most = IntStream.range(0, table.rows()).map(table::comparison).max().orElse(0);
    if (most / 4 > table.rows()) {
      return false;
    }
    int[] last = new int[most + 1];
    int[] before = new int[table.rows()];
    for (int row = 0; row < before.length; row++) {
      int comparison = table.comparison(row);
      int annotator = table.annotator(row);
      if (comparison == VoteTable.NONE || annotator == VoteTable.NONE) {
        continue;
      }
      int steps = 0;
      for (int other = last[comparison]; other > 0; other = before[other - 1]) {
        if (table.annotator(other - 1) == annotator || ++steps > MOST_LOOKED_BACK) {
          return false;
        }
      }
      before[row] = last[comparison];
      last[comparison] = row + 1;
    }
    return true;
  }

  private static Clusters of(VoteTable table, PairCounts counts, int[] cluster, int clusters) {
    Clusters result = new Clusters(starts(cluster, cluster.length, clusters), cluster.length);
    int[] next = result.start.clone();
    for (int row = 0; row < cluster.length; row++) {
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
  static Clusters of(CellCounts cells) {
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
    Clusters result = new Clusters(starts(cluster, rows, cells.clusters()), rows);
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
      start[cluster[row] + 1]++;
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
