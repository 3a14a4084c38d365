package dev.agon.ranking.fit;

/**
 * The factor U of a symmetric positive definite matrix A = U'U, computed by outer products on the
 * upper triangle so that every inner loop runs along a row (Golub and Van Loan, Matrix
 * Computations, section 4.2). A pivot that rounding has made tiny or negative is raised to a small
 * fraction of its diagonal element, which keeps a Newton step a direction of ascent.
 */
public final class Cholesky {
  private static final double SMALLEST_PIVOT = 1e-14;

  private final double[][] upper;

  /** Factors the matrix in place: its upper triangle becomes the factor. */
  public Cholesky(double[][] matrix) {
    upper = matrix;
    int n = matrix.length;
    double[] floor = new double[n];
    for (int k = 0; k < n; k++) {
      floor[k] = Math.max(matrix[k][k] * SMALLEST_PIVOT, Double.MIN_NORMAL);
    }
    for (int k = 0; k < n; k++) {
      double[] pivotRow = matrix[k];
      double pivot = Math.sqrt(Math.max(pivotRow[k], floor[k]));
      for (int j = k; j < n; j++) {
        pivotRow[j] /= pivot;
      }
      pivotRow[k] = pivot;
      for (int i = k + 1; i < n; i++) {
        subtract(matrix[i], pivotRow[i], pivotRow, i, n);
      }
    }
  }

  /** Replaces b by the solution x of A x = b. */
  public void solve(double[] b) {
    int n = b.length;
    for (int i = 0; i < n; i++) {
      b[i] /= upper[i][i];
      subtract(b, b[i], upper[i], i + 1, n);
    }
    for (int i = n - 1; i >= 0; i--) {
      double sum = b[i];
      for (int k = i + 1; k < n; k++) {
        sum -= upper[i][k] * b[k];
      }
      b[i] = sum / upper[i][i];
    }
  }

  /** Replaces B by the solution X of A X = B. */
  public void solve(double[][] b) {
    int n = b.length;
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < i; k++) {
        subtract(b[i], upper[k][i], b[k], 0, n);
      }
      divide(b[i], upper[i][i]);
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int k = i + 1; k < n; k++) {
        subtract(b[i], upper[i][k], b[k], 0, n);
      }
      divide(b[i], upper[i][i]);
    }
  }

  /** Replaces a symmetric B by the symmetric A^-1 B A^-1. */
  public void sandwich(double[][] b) {
    solve(b);
    transpose(b);
    solve(b);
  }

  private static void subtract(double[] from, double factor, double[] row, int start, int end) {
    for (int j = start; j < end; j++) {
      from[j] -= factor * row[j];
    }
  }

  private static void divide(double[] row, double divisor) {
    for (int j = 0; j < row.length; j++) {
      row[j] /= divisor;
    }
  }

  private static void transpose(double[][] matrix) {
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < i; j++) {
        double held = matrix[i][j];
        matrix[i][j] = matrix[j][i];
        matrix[j][i] = held;
      }
    }
  }
}
