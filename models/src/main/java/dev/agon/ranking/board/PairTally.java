package dev.agon.ranking.board;

import dev.agon.preference.Outcome;
import dev.agon.ranking.interval.Uncertainty;

/**
 * How often votes preferred one item to another, by who was shown first. Votes count as votes,
 * whatever their weights.
 *
 * @param shownFirst of votes for which its response was shown before the other's
 * @param shownSecond of the others
 */
public record PairTally(Counts shownFirst, Counts shownSecond) {
  /** That of two items that never met. */
  public static final PairTally NONE = new PairTally(Counts.NONE, Counts.NONE);

  private static final double Z = Uncertainty.QUANTILE;

  /**
   * Votes by outcome.
   *
   * @param wins of the one
   * @param losses wins of the other
   */
  public record Counts(long wins, long losses, long ties, long bothBad) {
    static final Counts NONE = new Counts(0, 0, 0, 0);

    Counts plus(Outcome outcome) {
      return switch (outcome) {
        case FIRST -> new Counts(wins + 1, losses, ties, bothBad);
        case SECOND -> new Counts(wins, losses + 1, ties, bothBad);
        case TIE -> new Counts(wins, losses, ties + 1, bothBad);
        case BOTH_BAD -> new Counts(wins, losses, ties, bothBad + 1);
      };
    }

    Counts plus(Counts other) {
      return new Counts(
          wins + other.wins, losses + other.losses, ties + other.ties, bothBad + other.bothBad);
    }

    Counts swapped() {
      return new Counts(losses, wins, ties, bothBad);
    }

    /** All of them. */
    public long votes() {
      return wins + losses + ties + bothBad;
    }

    /** Wins and half of the ties, both-bad among them, as a share of the votes; NaN of none. */
    public double score() {
      return (wins + (ties + bothBad) / 2.0) / votes();
    }
  }

  PairTally plus(Outcome outcome, boolean first) {
    return first
        ? new PairTally(shownFirst.plus(outcome), shownSecond)
        : new PairTally(shownFirst, shownSecond.plus(outcome));
  }

  /** The same votes as the other item sees them. */
  PairTally swapped() {
    return new PairTally(shownSecond.swapped(), shownFirst.swapped());
  }

  /** Whoever was shown first. */
  public Counts all() {
    return shownFirst.plus(shownSecond);
  }

  /**
   * The mean of the scores in both positions, which cancels an advantage of position; NaN unless
   * both were shown first.
   */
  public double balancedScore() {
    return (shownFirst.score() + shownSecond.score()) / 2;
  }

  /** The lower end of {@link #high()}'s interval. */
  public double low() {
    return centre() - margin();
  }

  /**
   * The upper end of Wilson's 95 % interval of the score, votes taken as independent (Wilson 1927,
   * Journal of the American Statistical Association 22, 209-212). Ties vary less than wins and
   * losses do, so that it is rather too wide with many.
   */
  public double high() {
    return centre() + margin();
  }

  private double margin() {
    double n = all().votes();
    double p = all().score();
    return Z / (1 + Z * Z / n) * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
  }

  private double centre() {
    double n = all().votes();
    return (all().score() + Z * Z / (2 * n)) / (1 + Z * Z / n);
  }

  /**
   * The score that one item is expected to have against another, ties counting half: under
   * Bradley-Terry where nu and eta are 0, else under Davidson's or Rao and Kupper's model.
   *
   * @param lead the one's natural log-strength less the other's
   * @param nu Davidson's, 0 for another model
   * @param eta Rao and Kupper's, 0 for another model
   */
  public static double expectedScore(double lead, double nu, double eta) {
    if (eta > 0) {
      return (sigmoid(lead - eta) + 1 - sigmoid(-lead - eta)) / 2;
    }
    double wins = Math.exp(lead / 2);
    return (wins + nu / 2) / (wins + nu + 1 / wins);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
