package dev.agon.ranking;

import dev.agon.preference.PairCounts;
import org.jspecify.annotations.Nullable;

/**
 * Sandwich covariances {@code V = A^-1 B A^-1} of a fit's log-strengths (Huber 1967, White 1982,
 * Econometrica 50, 1-25), jointly with ln nu where it is fitted. A is the information, with the
 * prior's precision where a prior was used; B sums the outer products of the votes' score
 * contributions, each vote by itself or summed over clusters first (Liang and Zeger 1986,
 * Biometrika 73, 13-22). No small-sample factor is applied. With a prior of precision p, B gains p
 * on its diagonal: V is then the mean squared error averaged over the prior, so that an item the
 * votes say little about keeps a wide interval.
 *
 * <p>The cost is that of the pairs, of the cells of the clusters and of a few solutions in as many
 * unknowns as there are items.
 */
public final class Sandwich {
  private final PairColumns pairs;
  private final Fit fit;
  private final double precision;
  private final Scores scores;
  private final Cholesky information;

  private Sandwich(PairCounts counts, Fit fit) {
    this.pairs = new PairColumns(counts, fit.options().bothBad());
    this.fit = fit;
    Prior prior = fit.prior();
    this.precision = prior == null ? 0 : prior.precision();
    this.scores = new Scores(pairs, fit);
    double[] at = new double[pairs.items() + (fit.fitsNu() ? 1 : 0)];
    for (int i = 0; i < pairs.items(); i++) {
      at[i] = fit.logStrength(pairs.item[i]);
    }
    if (fit.fitsNu()) {
      at[pairs.items()] = Math.log(fit.nu());
    }
    double[] gradient = new double[at.length];
    this.information =
        new Cholesky(new Newton(pairs, fit.fitsNu(), prior, at).information(gradient));
  }

  /** Every vote for itself. */
  public static Uncertainty plain(PairCounts counts, Fit fit) {
    return new Sandwich(counts, fit).uncertainty(Clustering.NONE, null, null, null);
  }

  /** The votes of one annotator may depend on each other. */
  public static Uncertainty byAnnotator(PairCounts counts, Fit fit, Clusters annotators) {
    return new Sandwich(counts, fit).uncertainty(Clustering.ANNOTATOR, annotators, null, null);
  }

  /** The votes on one comparison may depend on each other. */
  public static Uncertainty byComparison(PairCounts counts, Fit fit, Clusters comparisons) {
    return new Sandwich(counts, fit).uncertainty(Clustering.COMPARISON, null, comparisons, null);
  }

  /**
   * Both may: {@code V_annotator + V_comparison - V_both} (Cameron, Gelbach and Miller 2011,
   * Journal of Business and Economic Statistics 29, 238-249).
   *
   * @param both the clusters of one annotator and one comparison, or null where an annotator judges
   *     a comparison once, so that each is one vote
   */
  public static Uncertainty twoWay(
      PairCounts counts,
      Fit fit,
      Clusters annotators,
      Clusters comparisons,
      @Nullable Clusters both) {
    return new Sandwich(counts, fit).uncertainty(Clustering.TWO_WAY, annotators, comparisons, both);
  }

  private Uncertainty uncertainty(
      Clustering clustering,
      @Nullable Clusters annotators,
      @Nullable Clusters comparisons,
      @Nullable Clusters both) {
    return new Uncertainty(
        clustering,
        pairs.position,
        precision > 0 ? precision : Prior.WEAK,
        modelBased(),
        covariance(Meat.plain(pairs, scores)),
        covariance(annotators),
        covariance(comparisons),
        covariance(both));
  }

  private @Nullable Covariance covariance(@Nullable Clusters clusters) {
    return clusters == null
        ? null
        : covariance(Meat.clustered(pairs, scores, fit.options().bothBad(), clusters));
  }

  private Covariance covariance(Meat meat) {
    double[][] matrix = meat.sum;
    for (int i = 0; i < matrix.length; i++) {
      matrix[i][i] += precision;
    }
    information.sandwich(matrix);
    return Covariance.centred(matrix, pairs.items(), meat.clusters, meat.clustersAt);
  }

  /** The inverse of the information: the covariance if the model held exactly. */
  private Covariance modelBased() {
    int size = pairs.items() + (fit.fitsNu() ? 1 : 0);
    double[][] matrix = new double[size][size];
    for (int i = 0; i < size; i++) {
      matrix[i][i] = 1;
    }
    information.solve(matrix);
    return Covariance.centred(matrix, pairs.items(), 0, new long[pairs.items()]);
  }
}
