package dev.agon.ranking.listwise;

import dev.agon.ranking.Likelihood;
import java.util.List;

/** The log-likelihood of rankings, one observation each. */
final class PlackettLuceLikelihood implements Likelihood {
  private final List<Ranking> rankings;
  private final int items;

  PlackettLuceLikelihood(List<Ranking> rankings, int items) {
    this.rankings = rankings;
    this.items = items;
  }

  @Override
  public int parameters() {
    return items;
  }

  @Override
  public int strengths() {
    return items;
  }

  @Override
  public int observations() {
    return rankings.size();
  }

  @Override
  public int[] touched(int observation) {
    return rankings.get(observation).items();
  }

  @Override
  public int annotator(int observation) {
    return rankings.get(observation).annotator();
  }

  @Override
  public int comparison(int observation) {
    return -1;
  }

  @Override
  public double value(double[] at) {
    double sum = 0;
    for (Ranking ranking : rankings) {
      int[] all = ranking.items();
      for (int stage = 0; stage < ranking.stages(); stage++) {
        double top = at[all[stage]];
        double rest = 0;
        for (int i = stage; i < all.length; i++) {
          rest += Math.exp(at[all[i]] - top);
        }
        sum -= ranking.weight() * Math.log(rest);
      }
    }
    return sum;
  }

  @Override
  public void score(int observation, double[] at, double[] into) {
    Ranking ranking = rankings.get(observation);
    int[] all = ranking.items();
    for (int stage = 0; stage < ranking.stages(); stage++) {
      double[] share = shares(at, all, stage);
      into[all[stage]] += ranking.weight();
      for (int i = stage; i < all.length; i++) {
        into[all[i]] -= ranking.weight() * share[i];
      }
    }
  }

  @Override
  public void information(int observation, double[] at, double[][] into) {
    Ranking ranking = rankings.get(observation);
    int[] all = ranking.items();
    for (int stage = 0; stage < ranking.stages(); stage++) {
      double[] share = shares(at, all, stage);
      for (int i = stage; i < all.length; i++) {
        double weighted = ranking.weight() * share[i];
        into[all[i]][all[i]] += weighted;
        for (int j = stage; j < all.length; j++) {
          into[all[i]][all[j]] -= weighted * share[j];
        }
      }
    }
  }

  /** The probabilities of the items that are left, at their places. */
  private static double[] shares(double[] at, int[] all, int stage) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = stage; i < all.length; i++) {
      largest = Math.max(largest, at[all[i]]);
    }
    double[] share = new double[all.length];
    double sum = 0;
    for (int i = stage; i < all.length; i++) {
      share[i] = Math.exp(at[all[i]] - largest);
      sum += share[i];
    }
    for (int i = stage; i < all.length; i++) {
      share[i] /= sum;
    }
    return share;
  }
}
