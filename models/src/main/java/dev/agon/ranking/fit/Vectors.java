package dev.agon.ranking.fit;

/** Sums over vectors. */
final class Vectors {
  private Vectors() {}

  /** The scalar product. */
  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** The largest size of an element. */
  static double largest(double[] step) {
    double largest = 0;
    for (double element : step) {
      largest = Math.max(largest, Math.abs(element));
    }
    return largest;
  }
}
