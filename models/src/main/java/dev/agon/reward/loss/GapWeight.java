package dev.agon.reward.loss;

import dev.agon.reward.pairs.PreferencePairs;

/**
 * GAPO (arXiv 2504.10044): a pair counts {@code 2^(w/100) - 2^(l/100)} with w the better and l the
 * worse of the two ratings. Equal ratings count nothing.
 */
public record GapWeight() implements Adjustment {
  private static final double FULL = 100;

  /**
   * The weight of a pair.
   *
   * @param better the higher rating, 0 to 100
   * @param worse the lower rating
   */
  public static double of(double better, double worse) {
    return Math.pow(2, better / FULL) - Math.pow(2, worse / FULL);
  }

  @Override
  public Need needs() {
    return Need.RATINGS;
  }

  @Override
  public String name() {
    return "gap-weight";
  }

  @Override
  public void apply(PairTerms terms, PreferencePairs pairs, int row, int criterion) {
    double first = pairs.firstScore(row, criterion);
    double second = pairs.secondScore(row, criterion);
    if (Double.isNaN(first) || Double.isNaN(second)) {
      throw new IllegalArgumentException("pair " + row + " has no ratings to weigh its gap by");
    }
    terms.scale(row, of(Math.max(first, second), Math.min(first, second)));
  }
}
