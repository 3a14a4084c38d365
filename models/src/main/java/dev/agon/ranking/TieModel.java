package dev.agon.ranking;

/**
 * The probabilities of the outcomes of one pair at a difference d of log-strengths, and their
 * logarithms, without overflow for any finite d. With nu = 0 they are Bradley-Terry's; otherwise
 * Davidson's (1970): win, loss and tie are in proportion to exp(d / 2), exp(-d / 2) and nu.
 */
final class TieModel {
  private final double nu;
  private final double logNu;

  double logWin;
  double logLoss;
  double logTie;
  double tie;

  /** The expected score: the probability of a win plus half of that of a tie. */
  double score;

  /** The other's expected score, which is 1 - score without its rounding. */
  double otherScore;

  /** The variance of the score. */
  double variance;

  TieModel(double nu) {
    this.nu = nu;
    this.logNu = Math.log(nu);
  }

  /** Moves to another difference. */
  void at(double difference) {
    double size = Math.abs(difference);
    double ratio = Math.exp(-size / 2);
    double rest = ratio * ratio + nu * ratio;
    double better = 1 / (1 + rest);
    double logBetter = -Math.log1p(rest);
    tie = nu * ratio * better;
    logTie = logNu + logBetter - size / 2;
    double worse = ratio * ratio * better;
    boolean ahead = difference >= 0;
    logWin = ahead ? logBetter : logBetter - size;
    logLoss = ahead ? logBetter - size : logBetter;
    score = (ahead ? better : worse) + tie / 2;
    otherScore = (ahead ? worse : better) + tie / 2;
    variance = better * worse + tie * (better + worse) / 4;
  }
}
