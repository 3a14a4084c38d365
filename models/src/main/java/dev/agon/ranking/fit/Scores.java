package dev.agon.ranking.fit;

/**
 * Each vote's contribution to the score, the gradient of the log-likelihood at a fit: on the lower
 * item's strength (its negative on the upper item's), and on the tie parameter where it is fitted.
 */
public final class Scores {
  private static final int OUTCOMES = 3;

  private final double[] slope;
  private final double[] rise;

  /** Whether a tie parameter is fitted. */
  public final boolean fitsTies;

  /** The contributions at a fit of the same pairs. */
  public Scores(PairColumns pairs, Fit fit) {
    fitsTies = fit.fitsTies();
    slope = new double[OUTCOMES * pairs.pairs()];
    rise = new double[fitsTies ? slope.length : 0];
    TieModel model =
        TieModel.of(fit.options().method(), fitsTies, fitsTies ? fit.tieCoordinate() : 0);
    for (int row = 0; row < pairs.pairs(); row++) {
      int lower = pairs.item[pairs.lower[row]];
      int upper = pairs.item[pairs.upper[row]];
      model.at(fit.logStrength(lower) - fit.logStrength(upper));
      slope[OUTCOMES * row] = model.winSlope;
      slope[OUTCOMES * row + 1] = model.lossSlope;
      slope[OUTCOMES * row + 2] = model.tieSlope;
      if (fitsTies) {
        rise[OUTCOMES * row] = model.winRise;
        rise[OUTCOMES * row + 1] = model.lossRise;
        rise[OUTCOMES * row + 2] = model.tieRise;
      }
    }
  }

  /** On the lower item's strength; outcome codes above 3 count as ties. */
  public double strength(int row, int outcomeCode) {
    return slope[OUTCOMES * row + Math.min(outcomeCode, OUTCOMES) - 1];
  }

  /** On the tie parameter; 0 when none is fitted. */
  public double tie(int row, int outcomeCode) {
    return fitsTies ? rise[OUTCOMES * row + Math.min(outcomeCode, OUTCOMES) - 1] : 0;
  }
}
