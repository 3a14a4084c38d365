package dev.agon.reward.pairs;

import dev.agon.text.SparseVector;
import java.util.Arrays;
import java.util.List;

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

  /** Rows as vectors, all of this many columns. */
  public static SparseFeatures of(List<SparseVector> rows, int columns) {
    return new SparseFeatures(
        rows.stream().map(SparseVector::at).toArray(int[][]::new),
        rows.stream().map(SparseVector::values).toArray(float[][]::new),
        columns);
  }

  /** Keeps of dense rows what differs from zero. */
  public static SparseFeatures of(float[][] dense, int columns) {
    return of(Arrays.stream(dense).map(SparseVector::of).toList(), columns);
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
  public void addProducts(double[] weights, int offset, double[] to, int[] items) {
    for (int row : items) {
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
  public void gather(int row, int[] slots, int offset, float[] to) {
    for (int i = 0; i < at[row].length; i++) {
      if (slots[offset + at[row][i]] >= 0) {
        to[slots[offset + at[row][i]]] = values[row][i];
      }
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
