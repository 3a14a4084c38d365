package dev.agon.reward.pairs;

import java.util.List;

/** Several matrices of the same items side by side. */
public final class JoinedFeatures implements FeatureMatrix {
  private final List<FeatureMatrix> blocks;
  private final int rows;
  private final int columns;

  /**
   * Joins blocks.
   *
   * @throws IllegalArgumentException when there are none or their rows differ in number
   */
  public JoinedFeatures(List<FeatureMatrix> blocks) {
    if (blocks.isEmpty()) {
      throw new IllegalArgumentException("no features to join");
    }
    this.blocks = List.copyOf(blocks);
    this.rows = blocks.getFirst().rows();
    int sum = 0;
    for (FeatureMatrix block : blocks) {
      if (block.rows() != rows) {
        throw new IllegalArgumentException("blocks of " + rows + " and " + block.rows() + " items");
      }
      sum += block.columns();
    }
    this.columns = sum;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public double dot(int row, double[] weights, int offset) {
    double sum = 0;
    int at = offset;
    for (FeatureMatrix block : blocks) {
      sum += block.dot(row, weights, at);
      at += block.columns();
    }
    return sum;
  }

  @Override
  public void addProducts(double[] weights, int offset, double[] to, int[] items) {
    int at = offset;
    for (FeatureMatrix block : blocks) {
      block.addProducts(weights, at, to, items);
      at += block.columns();
    }
  }

  @Override
  public void add(int row, double factor, double[] to, int offset) {
    int at = offset;
    for (FeatureMatrix block : blocks) {
      block.add(row, factor, to, at);
      at += block.columns();
    }
  }

  @Override
  public void addAll(double[] factors, double[] to, int offset) {
    int at = offset;
    for (FeatureMatrix block : blocks) {
      block.addAll(factors, to, at);
      at += block.columns();
    }
  }

  @Override
  public void addSquares(int row, double factor, double[] to, int offset) {
    int at = offset;
    for (FeatureMatrix block : blocks) {
      block.addSquares(row, factor, to, at);
      at += block.columns();
    }
  }

  @Override
  public void gather(int row, int[] slots, int offset, float[] to) {
    int at = offset;
    for (FeatureMatrix block : blocks) {
      block.gather(row, slots, at, to);
      at += block.columns();
    }
  }

  @Override
  public void read(int row, float[] to, int offset) {
    int at = offset;
    for (FeatureMatrix block : blocks) {
      block.read(row, to, at);
      at += block.columns();
    }
  }

  /** The joined matrices in order. */
  public List<FeatureMatrix> blocks() {
    return blocks;
  }
}
