package dev.agon.ranking.score;

import dev.agon.preference.PairCounts;
import dev.agon.ranking.BothBad;
import java.util.Arrays;

/**
 * The Perron vector of the win matrix, of length 1: an item's score is in proportion to the sum of
 * its wins, each weighted by the score of who was beaten (Landau 1895; Kendall 1955, Biometrics 11,
 * 43-62). It is unique and positive where every item reaches every other over wins and ties (Perron
 * and Frobenius); otherwise items that the strongest component does not reach get 0.
 */
public final class Eigenvector {
  private static final int MOST_ITERATIONS = 100_000;
  private static final double SMALL = 1e-14;

  private Eigenvector() {}

  /** Each item's score, at least 0. */
  public static double[] scores(PairCounts counts, BothBad bothBad) {
    return perron(WinMatrix.of(counts, bothBad));
  }

  /**
   * With the eigenvalue l and the left and right vectors u and v of the matrix W, |v| = 1, dv = (l
   * - W + l v v')^-1 (dW v - v u' dW v / u' v).
   */
  static Slopes slopes(double[][] wins) {
    int n = wins.length;
    double[] right = perron(wins);
    double[][] turned = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        turned[i][j] = wins[j][i];
      }
    }
    double[] left = perron(turned);
    double value = 0;
    double both = 0;
    for (int i = 0; i < n; i++) {
      both += left[i] * right[i];
      for (int j = 0; j < n; j++) {
        value += right[i] * wins[i][j] * right[j];
      }
    }
    double[][] matrix = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        matrix[i][j] = (i == j ? value : 0) - wins[i][j] + value * right[i] * right[j];
      }
    }
    double[][] inverse = MatrixInverse.of(matrix);
    double[][] spread = new double[n + 1][n];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        spread[i][k] = inverse[k][i];
      }
      spread[n][i] = right[i] / value;
    }
    double uv = both;
    Slopes.Move move =
        (winner, loser, by, into) -> {
          into.add(winner, by * right[loser]);
          into.add(n, -by * right[loser] * left[winner] / uv);
        };
    return new Slopes(right, false, n + 1, move, spread);
  }

  private static double[] perron(double[][] wins) {
    int n = wins.length;
    double[] at = new double[n];
    Arrays.fill(at, 1 / Math.sqrt(n));
    double change = 1;
    for (int round = 0; round < MOST_ITERATIONS && change > SMALL; round++) {
      double[] next = times(wins, at);
      change = 0;
      for (int i = 0; i < n; i++) {
        change = Math.max(change, Math.abs(next[i] - at[i]));
      }
      at = next;
    }
    return at;
  }

  /**
   * One step of the power method on the matrix plus a share of the identity, which has the same
   * eigenvectors and no second eigenvalue of the same size.
   */
  private static double[] times(double[][] wins, double[] at) {
    double[] next = new double[at.length];
    double largest = 0;
    for (double[] row : wins) {
      double sum = 0;
      for (double win : row) {
        sum += win;
      }
      largest = Math.max(largest, sum);
    }
    double square = 0;
    for (int i = 0; i < next.length; i++) {
      next[i] = largest / 4 * at[i];
      for (int j = 0; j < next.length; j++) {
        next[i] += wins[i][j] * at[j];
      }
      square += next[i] * next[i];
    }
    double length = Math.sqrt(square);
    for (int i = 0; i < next.length; i++) {
      next[i] = length > 0 ? next[i] / length : at[i];
    }
    return next;
  }
}
