package dev.agon.ranking.fit;

import java.util.stream.IntStream;

/**
 * The inverse of a large symmetric positive definite matrix by sweeps of blocks of pivots
 * (Goodnight 1979, American Statistician 33, 149-158), so that nearly all work is the addition of a
 * few rows to many, which runs on all cores.
 */
public final class SymmetricInverse {
  private static final int BLOCK = 64;

  /** Rows added in one pass. */
  private static final int TOGETHER = 4;

  private SymmetricInverse() {}

  /** Replaces a matrix, whose upper triangle is read, by its inverse, both triangles filled. */
  public static void of(double[][] matrix) {
    int n = matrix.length;
    for (int from = 0; from < n; from += BLOCK) {
      sweep(matrix, from, Math.min(n, from + BLOCK));
    }
    for (int i = 0; i < n; i++) {
      for (int j = i; j < n; j++) {
        matrix[i][j] = -matrix[i][j];
        matrix[j][i] = matrix[i][j];
      }
    }
  }

  private static void sweep(double[][] matrix, int from, int to) {
    int n = matrix.length;
    int size = to - from;
    double[][] held = new double[size][n];
    double[][] pivot = new double[size][size];
    for (int k = 0; k < size; k++) {
      for (int j = 0; j < n; j++) {
        int row = from + k;
        held[k][j] = j < row ? matrix[j][row] : matrix[row][j];
      }
      for (int l = 0; l < size; l++) {
        int low = Math.min(k, l);
        pivot[k][l] = matrix[from + low][from + Math.max(k, l)];
      }
    }
    double[][] inverse = new double[size][size];
    for (int k = 0; k < size; k++) {
      inverse[k][k] = 1;
    }
    new Cholesky(pivot).solve(inverse);
    double[][] scaled = new double[size + TOGETHER][n];
    for (int k = 0; k < size; k++) {
      for (int l = 0; l < size; l++) {
        add(scaled[k], inverse[k][l], held[l], 0);
      }
    }
    IntStream.range(0, n)
        .parallel()
        .filter(i -> i < from || i >= to)
        .forEach(i -> subtract(matrix[i], i, held, scaled));
    for (int k = 0; k < size; k++) {
      for (int j = 0; j < n; j++) {
        if (j < from) {
          matrix[j][from + k] = scaled[k][j];
        } else if (j >= to) {
          matrix[from + k][j] = scaled[k][j];
        } else {
          matrix[from + k][j] = -inverse[k][j - from];
        }
      }
    }
  }

  /** Subtracts the scaled rows from a row, from its diagonal on. */
  private static void subtract(double[] row, int i, double[][] held, double[][] scaled) {
    for (int k = 0; k < held.length; k += TOGETHER) {
      double a = held[k][i];
      double b = k + 1 < held.length ? held[k + 1][i] : 0;
      double c = k + 2 < held.length ? held[k + 2][i] : 0;
      double d = k + 3 < held.length ? held[k + 3][i] : 0;
      double[] one = scaled[k];
      double[] two = scaled[k + 1];
      double[] three = scaled[k + 2];
      double[] four = scaled[k + 3];
      for (int j = i; j < row.length; j++) {
        row[j] -= a * one[j] + b * two[j] + c * three[j] + d * four[j];
      }
    }
  }

  private static void add(double[] to, double factor, double[] row, int from) {
    for (int j = from; j < to.length; j++) {
      to[j] += factor * row[j];
    }
  }

  /** The outer product A A' of a matrix with itself, both triangles filled. */
  public static double[][] outer(double[][] matrix) {
    int n = matrix.length;
    double[][] turned = new double[n + TOGETHER][n];
    double[][] negative = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        turned[j][i] = matrix[i][j];
        negative[j][i] = -matrix[i][j];
      }
    }
    double[][] product = new double[n][n];
    IntStream.range(0, n).parallel().forEach(i -> subtract(product[i], i, negative, turned));
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        product[i][j] = product[j][i];
      }
    }
    return product;
  }
}
