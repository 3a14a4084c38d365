package dev.agon.ranking.sequential;

import java.util.List;

/**
 * Glicko-2 (Glickman 2013, Example of the Glicko-2 system): a rating, its deviation and its
 * volatility, moved once a rating period by all of a player's games in it. It always exists; its
 * interval is rating plus or minus 1.96 deviations.
 */
public final class Glicko2 {
  /** Points for one unit of the scale on which the method computes. */
  private static final double POINTS = 173.7178;

  private static final double CENTRE = 1500;
  private static final double SMALL = 1e-12;

  private final double tau;

  /**
   * A system.
   *
   * @param tau how much volatility may change over time, above 0; 0.3 to 1.2 are usual
   */
  public Glicko2(double tau) {
    if (!(tau > 0) || tau == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("tau " + tau + " is not finite and above 0");
    }
    this.tau = tau;
  }

  /**
   * What is known of a player.
   *
   * @param rating in points; 1500 at first
   * @param deviation in points; 350 at first
   * @param volatility 0.06 at first
   */
  public record Player(double rating, double deviation, double volatility) {
    /** Somebody of whom nothing is known. */
    public static final Player NEW = new Player(CENTRE, 350, 0.06);

    private double mu() {
      return (rating - CENTRE) / POINTS;
    }

    private double phi() {
      return deviation / POINTS;
    }
  }

  /**
   * A game of a period.
   *
   * @param opponent as before the period
   * @param score 1, 0.5 or 0
   */
  public record Game(Player opponent, double score) {}

  /** The player after a period; without games only the deviation grows. */
  public Player after(Player player, List<Game> games) {
    double information = 0;
    double surplus = 0;
    for (Game game : games) {
      double g = weight(game.opponent().phi());
      double expected = 1 / (1 + Math.exp(-g * (player.mu() - game.opponent().mu())));
      information += g * g * expected * (1 - expected);
      surplus += g * (game.score() - expected);
    }
    double phi = player.phi();
    if (games.isEmpty()) {
      double grown = Math.hypot(phi, player.volatility());
      return new Player(player.rating(), POINTS * grown, player.volatility());
    }
    double volatility = volatility(player, 1 / information, surplus / information);
    double between = Math.hypot(phi, volatility);
    double after = 1 / Math.sqrt(1 / (between * between) + information);
    double mu = player.mu() + after * after * surplus;
    return new Player(CENTRE + POINTS * mu, POINTS * after, volatility);
  }

  private static double weight(double phi) {
    return 1 / Math.sqrt(1 + 3 * phi * phi / (Math.PI * Math.PI));
  }

  /** Step 5 of the description: the Illinois variant of regula falsi. */
  private double volatility(Player player, double variance, double improvement) {
    double start = Math.log(player.volatility() * player.volatility());
    double low = start;
    double high = start - tau;
    double square = improvement * improvement - player.phi() * player.phi() - variance;
    if (square > 0) {
      high = Math.log(square);
    } else {
      while (slope(high, start, player.phi(), variance, improvement) < 0) {
        high -= tau;
      }
    }
    double atLow = slope(low, start, player.phi(), variance, improvement);
    double atHigh = slope(high, start, player.phi(), variance, improvement);
    while (Math.abs(high - low) > SMALL) {
      double middle = low + (low - high) * atLow / (atHigh - atLow);
      double atMiddle = slope(middle, start, player.phi(), variance, improvement);
      if (atMiddle * atHigh <= 0) {
        low = high;
        atLow = atHigh;
      } else {
        atLow /= 2;
      }
      high = middle;
      atHigh = atMiddle;
    }
    return Math.exp(low / 2);
  }

  private double slope(double x, double start, double phi, double variance, double improvement) {
    double e = Math.exp(x);
    double all = phi * phi + variance + e;
    return e * (improvement * improvement - all) / (2 * all * all) - (x - start) / (tau * tau);
  }
}
