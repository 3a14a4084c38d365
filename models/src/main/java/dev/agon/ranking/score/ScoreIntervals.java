package dev.agon.ranking.score;

import dev.agon.preference.VoteTable;
import dev.agon.ranking.board.ScoreBoard;
import dev.agon.ranking.interval.Moderated;
import dev.agon.ranking.interval.Wilson;

/**
 * Intervals of scores that are smooth functions of pair counts. Few annotators show little of a
 * single item's variance, so it is {@link Moderated} by what independent votes would give times the
 * design effect of all items together (Kish 1965, Survey Sampling, section 8.2), never below what
 * independent votes would give. Independent votes are those of smoothed counts, so that no variance
 * vanishes where an item won everything.
 *
 * <p>Shares take {@link Wilson}'s interval; other scores a symmetric one about the score of the
 * smoothed counts, enlarged to hold the score itself.
 */
final class ScoreIntervals implements ScoreBoard.Intervals {
  /** Votes that are added to each outcome of each pair. */
  static final double SMOOTHING = 0.25;

  private final ScoreMethod method;
  private final double[] scores;
  private final VoteCells cells;
  private final Slopes slopes;
  private final double[][] clustered;
  private final double[][] independent;
  private final double effect;
  private final Moderated moderated;
  private final double quantile;

  ScoreIntervals(
      ScoreMethod method, double[] scores, VoteTable table, VoteCells cells, Slopes slopes) {
    this.method = method;
    this.scores = scores;
    this.cells = cells;
    this.slopes = slopes;
    ScoreVariance variance = new ScoreVariance(table, cells, slopes);
    this.clustered = variance.clustered();
    this.independent = variance.independent(SMOOTHING);
    this.effect = trace(clustered) / trace(independent);
    this.moderated = Moderated.of(cells.evenClusters);
    this.quantile = moderated.quantile();
  }

  private static double trace(double[][] matrix) {
    double sum = 0;
    for (int i = 0; i < matrix.length; i++) {
      sum += Double.isFinite(matrix[i][i]) ? matrix[i][i] : 0;
    }
    return sum;
  }

  private double variance(int item, int other) {
    double seen = variance(clustered, item, other);
    double alone = variance(independent, item, other);
    double least = method.isSteep() ? Math.max(alone, Math.max(seen, effect * alone)) : alone;
    return Math.max(moderated.variance(seen, effect * alone), least);
  }

  private static double variance(double[][] matrix, int item, int other) {
    return other < 0
        ? matrix[item][item]
        : matrix[item][item] + matrix[other][other] - matrix[item][other] - matrix[other][item];
  }

  @Override
  public double se(int item) {
    return Math.sqrt(variance(item, -1));
  }

  @Override
  public double low(int item) {
    return method.isShare()
        ? whole() * wilson(item).low()
        : slopes.scores()[item] - quantile * se(item);
  }

  @Override
  public double high(int item) {
    return method.isShare()
        ? whole() * wilson(item).high()
        : slopes.scores()[item] + quantile * se(item);
  }

  /** What a share is multiplied by. */
  private double whole() {
    return method == ScoreMethod.COUNTING ? cells.weight : 1;
  }

  private Wilson wilson(int item) {
    double whole = whole();
    double added = cells.unit * SMOOTHING;
    double smoothed =
        method == ScoreMethod.COUNTING
            ? (scores[item] + added) / (whole + 2 * added)
            : slopes.scores()[item];
    return Wilson.of(
        scores[item] / whole, smoothed, variance(item, -1) / (whole * whole), quantile);
  }

  @Override
  public int ahead(int item, int other) {
    double ahead = scores[item] - scores[other];
    double se = Math.sqrt(variance(item, other));
    return Math.abs(ahead) > quantile * se ? (int) Math.signum(ahead) : 0;
  }
}
