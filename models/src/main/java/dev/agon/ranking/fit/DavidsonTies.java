package dev.agon.ranking.fit;

/**
 * Davidson's model (1970): win, loss and tie are in proportion to exp(d / 2), exp(-d / 2) and nu;
 * the tie parameter is ln nu. With nu = 0 it is Bradley-Terry's, a tie being half a win for each.
 */
final class DavidsonTies extends TieModel {
  private final double nu;
  private final double logNu;

  /** The probability of a tie. */
  double tie;

  /** The expected score: the probability of a win plus half of that of a tie. */
  double score;

  /** The variance of the score. */
  double variance;

  DavidsonTies(double nu) {
    this.nu = nu;
    this.logNu = Math.log(nu);
  }

  @Override
  public void at(double difference) {
    double size = Math.abs(difference);
    double ratio = Math.exp(-size / 2);
    double rest = ratio * ratio + nu * ratio;
    double better = 1 / (1 + rest);
    tie = nu * ratio * better;
    double worse = ratio * ratio * better;
    boolean ahead = difference >= 0;
    score = (ahead ? better : worse) + tie / 2;
    variance = better * worse + tie * (better + worse) / 4;
    winSlope = (ahead ? worse : better) + tie / 2;
    lossSlope = -score;
    tieSlope = (winSlope - score) / 2;
    winRise = -tie;
    lossRise = -tie;
    tieRise = 1 - tie;
  }

  @Override
  public void logsAt(double difference) {
    double size = Math.abs(difference);
    double ratio = Math.exp(-size / 2);
    double logBetter = -Math.log1p(ratio * ratio + nu * ratio);
    boolean ahead = difference >= 0;
    logWin = ahead ? logBetter : logBetter - size;
    logLoss = ahead ? logBetter - size : logBetter;
    logTie = nu > 0 ? logNu + logBetter - size / 2 : (logWin + logLoss) / 2;
  }

  @Override
  public double bend(double wins, double losses, double ties) {
    return (wins + losses + ties) * variance;
  }

  @Override
  public double mixedBend(double wins, double losses, double ties) {
    return (wins + losses + ties) * tie * (winSlope - score) / 2;
  }

  @Override
  public double tieBend(double wins, double losses, double ties) {
    return (wins + losses + ties) * tie * (1 - tie);
  }
}
