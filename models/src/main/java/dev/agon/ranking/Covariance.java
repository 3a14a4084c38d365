package dev.agon.ranking;

/** The covariance of mean-centred log-strengths, and the clusters it was computed from. */
final class Covariance {
  private final double[][] matrix;

  /** The number of clusters with counted votes. */
  final long clusters;

  /** The number of clusters on each position. */
  final long[] clustersAt;

  private Covariance(double[][] matrix, long clusters, long[] clustersAt) {
    this.matrix = matrix;
    this.clusters = clusters;
    this.clustersAt = clustersAt;
  }

  /** Projects the first rows and columns of a covariance on the centred vectors, in place. */
  static Covariance centred(double[][] matrix, int items, long clusters, long[] clustersAt) {
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
    return new Covariance(matrix, clusters, clustersAt);
  }

  /** The variance of the strength at i, or of its difference from that at j unless j is -1. */
  double variance(int i, int j) {
    return j < 0 ? matrix[i][i] : matrix[i][i] + matrix[j][j] - (matrix[i][j] + matrix[j][i]);
  }

  /** Whether either position has fewer clusters than this. */
  boolean fewer(int i, int j, int clusters) {
    return clustersAt[i] < clusters || (j >= 0 && clustersAt[j] < clusters);
  }
}
