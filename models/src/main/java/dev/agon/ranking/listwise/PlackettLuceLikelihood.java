package dev.agon.ranking.listwise;

import dev.agon.ranking.fit.Likelihood;
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
      Stages stages = new Stages(ranking, at);
      for (int stage = 0; stage < ranking.stages(); stage++) {
        sum += ranking.weight() * (at[stages.all[stage]] - stages.logRest[stage]);
      }
    }
    return sum;
  }

  @Override
  public void score(int observation, double[] at, double[] into) {
    Ranking ranking = rankings.get(observation);
    Stages stages = new Stages(ranking, at);
    for (int i = 0; i < stages.all.length; i++) {
      double chosen = i < ranking.stages() ? 1 : 0;
      into[stages.all[i]] += ranking.weight() * (chosen - stages.sum(i));
    }
  }

  @Override
  public void information(int observation, double[] at, double[][] into) {
    Ranking ranking = rankings.get(observation);
    Stages stages = new Stages(ranking, at);
    double[] both = new double[stages.all.length];
    for (int i = 0; i < stages.all.length; i++) {
      double[] row = into[stages.all[i]];
      row[stages.all[i]] += ranking.weight() * stages.sum(i);
      stages.sums(i, both);
      for (int j = 0; j < stages.all.length; j++) {
        row[stages.all[j]] -= ranking.weight() * both[j];
      }
    }
  }

  @Override
  public boolean hasProducts() {
    return true;
  }

  @Override
  public void product(int observation, double[] at, double[] vector, double[] into) {
    Ranking ranking = rankings.get(observation);
    Stages stages = new Stages(ranking, at);
    stages.product(vector, ranking.weight(), into);
  }

  @Override
  public void diagonal(int observation, double[] at, double[] into) {
    Ranking ranking = rankings.get(observation);
    Stages stages = new Stages(ranking, at);
    for (int i = 0; i < stages.all.length; i++) {
      double square = stages.square(i);
      into[stages.all[i]] += ranking.weight() * (stages.sum(i) - square);
    }
  }

  /**
   * The stages of a ranking. Where t stages see the item at place i, its share at stage s is
   * exp(strength) / rest(s); sums of shares and of products of shares over stages are prefix sums
   * of 1 / rest and 1 / rest^2, so that all but the information itself cost the ranking's length.
   * Everything is relative to the largest strength left at a stage's block, lest it overflows.
   */
  private static final class Stages {
    final int[] all;

    /** The logarithm of the sum of exponentials of what is left at a stage. */
    final double[] logRest;

    private final double[] at;
    private final int stages;

    /** The logarithm of the sum of 1 / rest up to each place, and of 1 / rest^2. */
    private final double[] logOnce;

    private final double[] logTwice;

    Stages(Ranking ranking, double[] parameters) {
      all = ranking.items();
      stages = ranking.stages();
      at = new double[all.length];
      for (int i = 0; i < all.length; i++) {
        at[i] = parameters[all[i]];
      }
      logRest = new double[all.length];
      double rest = Double.NEGATIVE_INFINITY;
      for (int i = all.length - 1; i >= 0; i--) {
        rest = sum(rest, at[i]);
        logRest[i] = rest;
      }
      logOnce = new double[all.length];
      logTwice = new double[all.length];
      double once = Double.NEGATIVE_INFINITY;
      double twice = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < all.length; i++) {
        if (i < stages) {
          once = sum(once, -logRest[i]);
          twice = sum(twice, -2 * logRest[i]);
        }
        logOnce[i] = once;
        logTwice[i] = twice;
      }
    }

    /** The logarithm of the sum of two exponentials. */
    private static double sum(double a, double b) {
      double larger = Math.max(a, b);
      double smaller = Math.min(a, b);
      return smaller == Double.NEGATIVE_INFINITY
          ? larger
          : larger + Math.log1p(Math.exp(smaller - larger));
    }

    /** The sum of an item's shares over the stages that see it. */
    double sum(int i) {
      return Math.exp(at[i] + logOnce[i]);
    }

    /** The sum of the squares of its shares. */
    double square(int i) {
      return Math.exp(2 * at[i] + logTwice[i]);
    }

    /** The sums of the products of its shares with every other's, over the stages that see both. */
    void sums(int i, double[] into) {
      double own = at[i];
      for (int j = 0; j < all.length; j++) {
        into[j] = Math.exp(own + at[j] + logTwice[Math.min(i, j)]);
      }
    }

    /** Adds the information times a vector. */
    void product(double[] vector, double weight, double[] into) {
      double[] left = new double[all.length];
      double sum = 0;
      for (int i = all.length - 1; i >= 0; i--) {
        double next = i + 1 < all.length ? Math.exp(logRest[i + 1] - logRest[i]) : 0;
        sum = sum * next + vector[all[i]] * Math.exp(at[i] - logRest[i]);
        left[i] = sum;
      }
      double mean = 0;
      for (int i = 0; i < all.length; i++) {
        if (i > 0) {
          mean *= Math.exp(at[i] - at[i - 1]);
        }
        if (i < stages) {
          mean += left[i] * Math.exp(at[i] - logRest[i]);
        }
        into[all[i]] += weight * (sum(i) * vector[all[i]] - mean);
      }
    }
  }
}
