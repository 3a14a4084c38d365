package dev.agon.ranking.interval;

import dev.agon.preference.PairCounts;
import dev.agon.ranking.Clustering;
import dev.agon.ranking.Prior;
import dev.agon.ranking.fit.Cholesky;
import dev.agon.ranking.fit.Fit;
import dev.agon.ranking.fit.Newton;
import dev.agon.ranking.fit.PairColumns;
import dev.agon.ranking.fit.Scores;
import org.jspecify.annotations.Nullable;

/**
 * Sandwich covariances {@code V = A^-1 B A^-1} of a fit's log-strengths (Huber 1967, White 1982,
 * Econometrica 50, 1-25), jointly with the tie parameter where it is fitted. A is the information,
 * with the prior's precision where a prior was used; B sums the outer products of the votes' score
 * contributions, each vote by itself or summed over clusters first (Liang and Zeger 1986,
 * Biometrika 73, 13-22). With G clusters B is multiplied by G / (G - 1), and intervals take the
 * quantile of Student's t with G - 1 degrees of freedom (Cameron and Miller 2015, Journal of Human
 * Resources 50, 317-372, section VI). With a prior of precision p, B gains p on its diagonal: V is
 * then the mean squared error averaged over the prior, so that an item the votes say little about
 * keeps a wide interval.
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
    double[] at = fit.coordinates(pairs);
    Newton newton = new Newton(pairs, fit.options().method(), fit.fitsTies(), prior, at);
    this.information = new Cholesky(newton.information(new double[at.length]));
  }

  /** The inverse information: right when the model holds and votes are independent. */
  public static Uncertainty fisher(PairCounts counts, Fit fit) {
    return new Sandwich(counts, fit).uncertainty(Clustering.FISHER, null, null, null);
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
   * @param repeated the votes of annotators who judged a comparison more than once, or null where
   *     nobody did, so that annotator and comparison have one vote in common
   */
  public static Uncertainty twoWay(
      PairCounts counts,
      Fit fit,
      Clusters annotators,
      Clusters comparisons,
      @Nullable Clusters repeated) {
    return new Sandwich(counts, fit)
        .uncertainty(Clustering.TWO_WAY, annotators, comparisons, repeated);
  }

  /**
   * The covariance of draws, given by position, in place of the sandwich that is clustered as they
   * were drawn.
   *
   * @param clusters those that were drawn, or null for votes
   */
  static Uncertainty drawn(
      PairCounts counts,
      Fit fit,
      Draws draws,
      double[][] covariance,
      Clustering clustering,
      @Nullable Clusters clusters) {
    Sandwich sandwich = new Sandwich(counts, fit);
    int items = sandwich.pairs.items();
    double[][] prior = new double[items + (fit.fitsTies() ? 1 : 0)][];
    for (int i = 0; i < prior.length; i++) {
      prior[i] = new double[prior.length];
      prior[i][i] = sandwich.precision;
    }
    sandwich.information.sandwich(prior);
    ScoreProducts products =
        clusters == null
            ? ScoreProducts.plain(sandwich.pairs, sandwich.scores)
            : sandwich.clustered(clusters);
    double factor =
        clusters != null && products.clusters > 1
            ? products.clusters / (products.clusters - 1.0)
            : 1;
    double[][] matrix = new double[items][items];
    for (int i = 0; i < items; i++) {
      for (int j = 0; j < items; j++) {
        matrix[i][j] = factor * covariance[i][j] + prior[i][j];
      }
    }
    Covariance drawn =
        Covariance.centred(matrix, items, products.clusters, products.even(), products.clustersAt);
    Covariance plain = sandwich.covariance(ScoreProducts.plain(sandwich.pairs, sandwich.scores), 1);
    if (draws.undetermined() > 0) {
      drawn = drawn.atLeast(clusters == null ? plain : sandwich.covariance(products, factor));
    }
    boolean annotators = clusters != null && clustering == Clustering.ANNOTATOR;
    return new Uncertainty(
        clustering,
        sandwich.pairs.position,
        sandwich.precision > 0 ? sandwich.precision : Prior.WEAK,
        sandwich.modelBased(),
        clusters == null ? drawn : plain,
        annotators ? drawn : null,
        clusters == null || annotators ? null : drawn,
        null);
  }

  private Uncertainty uncertainty(
      Clustering clustering,
      @Nullable Clusters annotators,
      @Nullable Clusters comparisons,
      @Nullable Clusters repeated) {
    return new Uncertainty(
        clustering,
        pairs.position,
        precision > 0 ? precision : Prior.WEAK,
        modelBased(),
        clustering == Clustering.FISHER
            ? modelBased()
            : covariance(ScoreProducts.plain(pairs, scores), 1),
        covariance(annotators),
        covariance(comparisons),
        repeated == null
            ? null
            : covariance(
                ScoreProducts.plainBut(pairs, scores, fit.options().bothBad(), repeated), 1));
  }

  private @Nullable Covariance covariance(@Nullable Clusters clusters) {
    if (clusters == null) {
      return null;
    }
    ScoreProducts products = clustered(clusters);
    return covariance(
        products, products.clusters > 1 ? products.clusters / (products.clusters - 1.0) : 1);
  }

  private ScoreProducts clustered(Clusters clusters) {
    return ScoreProducts.clustered(pairs, scores, fit.options().bothBad(), clusters);
  }

  private Covariance covariance(ScoreProducts products, double factor) {
    double[][] matrix = products.sum;
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix.length; j++) {
        matrix[i][j] *= factor;
      }
      matrix[i][i] += precision;
    }
    information.sandwich(matrix);
    return Covariance.centred(
        matrix, pairs.items(), products.clusters, products.even(), products.clustersAt);
  }

  /** The inverse of the information: the covariance if the model held exactly. */
  private Covariance modelBased() {
    int size = pairs.items() + (fit.fitsTies() ? 1 : 0);
    double[][] matrix = new double[size][size];
    for (int i = 0; i < size; i++) {
      matrix[i][i] = 1;
    }
    information.solve(matrix);
    return Covariance.centred(matrix, pairs.items(), 0, 0, new long[pairs.items()]);
  }
}
