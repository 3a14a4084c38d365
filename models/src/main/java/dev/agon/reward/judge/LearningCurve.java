package dev.agon.reward.judge;

import java.util.List;

/**
 * Accuracy by the number of training pairs, with {@code plateau - b n^-c} fitted to it by weighted
 * least squares, the plateau at most 1.
 *
 * @param points by training pairs, ascending
 * @param plateau the accuracy that more of the same data would approach; NaN with under 4 points
 * @param factor b, at least 0
 * @param exponent c, 0.1 to 2
 */
public record LearningCurve(List<Point> points, double plateau, double factor, double exponent) {
  private static final int FEWEST = 4;
  private static final double STEP = 0.01;
  private static final double LEAST = 0.1;
  private static final double MOST = 2;

  /**
   * One point.
   *
   * @param pairs training pairs
   * @param accuracy on pairs held out
   */
  public record Point(int pairs, Estimate accuracy) {}

  public LearningCurve {
    points = List.copyOf(points);
  }

  /** Fits the curve. The exponent is searched on a grid; the rest is linear. */
  public static LearningCurve of(List<Point> points) {
    if (points.size() < FEWEST) {
      return new LearningCurve(points, Double.NaN, Double.NaN, Double.NaN);
    }
    double best = Double.POSITIVE_INFINITY;
    double[] fit = new double[3];
    for (double c = LEAST; c <= MOST + STEP / 2; c += STEP) {
      double[] line = line(points, c);
      if (line[2] < best) {
        best = line[2];
        fit = new double[] {line[0], line[1], c};
      }
    }
    return new LearningCurve(points, fit[0], fit[1], fit[2]);
  }

  /**
   * Plateau, factor and squared error of the weighted line over n^-c, its slope at most 0, its end
   * at most 1.
   */
  private static double[] line(List<Point> points, double c) {
    double w = 0;
    double x = 0;
    double y = 0;
    double xx = 0;
    double xy = 0;
    for (Point point : points) {
      double at = Math.pow(point.pairs(), -c);
      double weight = point.pairs();
      w += weight;
      x += weight * at;
      y += weight * point.accuracy().value();
      xx += weight * at * at;
      xy += weight * at * point.accuracy().value();
    }
    double spread = xx - x * x / w;
    double slope = spread > 0 ? Math.min(0, (xy - x * y / w) / spread) : 0;
    double plateau = (y - slope * x) / w;
    if (plateau > 1) {
      plateau = 1;
      slope = Math.min(0, (xy - x) / xx);
    }
    double error = 0;
    for (Point point : points) {
      double miss = point.accuracy().value() - plateau - slope * Math.pow(point.pairs(), -c);
      error += point.pairs() * miss * miss;
    }
    return new double[] {plateau, -slope, error};
  }
}
