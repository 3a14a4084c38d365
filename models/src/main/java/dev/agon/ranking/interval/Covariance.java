package dev.agon.ranking.interval;

import org.jspecify.annotations.Nullable;

/** The covariance of mean-centred log-strengths, and the clusters it was computed from. */
final class Covariance {
  private final double[][] matrix;

  /** The number of clusters with counted votes. */
  final long clusters;

  /** The effective number of clusters, see {@link EffectiveNumber}; 0 where none are told. */
  final double even;

  /** The number of clusters on each position: of all strengths, maybe of what follows them. */
  final long[] clustersAt;

  /** How many of the positions are strengths. */
  final int items;

  private final @Nullable Covariance least;

  private Covariance(
      double[][] matrix,
      int items,
      long clusters,
      double even,
      long[] clustersAt,
      @Nullable Covariance least) {
    this.matrix = matrix;
    this.items = items;
    this.even = even;
    this.least = least;
    this.clusters = clusters;
    this.clustersAt = clustersAt;
  }

  /** Projects the first rows and columns of a covariance on the centred vectors, in place. */
  static Covariance centred(
      double[][] matrix, int items, long clusters, double even, long[] clustersAt) {
    double[] mean = new double[items];
    double total = 0;
    for (int i = 0; i < items; i++) {
      for (int j = 0; j < items; j++) {
        mean[i] += matrix[i][j] / items;
      }
      total += mean[i] / items;
    }
    for (int i = 0; i < items; i++) {
      for (int j = 0; j < items; j++) {
        matrix[i][j] += total - mean[i] - mean[j];
      }
    }
    return new Covariance(matrix, items, clusters, even, clustersAt, null);
  }

  /** The same, with no variance below another's. */
  Covariance atLeast(Covariance other) {
    return new Covariance(matrix, items, clusters, even, clustersAt, other);
  }

  /** The variance of the strength at i, or of its difference from that at j unless j is -1. */
  double variance(int i, int j) {
    double own = own(i, j);
    return least == null ? own : Math.max(own, least.variance(i, j));
  }

  private double own(int i, int j) {
    return j < 0 ? matrix[i][i] : matrix[i][i] + matrix[j][j] - (matrix[i][j] + matrix[j][i]);
  }

  /**
   * Whether either position has fewer clusters than this; one whose clusters were not counted rests
   * on all of them.
   */
  boolean fewer(int i, int j, int clusters) {
    return clustersAt(i) < clusters || (j >= 0 && clustersAt(j) < clusters);
  }

  private long clustersAt(int i) {
    return i < clustersAt.length ? clustersAt[i] : clusters;
  }
}
