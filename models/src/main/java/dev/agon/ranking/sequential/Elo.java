package dev.agon.ranking.sequential;

import dev.agon.preference.Outcome;
import java.util.Arrays;

/**
 * Elo's rating (1978, The Rating of Chessplayers): after a vote each rating moves by k times the
 * surplus of its score over the expected one, {@code 1 / (1 + 10^((other - own) / 400))}. It always
 * exists, depends on the order of the votes, and has no interval of its own; a bootstrap over votes
 * in shuffled orders gives one, which is wider than that of a fit.
 */
public final class Elo implements SequentialRating {
  /** The step that arenas use, small because votes are many. */
  public static final double ARENA_STEP = 4;

  private static final double INITIAL = 1000;
  private static final double SCALE = 400;

  private final double step;
  private double[] ratings = new double[16];
  private int items;

  /**
   * Everybody starts at 1000.
   *
   * @param step the most that one vote moves a rating, k, above 0
   */
  public Elo(double step) {
    if (!(step > 0) || step == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("the step " + step + " is not finite and above 0");
    }
    this.step = step;
    Arrays.fill(ratings, INITIAL);
  }

  @Override
  public void add(int first, int second, Outcome outcome) {
    SequentialRating.check(first, second);
    items = Math.max(items, Math.max(first, second) + 1);
    if (items > ratings.length) {
      int known = ratings.length;
      ratings = Arrays.copyOf(ratings, 2 * items);
      Arrays.fill(ratings, known, ratings.length, INITIAL);
    }
    double expected = 1 / (1 + Math.pow(10, (ratings[second] - ratings[first]) / SCALE));
    double moved = step * (SequentialRating.score(outcome) - expected);
    ratings[first] += moved;
    ratings[second] -= moved;
  }

  @Override
  public int items() {
    return items;
  }

  @Override
  public double rating(int item) {
    return item < ratings.length ? ratings[item] : INITIAL;
  }

  @Override
  public double deviation(int item) {
    return Double.NaN;
  }
}
