package dev.agon.reward.pairs;

/** What is known of each item, one row an item, as rewards are computed from it. */
public sealed interface FeatureMatrix permits DenseFeatures, SparseFeatures, JoinedFeatures {

  /** The number of items. */
  int rows();

  /** The number of features of an item. */
  int columns();

  /** The product of an item's features and weights, always summed in the same order. */
  double dot(int row, double[] weights, int offset);

  /**
   * The products of items' features and weights, added to a vector of items. Faster than {@link
   * #dot} for many items, and summed in another order.
   *
   * @param items whose products are needed; those of others may be added too
   */
  void addProducts(double[] weights, int offset, double[] to, int[] items);

  /** Adds an item's features, times a factor, to a vector of columns. */
  void add(int row, double factor, double[] to, int offset);

  /** Adds each item's features, times its own factor, to a vector of columns. */
  void addAll(double[] factors, double[] to, int offset);

  /** Adds an item's squared features, times a factor, to a vector of columns. */
  void addSquares(int row, double factor, double[] to, int offset);

  /**
   * Picks some of an item's features.
   *
   * @param slots where in {@code to} a column's feature goes, by column from an offset on; -1 for
   *     nowhere
   * @param to zeros before
   */
  void gather(int row, int[] slots, int offset, float[] to);

  /** Writes an item's features to a vector from an offset on; what is zero is written too. */
  void read(int row, float[] to, int offset);
}
