package dev.agon.server.ranking;

import dev.agon.preference.Outcome;

/**
 * What votes say of one generator against another.
 *
 * @param shownFirst of votes for which its response was shown before the other's
 * @param shownSecond of the others
 */
record PairTally(Counts shownFirst, Counts shownSecond) {
  static final PairTally NONE = new PairTally(Counts.NONE, Counts.NONE);
  private static final double Z = 1.959963984540054;

  /** Votes by outcome. */
  record Counts(long wins, long losses, long ties, long bothBad) {
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

    long votes() {
      return wins + losses + ties + bothBad;
    }

    /** Wins and half of the ties, both-bad among them, as a share of the votes; NaN of none. */
    double score() {
      return (wins + (ties + bothBad) / 2.0) / votes();
    }
  }

  PairTally plus(Outcome outcome, boolean first) {
    return first
        ? new PairTally(shownFirst.plus(outcome), shownSecond)
        : new PairTally(shownFirst, shownSecond.plus(outcome));
  }

  /** The same votes as the other generator sees them. */
  PairTally swapped() {
    return new PairTally(shownSecond.swapped(), shownFirst.swapped());
  }

  Counts all() {
    return shownFirst.plus(shownSecond);
  }

  /**
   * The mean of the scores in both positions, which cancels an advantage of position; NaN unless it
   * was shown in both.
   */
  double balancedScore() {
    return (shownFirst.score() + shownSecond.score()) / 2;
  }

  /** Half the width of Wilson's 95 % interval of the score, about {@link #centre()}. */
  double margin() {
    double n = all().votes();
    double p = all().score();
    return Z / (1 + Z * Z / n) * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
  }

  /** The middle of Wilson's 95 % interval of the score, votes taken as independent. */
  double centre() {
    double n = all().votes();
    return (all().score() + Z * Z / (2 * n)) / (1 + Z * Z / n);
  }
}
