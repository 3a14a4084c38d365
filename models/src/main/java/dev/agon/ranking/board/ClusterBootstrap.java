package dev.agon.ranking.board;

import dev.agon.numeric.StudentT;
import dev.agon.ranking.interval.Draws;
import dev.agon.ranking.interval.Moderated;

/**
 * Intervals from resamples of clusters, around the estimate rather than of percentiles: the draws'
 * variance, times G / (G - 1) since G clusters drawn with replacement vary by that much too little,
 * with Student's t for as many degrees of freedom as there are clusters, or resamples, less one
 * (Cameron, Gelbach and Miller 2008, Review of Economics and Statistics 90, 414-427; Cameron and
 * Miller 2015, Journal of Human Resources 50, 317-372). A percentile interval of few clusters is
 * too narrow and may not even hold the estimate.
 *
 * <p>An item that won or lost nearly everything varies too little among resamples, since they hold
 * no votes that were not given: its variance is at least the mean of all items', as if that had
 * been seen in {@value #BORROWED} more clusters.
 */
public final class ClusterBootstrap implements ScoreBoard.Intervals {
  private static final double COVERAGE = 0.95;
  private static final double BORROWED = 8;

  /** A share of a squared score that rounding may make of nothing. */
  private static final double SMALL = 1e-20;

  private final Draws draws;
  private final double factor;
  private final double quantile;
  private final Moderated moderated;
  private final double mean;

  /**
   * The intervals of draws.
   *
   * @param clusters how many there are to draw from, at least 2
   */
  public ClusterBootstrap(Draws draws, int clusters) {
    this.draws = draws;
    this.factor = clusters / (clusters - 1.0);
    this.quantile = StudentT.quantile(COVERAGE, Math.min(clusters, draws.rounds()) - 1.0);
    this.moderated = new Moderated(clusters - 1.0, BORROWED);
    double sum = 0;
    int known = 0;
    for (int item = 0; item < draws.items(); item++) {
      double variance = draws.covariance(item, item);
      double size = Math.max(1, draws.estimate(item) * draws.estimate(item));
      sum += variance > SMALL * size ? variance : 0;
      known += Double.isFinite(variance) ? 1 : 0;
    }
    this.mean = known == 0 ? 0 : sum / known;
  }

  /** Whether any draws differ from each other. */
  public boolean varies() {
    return mean > 0;
  }

  @Override
  public double se(int item) {
    return Math.sqrt(factor * atLeast(draws.covariance(item, item), mean));
  }

  private double atLeast(double seen, double usual) {
    return Math.max(seen, moderated.variance(seen, usual));
  }

  @Override
  public double low(int item) {
    return draws.estimate(item) - quantile * se(item);
  }

  @Override
  public double high(int item) {
    return draws.estimate(item) + quantile * se(item);
  }

  @Override
  public int ahead(int item, int other) {
    double seen =
        draws.covariance(item, item)
            + draws.covariance(other, other)
            - 2 * draws.covariance(item, other);
    double variance = factor * atLeast(seen, 2 * mean);
    double ahead = draws.estimate(item) - draws.estimate(other);
    return variance > 0 && Math.abs(ahead) > quantile * Math.sqrt(variance)
        ? (int) Math.signum(ahead)
        : 0;
  }
}
