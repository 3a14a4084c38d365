package dev.agon.ranking;

import dev.agon.preference.LongIndex;
import dev.agon.preference.Outcome;
import dev.agon.preference.PairCounts;
import dev.agon.preference.VoteTable;

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

  private Clusters(int[] start, int rows) {
    this.start = start;
    this.pair = new int[rows];
    this.outcome = new byte[rows];
    this.weight = new double[rows];
  }

  /** One cluster an annotator; a vote without one is a cluster of its own. */
  public static Clusters byAnnotator(VoteTable table, PairCounts counts) {
    int[] cluster = new int[table.rows()];
    LongIndex index = new LongIndex();
    for (int row = 0; row < cluster.length; row++) {
      cluster[row] = index.number(key(table.annotator(row), row));
    }
    return of(table, counts, cluster, index.size());
  }

  /** One cluster a comparison; a vote without one is a cluster of its own. */
  public static Clusters byComparison(VoteTable table, PairCounts counts) {
    int[] cluster = new int[table.rows()];
    LongIndex index = new LongIndex();
    for (int row = 0; row < cluster.length; row++) {
      cluster[row] = index.number(key(table.comparison(row), row));
    }
    return of(table, counts, cluster, index.size());
  }

  /**
   * One cluster an annotator and comparison: the votes that two-way clustering would count twice. A
   * vote that lacks either is a cluster of its own.
   */
  public static Clusters byAnnotatorAndComparison(VoteTable table, PairCounts counts) {
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

  private static long key(int cluster, int row) {
    return cluster == VoteTable.NONE ? -1L - row : cluster;
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
