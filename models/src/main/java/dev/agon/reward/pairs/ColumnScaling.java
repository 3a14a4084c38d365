package dev.agon.reward.pairs;

import java.util.Arrays;
import java.util.List;

/**
 * What one unit of each feature is worth to a ridge penalty or a first layer. Features themselves
 * stay as they are, so that a model scores raw features; a column with scale s has the ridge {@code
 * l2 / s^2}, as if it had been multiplied by s.
 *
 * @param blocks neighbouring columns that are treated alike, in order
 */
public record ColumnScaling(List<Block> blocks) {

  /**
   * Neighbouring columns.
   *
   * @param columns how many, at least 1
   * @param scale the worth of a unit, above 0
   * @param standardise whether the unit is the column's standard deviation over the training items
   *     (the root of its variance; a constant column gets no weight) instead of 1
   */
  public record Block(int columns, double scale, boolean standardise) {
    public Block {
      if (columns < 1 || !(scale > 0 && scale < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("a block of " + columns + " columns, scale " + scale);
      }
    }
  }

  public ColumnScaling {
    blocks = List.copyOf(blocks);
  }

  /** All columns alike, standardised or not. */
  public static ColumnScaling of(int columns, boolean standardise) {
    return new ColumnScaling(List.of(new Block(columns, 1, standardise)));
  }

  /** The number of columns of all blocks. */
  public int columns() {
    return blocks.stream().mapToInt(Block::columns).sum();
  }

  /**
   * The scale of each column; 0 for one that is constant over the items and would be divided by 0.
   *
   * @param items the training items, each once, at least one
   * @throws IllegalArgumentException when the features have another number of columns
   */
  public double[] scales(FeatureMatrix features, int[] items) {
    if (columns() != features.columns()) {
      throw new IllegalArgumentException(
          "scales of " + columns() + " columns for " + features.columns() + " features");
    }
    double[] deviation =
        blocks.stream().anyMatch(Block::standardise) ? deviations(features, items) : new double[0];
    double[] scales = new double[features.columns()];
    int at = 0;
    for (Block block : blocks) {
      for (int end = at + block.columns(); at < end; at++) {
        scales[at] = block.standardise() ? over(block.scale(), deviation[at]) : block.scale();
      }
    }
    return scales;
  }

  private static double over(double scale, double deviation) {
    return deviation > 0 ? scale / deviation : 0;
  }

  private static double[] deviations(FeatureMatrix features, int[] items) {
    double[] mean = new double[features.columns()];
    double[] square = new double[features.columns()];
    for (int item : items) {
      features.add(item, 1.0 / items.length, mean, 0);
      features.addSquares(item, 1.0 / items.length, square, 0);
    }
    double[] deviation = new double[mean.length];
    Arrays.setAll(
        deviation,
        c -> {
          double variance = square[c] - mean[c] * mean[c];
          return variance > 1e-12 * square[c] ? Math.sqrt(variance) : 0;
        });
    return deviation;
  }
}
