package dev.agon.ranking.interval;

/**
 * Wilson's interval of a share (1927, Journal of the American Statistical Association 22, 209-212)
 * with the number of independent votes that would have the share's variance (Franco, Little, Louis
 * and Slud 2019, Journal of Survey Statistics and Methodology 7, 334-364). It stays within 0 and 1
 * and has a width where the share is 0 or 1.
 *
 * @param low the lower end
 * @param high the upper end
 */
public record Wilson(double low, double high) {
  /**
   * The interval of a share.
   *
   * @param share from 0 to 1
   * @param smoothed the share with some votes added, above 0 and below 1, whose binomial variance
   *     tells how many votes a variance stands for
   * @param variance of the share, above 0
   * @param quantile how many standard errors an interval reaches to each side
   */
  public static Wilson of(double share, double smoothed, double variance, double quantile) {
    double votes = smoothed * (1 - smoothed) / variance;
    double square = quantile * quantile / votes;
    double reach = Math.sqrt(square * (Math.max(0, share * (1 - share)) + square / 4));
    double centre = share + square / 2;
    return new Wilson(
        share == 0 ? 0 : Math.max(0, (centre - reach) / (1 + square)),
        share == 1 ? 1 : Math.min(1, (centre + reach) / (1 + square)));
  }
}
