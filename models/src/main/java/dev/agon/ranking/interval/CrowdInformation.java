package dev.agon.ranking.interval;

import dev.agon.ranking.Clustering;
import dev.agon.ranking.Prior;
import dev.agon.ranking.fit.Cholesky;
import dev.agon.ranking.fit.Fit;
import dev.agon.ranking.fit.PairColumns;

/**
 * The information of the strengths in {@link CrowdBradleyTerry} once each annotator's logit of eta
 * has been profiled out, and the sandwich on it.
 */
final class CrowdInformation {
  private final PairColumns pairs;
  private final Clusters annotators;
  private final Fit fit;
  private final double[] eta;
  private final int items;
  private final double[][] information;
  private final double[][] middle;
  private final long[] clustersAt;
  private final EffectiveNumber even = new EffectiveNumber();
  private long clusters;

  CrowdInformation(PairColumns pairs, Clusters annotators, Fit fit, double[] eta) {
    this.pairs = pairs;
    this.annotators = annotators;
    this.fit = fit;
    this.eta = eta;
    this.items = pairs.items();
    this.information = new double[items][items];
    this.middle = new double[items][items];
    this.clustersAt = new long[items];
    for (int annotator = 0; annotator < eta.length; annotator++) {
      add(annotator);
    }
  }

  private void add(int annotator) {
    double[] score = new double[items];
    double[] mixed = new double[items];
    boolean[] touched = new boolean[items];
    double held = 0;
    double e = eta[annotator];
    double own = (CrowdBradleyTerry.FOR + CrowdBradleyTerry.AGAINST) * e * (1 - e);
    for (int cell = annotators.start[annotator]; cell < annotators.start[annotator + 1]; cell++) {
      int row = pairs.row[annotators.pair[cell]];
      double[] share = CrowdBradleyTerry.shares(annotators.outcome[cell], fit.options().bothBad());
      for (int side = 0; row >= 0 && side < share.length; side++) {
        int a = side == 0 ? pairs.lower[row] : pairs.upper[row];
        int b = side == 0 ? pairs.upper[row] : pairs.lower[row];
        double weight = share[side] * annotators.weight[cell];
        held += weight;
        own += weight * addVote(a, b, weight, e, score, mixed);
        touched[a] |= weight > 0;
        touched[b] |= weight > 0;
      }
    }
    even.add(held);
    profile(score, mixed, touched, own);
  }

  /** Adds a vote for a over b; gives its information on the logit of eta. */
  private double addVote(int a, int b, double weight, double e, double[] score, double[] mixed) {
    double ahead = fit.logStrength(pairs.item[a]) - fit.logStrength(pairs.item[b]);
    double win = 1 / (1 + Math.exp(-ahead));
    double slope = win * (1 - win);
    double spread = e * (1 - e);
    double q = 1 - e + (2 * e - 1) * win;
    double byStrength = (2 * e - 1) * slope / q;
    double byLogit = (2 * win - 1) * spread / q;
    double bend = byStrength * byStrength - (2 * e - 1) * slope * (1 - 2 * win) / q;
    double cross = byStrength * byLogit - 2 * spread * slope / q;
    score[a] += weight * byStrength;
    score[b] -= weight * byStrength;
    mixed[a] += weight * cross;
    mixed[b] -= weight * cross;
    information[a][a] += weight * bend;
    information[b][b] += weight * bend;
    information[Math.min(a, b)][Math.max(a, b)] -= weight * bend;
    return byLogit * byLogit - (2 * win - 1) * spread * (1 - 2 * e) / q;
  }

  private void profile(double[] score, double[] mixed, boolean[] touched, double own) {
    clusters++;
    for (int i = 0; i < items; i++) {
      if (!touched[i]) {
        continue;
      }
      clustersAt[i]++;
      for (int j = 0; j < items; j++) {
        middle[i][j] += score[i] * score[j];
        if (j >= i && own > 0) {
          information[i][j] -= mixed[i] * mixed[j] / own;
        }
      }
    }
  }

  Uncertainty uncertainty() {
    Prior prior = fit.prior();
    double precision = prior == null ? 0 : prior.precision();
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < items; i++) {
      information[i][i] += precision;
      smallest = Math.min(smallest, information[i][i]);
    }
    double factor = clusters > 1 ? clusters / (clusters - 1.0) : 1;
    double[][] identity = new double[items][items];
    for (int i = 0; i < items; i++) {
      identity[i][i] = 1;
      for (int j = 0; j < items; j++) {
        middle[i][j] = factor * middle[i][j] + (i == j ? precision : 0);
        information[i][j] += j >= i ? Math.max(smallest, 0) / items : 0;
      }
    }
    Cholesky solver = new Cholesky(information);
    solver.solve(identity);
    solver.sandwich(middle);
    Covariance model = Covariance.centred(identity, items, 0, 0, new long[items]);
    return new Uncertainty(
        Clustering.ANNOTATOR,
        pairs.position,
        precision > 0 ? precision : Prior.WEAK,
        model,
        model,
        Covariance.centred(middle, items, clusters, even.get(), clustersAt),
        null,
        null);
  }
}
