package dev.agon.ranking.fit;

import dev.agon.ranking.Method;

/**
 * The log-probabilities of the outcomes of one pair at a difference d of log-strengths, their first
 * derivatives (slopes in d, rises in the tie parameter), and the negative second derivatives of a
 * sum of outcomes. All are without overflow for any finite d.
 */
public abstract sealed class TieModel permits DavidsonTies, RaoKupperTies {
  /** The natural logarithm of the probability that the lower item wins. */
  public double logWin;

  /** That of its losing. */
  public double logLoss;

  /** That of a tie; half that of a win and half that of a loss where no tie parameter is fitted. */
  public double logTie;

  double winSlope;
  double lossSlope;
  double tieSlope;
  double winRise;
  double lossRise;
  double tieRise;

  /**
   * The model of a method.
   *
   * @param fitsTies whether it has a tie parameter
   * @param tie that parameter as {@link Newton} moves it: ln nu of Davidson, eta of Rao and Kupper
   */
  public static TieModel of(Method method, boolean fitsTies, double tie) {
    return method == Method.RAO_KUPPER
        ? new RaoKupperTies(fitsTies ? tie : 0)
        : new DavidsonTies(fitsTies ? Math.exp(tie) : 0);
  }

  /** Moves the derivatives to another difference. */
  public abstract void at(double difference);

  /** Moves the log-probabilities to another difference. */
  public abstract void logsAt(double difference);

  /** Minus the second derivative in d of the outcomes' weighted log-probabilities. */
  public abstract double bend(double wins, double losses, double ties);

  /** Minus their mixed derivative in d and the tie parameter. */
  public abstract double mixedBend(double wins, double losses, double ties);

  /** Minus their second derivative in the tie parameter. */
  public abstract double tieBend(double wins, double losses, double ties);

  /** The derivative in d of the weighted log-probabilities. */
  public final double slope(double wins, double losses, double ties) {
    return wins * winSlope + losses * lossSlope + ties * tieSlope;
  }

  /** The derivative in the tie parameter. */
  public final double rise(double wins, double losses, double ties) {
    return wins * winRise + losses * lossRise + ties * tieRise;
  }

  /** The weighted log-probabilities; an outcome without weight counts nothing. */
  final double logLikelihood(double wins, double losses, double ties) {
    return wins * logWin + losses * logLoss + (ties > 0 ? ties * logTie : 0);
  }
}
