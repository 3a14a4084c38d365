package dev.agon.reward;

/** Features as rows of floats, such as embeddings. */
public final class DenseFeatures implements FeatureMatrix {
  private final float[][] rows;
  private final int columns;

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
    double sum = 0;
    for (int c = 0; c < columns; c++) {
      sum += values[c] * weights[offset + c];
    }
    return sum;
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
  public void read(int row, float[] to, int offset) {
    System.arraycopy(rows[row], 0, to, offset, columns);
  }
}
