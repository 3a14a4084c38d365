package dev.agon.ranking.fit;

/**
 * Rao and Kupper's model (1967): a win has the probability L(d - eta), a loss L(-d - eta), a tie
 * the rest, where L is the logistic function; the tie parameter is eta, at least 0. With eta = 0 it
 * is Bradley-Terry's.
 */
final class RaoKupperTies extends TieModel {
  private final double eta;
  private final double logSpread;
  private final double spreadRise;
  private final double spreadBend;
  private double winBend;
  private double lossBend;

  RaoKupperTies(double eta) {
    this.eta = eta;
    double below = -Math.expm1(-2 * eta);
    logSpread = 2 * eta + Math.log(below);
    spreadRise = 2 / below;
    spreadBend = 4 * Math.exp(-2 * eta) / (below * below);
  }

  @Override
  public void at(double difference) {
    double ahead = difference - eta;
    double behind = -difference - eta;
    double win = logistic(ahead);
    double loss = logistic(behind);
    double notWin = logistic(-ahead);
    double notLoss = logistic(-behind);
    winSlope = notWin;
    lossSlope = -notLoss;
    tieSlope = eta > 0 ? notWin - notLoss : (notWin - notLoss) / 2;
    winRise = -notWin;
    lossRise = -notLoss;
    tieRise = spreadRise - notWin - notLoss;
    winBend = win * notWin;
    lossBend = loss * notLoss;
  }

  @Override
  public void logsAt(double difference) {
    logWin = logLogistic(difference - eta);
    logLoss = logLogistic(-difference - eta);
    logTie = eta > 0 ? logSpread + logWin + logLoss : (logWin + logLoss) / 2;
  }

  @Override
  public double bend(double wins, double losses, double ties) {
    return (wins + ties) * winBend + (losses + ties) * lossBend;
  }

  @Override
  public double mixedBend(double wins, double losses, double ties) {
    return (losses + ties) * lossBend - (wins + ties) * winBend;
  }

  @Override
  public double tieBend(double wins, double losses, double ties) {
    return bend(wins, losses, ties) + (ties > 0 ? ties * spreadBend : 0);
  }

  private static double logistic(double x) {
    if (x >= 0) {
      return 1 / (1 + Math.exp(-x));
    }
    double small = Math.exp(x);
    return small / (1 + small);
  }

  private static double logLogistic(double x) {
    return x >= 0 ? -Math.log1p(Math.exp(-x)) : x - Math.log1p(Math.exp(x));
  }
}
