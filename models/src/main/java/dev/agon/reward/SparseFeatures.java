package dev.agon.reward;

import java.util.Arrays;

/** Features of which few differ from zero, such as hashed n-grams: a list of columns an item. */
public final class SparseFeatures implements FeatureMatrix {
  private final int[][] at;
  private final float[][] values;
  private final int columns;

  /**
   * Keeps the rows, which must not change afterwards.
   *
   * @param at the columns of each item's features, ascending
   * @param values their values
   * @throws IllegalArgumentException when columns do not ascend within range or sizes differ
   */
  public SparseFeatures(int[][] at, float[][] values, int columns) {
    for (int row = 0; row < at.length; row++) {
      if (at[row].length != values[row].length) {
        throw new IllegalArgumentException("item " + row + " has columns without values");
      }
      int last = -1;
      for (int c : at[row]) {
        if (c <= last || c >= columns) {
          throw new IllegalArgumentException("item " + row + " has column " + c + " after " + last);
        }
        last = c;
      }
    }
    this.at = at;
    this.values = values;
    this.columns = columns;
  }

  /** Keeps of dense rows what differs from zero. */
  public static SparseFeatures of(float[][] dense, int columns) {
    int[][] at = new int[dense.length][];
    float[][] values = new float[dense.length][];
    for (int row = 0; row < dense.length; row++) {
      float[] all = dense[row];
      int count = 0;
      for (float value : all) {
        count += value != 0 ? 1 : 0;
      }
      at[row] = new int[count];
      values[row] = new float[count];
      int next = 0;
      for (int c = 0; c < all.length; c++) {
        if (all[c] != 0) {
          at[row][next] = c;
          values[row][next++] = all[c];
        }
      }
    }
    return new SparseFeatures(at, values, columns);
  }

  @Override
  public int rows() {
    return at.length;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public double dot(int row, double[] weights, int offset) {
    int[] columnsOfRow = at[row];
    float[] valuesOfRow = values[row];
    double sum = 0;
    for (int i = 0; i < columnsOfRow.length; i++) {
      sum += valuesOfRow[i] * weights[offset + columnsOfRow[i]];
    }
    return sum;
  }

  @Override
  public void addProducts(double[] weights, int offset, double[] to) {
    for (int row = 0; row < at.length; row++) {
      to[row] += dot(row, weights, offset);
    }
  }

  @Override
  public void add(int row, double factor, double[] to, int offset) {
    int[] columnsOfRow = at[row];
    float[] valuesOfRow = values[row];
    for (int i = 0; i < columnsOfRow.length; i++) {
      to[offset + columnsOfRow[i]] += factor * valuesOfRow[i];
    }
  }

  @Override
  public void addAll(double[] factors, double[] to, int offset) {
    for (int row = 0; row < at.length; row++) {
      if (factors[row] != 0) {
        add(row, factors[row], to, offset);
      }
    }
  }

  @Override
  public void addSquares(int row, double factor, double[] to, int offset) {
    int[] columnsOfRow = at[row];
    float[] valuesOfRow = values[row];
    for (int i = 0; i < columnsOfRow.length; i++) {
      to[offset + columnsOfRow[i]] += factor * valuesOfRow[i] * valuesOfRow[i];
    }
  }

  @Override
  public void read(int row, float[] to, int offset) {
    Arrays.fill(to, offset, offset + columns, 0);
    for (int i = 0; i < at[row].length; i++) {
      to[offset + at[row][i]] = values[row][i];
    }
  }
}
