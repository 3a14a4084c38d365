package dev.agon.text;

import java.util.Arrays;

/**
 * A vector of which few numbers differ from zero.
 *
 * @param at where they stand, ascending
 * @param values what stands there, as many
 * @param dimension the vector's length
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SparseVector(int[] at, float[] values, int dimension) {

  /** What differs from zero in a vector. */
  public static SparseVector of(float[] dense) {
    int[] at = new int[dense.length];
    float[] values = new float[dense.length];
    int size = 0;
    for (int i = 0; i < dense.length; i++) {
      if (dense[i] != 0) {
        at[size] = i;
        values[size++] = dense[i];
      }
    }
    return new SparseVector(Arrays.copyOf(at, size), Arrays.copyOf(values, size), dense.length);
  }

  /** The numbers at {@code from} to {@code from + columns - 1} as a vector of their own. */
  public SparseVector part(int from, int columns) {
    int first = place(from);
    int end = place(from + columns);
    int[] places = Arrays.copyOfRange(at, first, end);
    for (int i = 0; i < places.length; i++) {
      places[i] -= from;
    }
    return new SparseVector(places, Arrays.copyOfRange(values, first, end), columns);
  }

  /** The elementwise product. */
  public SparseVector times(SparseVector other) {
    int[] places = new int[Math.min(at.length, other.at.length)];
    float[] products = new float[places.length];
    int size = 0;
    for (int i = 0, j = 0; i < at.length && j < other.at.length; ) {
      if (at[i] == other.at[j]) {
        places[size] = at[i];
        products[size++] = values[i++] * other.values[j++];
      } else if (at[i] < other.at[j]) {
        i++;
      } else {
        j++;
      }
    }
    return new SparseVector(Arrays.copyOf(places, size), Arrays.copyOf(products, size), dimension);
  }

  /** All numbers, the zeros too. */
  public float[] dense() {
    float[] all = new float[dimension];
    for (int i = 0; i < at.length; i++) {
      all[at[i]] = values[i];
    }
    return all;
  }

  private int place(int column) {
    int found = Arrays.binarySearch(at, column);
    return found < 0 ? -found - 1 : found;
  }
}
