package dev.agon.agreement;

/**
 * Cohen's kappa of two annotators (1960, Educational and Psychological Measurement 20, 37-46), over
 * the units that both have a value on.
 */
final class CohenKappa {
  private CohenKappa() {}

  /** The kappa of a table of two annotators' categories. */
  static Figure of(int[][] table) {
    int q = table.length;
    double all = 0;
    double agreed = 0;
    double[] rows = new double[q];
    double[] columns = new double[q];
    for (int i = 0; i < q; i++) {
      for (int j = 0; j < q; j++) {
        all += table[i][j];
        rows[i] += table[i][j];
        columns[j] += table[i][j];
      }
      agreed += table[i][i];
    }
    if (all == 0) {
      return Figure.undefined(Undefined.NO_PAIR, "the two have no unit in common");
    }
    double chance = 0;
    for (int i = 0; i < q; i++) {
      chance += rows[i] / all * columns[i] / all;
    }
    return chance < 1
        ? Figure.of((agreed / all - chance) / (1 - chance))
        : Figure.undefined(
            Undefined.ONE_VALUE, "both gave one and the same value, so chance alone agrees");
  }
}
