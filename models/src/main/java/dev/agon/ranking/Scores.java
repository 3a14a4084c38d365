package dev.agon.ranking;

/**
 * Each vote's contribution to the score, the gradient of the log-likelihood at a fit: the residual
 * {@code y - E(y)} on the lower item's strength (its negative on the upper item's), where y is 1,
 * 0.5 or 0, and in Davidson's model {@code t - P(t)} on ln nu, where t is 1 for a tie.
 */
final class Scores {
  private static final double[] SCORE = {1, 0, 0.5};

  private final double[] expected;
  private final double[] tie;
  final boolean fitsNu;

  Scores(PairColumns pairs, Fit fit) {
    fitsNu = fit.fitsNu();
    expected = new double[pairs.pairs()];
    tie = new double[pairs.pairs()];
    TieModel model = new TieModel(fit.nu());
    for (int i = 0; i < expected.length; i++) {
      int lower = pairs.item[pairs.lower[i]];
      int upper = pairs.item[pairs.upper[i]];
      model.at(fit.logStrength(lower) - fit.logStrength(upper));
      expected[i] = model.score;
      tie[i] = model.tie;
    }
  }

  /** The residual of the lower item's score; outcome codes above 3 count as ties. */
  double strength(int row, int outcomeCode) {
    return SCORE[Math.min(outcomeCode, 3) - 1] - expected[row];
  }

  /** The residual of the tie; 0 when nu is not fitted. */
  double logNu(int row, int outcomeCode) {
    return fitsNu ? (outcomeCode >= 3 ? 1 : 0) - tie[row] : 0;
  }
}
