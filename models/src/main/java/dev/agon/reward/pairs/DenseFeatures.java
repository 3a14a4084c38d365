package dev.agon.reward.pairs;

import org.jspecify.annotations.Nullable;

/** Features as rows of floats, such as embeddings. */
public final class DenseFeatures implements FeatureMatrix {
  private final float[][] rows;
  private final int columns;
  private volatile float @Nullable [][] transposed;

  /**
   * Keeps the rows, which must not change afterwards.
   *
   * @param columns the length of each row
   * @throws IllegalArgumentException when a row has another length or a value that is not finite
   */
  public DenseFeatures(float[][] rows, int columns) {
    for (int row = 0; row < rows.length; row++) {
      check(row, rows[row], columns);
    }
    this.rows = rows;
    this.columns = columns;
  }

  private static void check(int row, float[] values, int columns) {
    if (values.length != columns) {
      throw new IllegalArgumentException(
          "item " + row + " has " + values.length + " features, not " + columns);
    }
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException("item " + row + " has the feature " + value);
      }
    }
  }

  @Override
  public int rows() {
    return rows.length;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public double dot(int row, double[] weights, int offset) {
    float[] values = rows[row];
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int c = 0;
    for (; c + 3 < columns; c += 4) {
      first += values[c] * weights[offset + c];
      second += values[c + 1] * weights[offset + c + 1];
      third += values[c + 2] * weights[offset + c + 2];
      fourth += values[c + 3] * weights[offset + c + 3];
    }
    for (; c < columns; c++) {
      first += values[c] * weights[offset + c];
    }
    return (first + second) + (third + fourth);
  }

  @Override
  public void addProducts(double[] weights, int offset, double[] to, int[] items) {
    combine(transposed(), weights, offset, to, 0);
  }

  @Override
  public void addAll(double[] factors, double[] to, int offset) {
    combine(rows, factors, 0, to, offset);
  }

  /**
   * Adds vectors times factors, four at a time, in long loops over neighbouring numbers, which
   * compilers turn into vector instructions.
   */
  private static void combine(
      float[][] vectors, double[] factors, int from, double[] to, int offset) {
    int i = 0;
    for (; i + 3 < vectors.length; i += 4) {
      four(vectors, i, factors, from + i, to, offset);
    }
    for (; i < vectors.length; i++) {
      float[] vector = vectors[i];
      double factor = factors[from + i];
      for (int c = 0; c < vector.length; c++) {
        to[offset + c] += factor * vector[c];
      }
    }
  }

  private static void four(
      float[][] vectors, int i, double[] factors, int from, double[] to, int offset) {
    double first = factors[from];
    double second = factors[from + 1];
    double third = factors[from + 2];
    double fourth = factors[from + 3];
    if (first == 0 && second == 0 && third == 0 && fourth == 0) {
      return;
    }
    float[] a = vectors[i];
    float[] b = vectors[i + 1];
    float[] c = vectors[i + 2];
    float[] d = vectors[i + 3];
    int length = Math.min(Math.min(a.length, b.length), Math.min(c.length, d.length));
    for (int at = 0; at < length; at++) {
      to[offset + at] += first * a[at] + second * b[at] + third * c[at] + fourth * d[at];
    }
  }

  private float[][] transposed() {
    float[][] known = transposed;
    if (known == null) {
      known = new float[columns][rows.length];
      for (int row = 0; row < rows.length; row++) {
        for (int c = 0; c < columns; c++) {
          known[c][row] = rows[row][c];
        }
      }
      transposed = known;
    }
    return known;
  }

  @Override
  public void add(int row, double factor, double[] to, int offset) {
    float[] values = rows[row];
    for (int c = 0; c < columns; c++) {
      to[offset + c] += factor * values[c];
    }
  }

  @Override
  public void addSquares(int row, double factor, double[] to, int offset) {
    float[] values = rows[row];
    for (int c = 0; c < columns; c++) {
      to[offset + c] += factor * values[c] * values[c];
    }
  }

  @Override
  public void gather(int row, int[] slots, int offset, float[] to) {
    for (int c = 0; c < columns; c++) {
      if (slots[offset + c] >= 0) {
        to[slots[offset + c]] = rows[row][c];
      }
    }
  }

  @Override
  public void read(int row, float[] to, int offset) {
    System.arraycopy(rows[row], 0, to, offset, columns);
  }
}
