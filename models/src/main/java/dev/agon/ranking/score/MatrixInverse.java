package dev.agon.ranking.score;

/** The inverse of a matrix by Gauss and Jordan's elimination with partial pivoting. */
final class MatrixInverse {
  private MatrixInverse() {}

  /** The inverse; the matrix is overwritten. Not finite where it is singular. */
  static double[][] of(double[][] matrix) {
    int n = matrix.length;
    double[][] inverse = new double[n][n];
    for (int i = 0; i < n; i++) {
      inverse[i][i] = 1;
    }
    for (int column = 0; column < n; column++) {
      int pivot = column;
      for (int row = column + 1; row < n; row++) {
        if (Math.abs(matrix[row][column]) > Math.abs(matrix[pivot][column])) {
          pivot = row;
        }
      }
      swap(matrix, pivot, column);
      swap(inverse, pivot, column);
      double divisor = matrix[column][column];
      scale(matrix[column], 1 / divisor);
      scale(inverse[column], 1 / divisor);
      for (int row = 0; row < n; row++) {
        double factor = row == column ? 0 : matrix[row][column];
        if (factor != 0) {
          subtract(matrix[row], factor, matrix[column]);
          subtract(inverse[row], factor, inverse[column]);
        }
      }
    }
    return inverse;
  }

  private static void swap(double[][] rows, int one, int two) {
    double[] held = rows[one];
    rows[one] = rows[two];
    rows[two] = held;
  }

  private static void scale(double[] row, double factor) {
    for (int i = 0; i < row.length; i++) {
      row[i] *= factor;
    }
  }

  private static void subtract(double[] from, double factor, double[] row) {
    for (int i = 0; i < row.length; i++) {
      from[i] -= factor * row[i];
    }
  }
}
