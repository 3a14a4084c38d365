package dev.agon.ranking.interval;

import dev.agon.numeric.StudentT;
import dev.agon.ranking.Clustering;
import org.jspecify.annotations.Nullable;

/**
 * How uncertain a fit's centred log-strengths and their differences are. Variances are in squares
 * of natural log-strength. The sandwich of {@link Sandwich} is amended where it cannot be right:
 *
 * <ul>
 *   <li>few residuals are small at the fit whatever the truth, so an item with fewer than {@value
 *       #FEW} votes keeps at least the model's own variance, the inverse information, and one on
 *       which fewer than {@value #FEW} annotators or comparisons have votes keeps at least the
 *       plain variance when clustered by them;
 *   <li>the same holds for every other parameter, such as the effect of a {@link Term}, and the
 *       votes, annotators and comparisons that tell something of it;
 *   <li>with fewer annotators than items, annotators cannot show how the items' differences vary
 *       among them, so every variance clustered by them keeps at least the plain one;
 *   <li>a two-way variance that is not above 0 is replaced by the larger one-way variance;
 *   <li>where all residuals are zero (nothing but ties between equals), the model's own variance is
 *       used;
 *   <li>an item without counted votes, or newer than these figures, has the prior's variance.
 * </ul>
 */
public final class Uncertainty {
  /** The number of votes or clusters on an item from which its sandwich variance stands alone. */
  public static final int FEW = 5;

  /** The number of annotators from which intervals held in simulated studies. */
  public static final int FEWEST_ANNOTATORS = 8;

  /** The normal quantile of a 95 % interval, in standard errors to each side. */
  public static final double QUANTILE = 1.959963984540054;

  private static final double ZERO = 1e-9;
  private static final double COVERAGE = 0.95;

  private final Clustering clustering;
  private final int[] position;
  private final double unknown;
  private final Covariance model;
  private final Covariance plain;
  private final @Nullable Covariance annotators;
  private final @Nullable Covariance comparisons;
  private final @Nullable Covariance both;
  private final double quantile;

  Uncertainty(
      Clustering clustering,
      int[] position,
      double precision,
      Covariance model,
      Covariance plain,
      @Nullable Covariance annotators,
      @Nullable Covariance comparisons,
      @Nullable Covariance both) {
    this.clustering = clustering;
    this.position = position;
    this.unknown = 1 / precision;
    this.model = model;
    this.plain = plain;
    this.annotators = annotators;
    this.comparisons = comparisons;
    this.both = both;
    this.quantile = quantile(annotators, comparisons);
  }

  private static double quantile(
      @Nullable Covariance annotators, @Nullable Covariance comparisons) {
    long clusters = Long.MAX_VALUE;
    for (Covariance covariance : new @Nullable Covariance[] {annotators, comparisons}) {
      clusters = covariance == null ? clusters : Math.min(clusters, covariance.clusters);
    }
    return clusters == Long.MAX_VALUE
        ? QUANTILE
        : StudentT.quantile(COVERAGE, Math.max(FEW, clusters) - 1.0);
  }

  /** Which votes may depend on each other. */
  public Clustering clustering() {
    return clustering;
  }

  /**
   * How many standard errors a 95 % interval reaches to each side: the normal quantile, or
   * Student's with one degree of freedom less than there are annotators or comparisons, whichever
   * are fewer, but at least {@value #FEW} less one.
   */
  public double quantile() {
    return quantile;
  }

  /**
   * Whether intervals are clustered by annotators of whom there are fewer than items with votes, or
   * than {@value #FEWEST_ANNOTATORS}, or of whom a few cast nearly all votes.
   */
  public boolean tooFewAnnotators() {
    return annotators != null
        && (annotators.even < EffectiveNumber.FEW
            || tooFewAnnotators((int) annotators.clusters, annotators.items));
  }

  /** Whether so many annotators, 0 for unknown ones, are too few for so many items. */
  public static boolean tooFewAnnotators(int annotators, int items) {
    return annotators > 0 && annotators < Math.max(items, FEWEST_ANNOTATORS);
  }

  /**
   * Why intervals say nothing of other people's votes, so that no item is surely better than
   * another: they are clustered by annotators, and all votes, or nearly all, are one annotator's.
   * Null where they do.
   */
  public @Nullable NoInterval doubt() {
    return annotators != null && annotators.even < EffectiveNumber.ONE
        ? NoInterval.ONE_ANNOTATOR
        : null;
  }

  /** The variance of an item's log-strength about the mean of all. */
  public double variance(int item) {
    int i = position(item);
    return i < 0 ? unknown : variance(i, -1);
  }

  /** The variance of the difference of two items' log-strengths; 0 for an item and itself. */
  public double differenceVariance(int item, int other) {
    int i = position(item);
    int j = position(other);
    if (item == other) {
      return 0;
    }
    return i < 0 || j < 0 ? variance(item) + variance(other) : variance(i, j);
  }

  /** The number of annotators with counted votes; 0 when they are not known. */
  public int annotators() {
    return annotators == null ? 0 : (int) annotators.clusters;
  }

  /** The number of comparisons with counted votes; 0 when they are not known. */
  public int comparisons() {
    return comparisons == null ? 0 : (int) comparisons.clusters;
  }

  /** The number of annotators with counted votes on an item; 0 when they are not known. */
  public int annotators(int item) {
    int i = position(item);
    return annotators == null || i < 0 ? 0 : (int) annotators.clustersAt[i];
  }

  private int position(int item) {
    return item < position.length ? position[item] : -1;
  }

  /**
   * The variance at a position of the covariances, of a strength or of another parameter that was
   * fitted with them, or that of the difference of two.
   *
   * @param j the other position, or -1 for none
   */
  double variance(int i, int j) {
    double byModel = model.variance(i, j);
    double alone = atLeast(floored(plain, i, j, byModel), byModel);
    Covariance one = annotators == null ? comparisons : annotators;
    if (one == null) {
      return alone;
    }
    double first = floored(one, i, j, alone);
    if (annotators == null || comparisons == null) {
      return atLeast(first, byModel);
    }
    double second = floored(comparisons, i, j, alone);
    double shared = both == null ? alone : both.variance(i, j);
    double together = first + second - shared;
    return atLeast(together > 0 ? together : Math.max(first, second), byModel);
  }

  /** The variance, but at least the floor where few clusters or votes support it. */
  private static double floored(Covariance covariance, int i, int j, double floor) {
    double variance = covariance.variance(i, j);
    boolean few = covariance.fewer(i, j, FEW) || covariance.clusters < covariance.items;
    return few ? Math.max(variance, floor) : variance;
  }

  /** The variance unless it vanishes beside the model's. */
  private static double atLeast(double variance, double byModel) {
    return variance > ZERO * byModel ? variance : byModel;
  }
}
