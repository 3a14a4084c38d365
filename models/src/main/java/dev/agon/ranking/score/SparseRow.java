package dev.agon.ranking.score;

/** A vector of which few elements are not 0. */
final class SparseRow {
  final double[] value;
  final int[] touched;
  int size;
  private final boolean[] seen;

  SparseRow(int length) {
    value = new double[length];
    touched = new int[length];
    seen = new boolean[length];
  }

  void add(int at, double by) {
    if (!seen[at]) {
      seen[at] = true;
      touched[size++] = at;
    }
    value[at] += by;
  }

  /** Adds its outer product with itself, times a factor, to a matrix. */
  void addOuter(double[][] matrix, double factor) {
    for (int i = 0; i < size; i++) {
      double scaled = factor * value[touched[i]];
      double[] row = matrix[touched[i]];
      for (int j = 0; j < size; j++) {
        row[touched[j]] += scaled * value[touched[j]];
      }
    }
  }

  /** Adds it to a vector. */
  void addTo(double[] sum, double factor) {
    for (int i = 0; i < size; i++) {
      sum[touched[i]] += factor * value[touched[i]];
    }
  }

  void clear() {
    for (int i = 0; i < size; i++) {
      value[touched[i]] = 0;
      seen[touched[i]] = false;
    }
    size = 0;
  }
}
