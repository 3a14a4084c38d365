package dev.agon.reward.head;

import dev.agon.reward.pairs.FeatureMatrix;
import dev.agon.reward.pairs.PreferencePairs;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * An approximate inverse of a penalised Hessian, for conjugate gradients: exact within the columns
 * where the data outweigh the ridge most, diagonal elsewhere. A few dense columns, such as lengths,
 * go with each other and with everything; without their block they cost most of the iterations.
 */
final class Preconditioner {
  private static final int MOST_COLUMNS = 64;

  /** How many times its ridge a column's diagonal is at least, to be worth a place in the block. */
  private static final double OUTWEIGHS = 2;

  private final double[] diagonal;
  private final int[] block;
  private final double[][] factor;

  /**
   * Factors the block.
   *
   * @param diagonal about the Hessian's, without the ridge; the last one is the position term's
   * @param ridge by column, infinite for columns without a weight
   * @param curvature of each pair; empty for the diagonal alone
   * @param items all that pairs name
   */
  Preconditioner(
      double[] diagonal,
      double[] ridge,
      FeatureMatrix features,
      PreferencePairs pairs,
      double[] curvature,
      int[] items) {
    this.diagonal = new double[diagonal.length];
    for (int c = 0; c < diagonal.length; c++) {
      this.diagonal[c] = diagonal[c] + ridge[c];
    }
    block = curvature.length == 0 ? new int[0] : heaviest(diagonal, ridge, features.columns());
    factor = new double[block.length][block.length];
    if (block.length > 0) {
      addPairs(gathered(features, items), pairs, curvature);
      factorise(ridge);
    }
  }

  private static int[] heaviest(double[] diagonal, double[] ridge, int columns) {
    return IntStream.range(0, columns)
        .filter(c -> diagonal[c] > OUTWEIGHS * ridge[c])
        .boxed()
        .sorted(Comparator.comparingDouble(c -> -diagonal[c] / ridge[c]))
        .limit(MOST_COLUMNS)
        .mapToInt(Integer::intValue)
        .sorted()
        .toArray();
  }

  /** The block's features of each item that pairs name. */
  private float[][] gathered(FeatureMatrix features, int[] items) {
    int[] slots = IntStream.generate(() -> -1).limit(features.columns()).toArray();
    for (int i = 0; i < block.length; i++) {
      slots[block[i]] = i;
    }
    float[][] gathered = new float[features.rows()][];
    for (int item : items) {
      gathered[item] = new float[block.length];
      features.gather(item, slots, 0, gathered[item]);
    }
    return gathered;
  }

  private void addPairs(float[][] gathered, PreferencePairs pairs, double[] curvature) {
    double[] difference = new double[block.length];
    for (int row = 0; row < curvature.length; row++) {
      float[] first = gathered[pairs.first(row)];
      float[] second = gathered[pairs.second(row)];
      for (int i = 0; i < difference.length; i++) {
        difference[i] = (double) first[i] - second[i];
      }
      for (int i = 0; i < difference.length; i++) {
        double bent = curvature[row] * difference[i];
        if (bent != 0) {
          for (int j = 0; j <= i; j++) {
            factor[i][j] += bent * difference[j];
          }
        }
      }
    }
  }

  /** Cholesky's lower factor in place; the ridge makes it positive definite. */
  private void factorise(double[] ridge) {
    for (int i = 0; i < block.length; i++) {
      factor[i][i] += ridge[block[i]];
      for (int j = 0; j <= i; j++) {
        double sum = factor[i][j];
        for (int k = 0; k < j; k++) {
          sum -= factor[i][k] * factor[j][k];
        }
        factor[i][j] = i == j ? Math.sqrt(Math.max(sum, ridge[block[i]] / 2)) : sum / factor[j][j];
      }
    }
  }

  /** The approximate inverse times a vector. */
  double[] times(double[] vector) {
    double[] product = new double[vector.length];
    for (int c = 0; c < product.length; c++) {
      product[c] = vector[c] / diagonal[c];
    }
    double[] solved = new double[block.length];
    for (int i = 0; i < solved.length; i++) {
      double sum = vector[block[i]];
      for (int k = 0; k < i; k++) {
        sum -= factor[i][k] * solved[k];
      }
      solved[i] = sum / factor[i][i];
    }
    for (int i = solved.length - 1; i >= 0; i--) {
      double sum = solved[i];
      for (int k = i + 1; k < solved.length; k++) {
        sum -= factor[k][i] * solved[k];
      }
      solved[i] = sum / factor[i][i];
      product[block[i]] = solved[i];
    }
    return product;
  }
}
