package dev.agon.ranking.fit;

/** Bradley-Terry fits of many resamples of the same pairs at once. */
public interface BatchFit {
  /** How many resamples it likes to get at once, at least 1. */
  int size();

  /**
   * Fits resamples, starting from the strengths of the votes that they are drawn from.
   *
   * @param lower the lower item of each pair, from 0 to the number of items in {@code start}
   * @param upper the upper item of each pair
   * @param won for each resample and pair the weight of the votes for the lower item, ties halved
   * @param lost the same for the upper item
   * @param precision of the normal prior on strengths, 0 for none
   * @param start a strength for each item
   * @return natural log-strengths with mean 0 for each resample; NaN in those that the steps taken
   *     did not bring within 1e-9 of the maximum
   */
  double[][] fit(
      int[] lower, int[] upper, double[][] won, double[][] lost, double precision, double[] start);
}
