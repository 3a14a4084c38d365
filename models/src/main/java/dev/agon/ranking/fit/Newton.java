package dev.agon.ranking.fit;

import dev.agon.ranking.Method;
import dev.agon.ranking.Prior;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Maximises the log-likelihood of a {@link TieModel}, less a prior, by Newton's method with step
 * halving. The parameters are the log-strengths of {@link PairColumns}' positions and, last, the
 * tie parameter when it is fitted: ln nu or eta. All likelihoods are concave in them, so the method
 * converges from any start; the shift of all log-strengths, which changes nothing, is held by
 * adding the square of their mean.
 */
public final class Newton {
  private static final int MOST_ITERATIONS = 100;
  private static final double SMALL_STEP = 1e-9;

  /** No log-strength moves further at once, so that none runs into the likelihood's flat tails. */
  private static final double LARGE_STEP = 5;

  /** A gain of log-likelihood per vote below which full steps converge quadratically. */
  private static final double SMALL_GAIN = 1e-10;

  private static final double SUFFICIENT = 1e-4;
  private static final double ROUNDING = 1e-13;
  private static final double SMALL_GRADIENT = 1e-11;
  private static final double GRADIENT_ROUNDING = 1e-16;
  private static final int MOST_FOLLOWED = 30;

  private final PairColumns pairs;
  private final Method method;
  private final boolean fitsTies;
  private final double precision;
  private final int items;
  private final double mass;

  /** The parameters: where to start, and after {@link #run} where the maximum is. */
  final double[] at;

  int iterations;
  boolean converged;

  /** The factor of the last information, which serves while the parameters move little. */
  @Nullable Cholesky factor;

  /**
   * A search that has not begun.
   *
   * @param fitsTies whether the last parameter is the tie parameter
   * @param prior on the log-strengths, around 0; null for none
   * @param start the parameters to begin with, which are moved in place
   */
  public Newton(
      PairColumns pairs, Method method, boolean fitsTies, @Nullable Prior prior, double[] start) {
    this.pairs = pairs;
    this.method = method;
    this.fitsTies = fitsTies;
    this.precision = prior == null ? 0 : prior.precision();
    this.items = pairs.items();
    this.at = start;
    this.mass =
        DoubleStream.of(pairs.wins).sum()
            + DoubleStream.of(pairs.losses).sum()
            + DoubleStream.of(pairs.ties).sum();
  }

  /** Moves to the maximum; stops short of it where rounding leaves no finite step. */
  void run() {
    double[] trial = new double[at.length];
    double largest = 0;
    while (!converged && iterations < MOST_ITERATIONS && largest < Double.POSITIVE_INFINITY) {
      double[] gradient = new double[at.length];
      Cholesky information = new Cholesky(information(gradient));
      factor = information;
      double[] step = gradient.clone();
      information.solve(step);
      double gain = Vectors.dot(gradient, step);
      largest = Vectors.largest(step);
      boolean near = gain <= SMALL_GAIN * mass && largest <= LARGE_STEP;
      if (largest < Double.POSITIVE_INFINITY) {
        move(trial, step, 1);
        if (!near) {
          search(trial, step, gain, Math.min(1, LARGE_STEP / largest));
        }
        System.arraycopy(trial, 0, at, 0, at.length);
      }
      iterations++;
      converged = near && largest <= SMALL_STEP;
    }
    centre();
  }

  /**
   * Moves with the factor of an earlier information while every step is less than half as large as
   * the one before. Whether the gradient became small, or a step at most so small: as steps halve
   * at least, what is left is no more than it.
   */
  boolean follow(Cholesky earlier, double smallStep) {
    double small = Math.max(SMALL_GRADIENT, GRADIENT_ROUNDING * mass);
    double last = LARGE_STEP;
    while (iterations < MOST_FOLLOWED) {
      double[] step = gradient();
      if (Vectors.largest(step) <= small) {
        return settled(earlier);
      }
      earlier.solve(step);
      double largest = Vectors.largest(step);
      if (!(largest < last / 2)) {
        return false;
      }
      move(at, step, 1);
      if (fitsTies && !(tie() > 0)) {
        return false;
      }
      last = largest;
      iterations++;
      if (largest <= smallStep) {
        return settled(earlier);
      }
    }
    return false;
  }

  private boolean settled(Cholesky earlier) {
    centre();
    converged = true;
    factor = earlier;
    return true;
  }

  private double[] gradient() {
    double[] gradient = new double[at.length];
    TieModel model = model(at);
    for (int i = 0; i < pairs.pairs(); i++) {
      model.at(at[pairs.lower[i]] - at[pairs.upper[i]]);
      double slope = model.slope(pairs.wins[i], pairs.losses[i], pairs.ties[i]);
      gradient[pairs.lower[i]] += slope;
      gradient[pairs.upper[i]] -= slope;
      if (fitsTies) {
        gradient[items] += model.rise(pairs.wins[i], pairs.losses[i], pairs.ties[i]);
      }
    }
    for (int i = 0; i < at.length; i++) {
      gradient[i] -= precision * at[i];
    }
    return gradient;
  }

  /** Halves the step until it gains a fair part of what the slope promises. */
  private void search(double[] trial, double[] step, double gain, double most) {
    double value = penalised(at);
    double rounding = ROUNDING * Math.abs(value);
    double length = most;
    move(trial, step, length);
    while (!(penalised(trial) >= value + SUFFICIENT * length * gain - rounding)
        && length > SMALL_STEP) {
      length /= 2;
      move(trial, step, length);
    }
  }

  /** The log-likelihood at the parameters, without the prior. */
  double logLikelihood() {
    return logLikelihood(at);
  }

  /** Davidson's nu or Rao and Kupper's eta; 0 when none is fitted. */
  double tie() {
    if (!fitsTies) {
      return 0;
    }
    return method == Method.RAO_KUPPER ? at[items] : Math.exp(at[items]);
  }

  private TieModel model(double[] parameters) {
    return TieModel.of(method, fitsTies, fitsTies ? parameters[items] : 0);
  }

  private void move(double[] to, double[] step, double length) {
    for (int i = 0; i < to.length; i++) {
      to[i] = at[i] + length * step[i];
    }
  }

  private void centre() {
    double mean = 0;
    for (int i = 0; i < items; i++) {
      mean += at[i] / items;
    }
    for (int i = 0; i < items; i++) {
      at[i] -= mean;
    }
  }

  private double penalised(double[] parameters) {
    return logLikelihood(parameters) - precision / 2 * Vectors.dot(parameters, parameters);
  }

  private double logLikelihood(double[] parameters) {
    TieModel model = model(parameters);
    double sum = 0;
    for (int i = 0; i < pairs.pairs(); i++) {
      model.logsAt(parameters[pairs.lower[i]] - parameters[pairs.upper[i]]);
      sum += model.logLikelihood(pairs.wins[i], pairs.losses[i], pairs.ties[i]);
    }
    return sum;
  }

  /** The upper triangle of the information with the prior; the gradient goes to the array. */
  public double[][] information(double[] gradient) {
    double[][] information = new double[at.length][at.length];
    TieModel model = model(at);
    for (int i = 0; i < pairs.pairs(); i++) {
      int a = pairs.lower[i];
      int b = pairs.upper[i];
      double wins = pairs.wins[i];
      double losses = pairs.losses[i];
      double ties = pairs.ties[i];
      model.at(at[a] - at[b]);
      double slope = model.slope(wins, losses, ties);
      double bend = model.bend(wins, losses, ties);
      gradient[a] += slope;
      gradient[b] -= slope;
      information[a][a] += bend;
      information[b][b] += bend;
      information[a][b] -= bend;
      if (fitsTies) {
        double mixed = model.mixedBend(wins, losses, ties);
        gradient[items] += model.rise(wins, losses, ties);
        information[a][items] += mixed;
        information[b][items] -= mixed;
        information[items][items] += model.tieBend(wins, losses, ties);
      }
    }
    hold(information, gradient);
    return information;
  }

  private void hold(double[][] information, double[] gradient) {
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < at.length; i++) {
      gradient[i] -= precision * at[i];
      information[i][i] += precision;
      smallest = i < items ? Math.min(smallest, information[i][i]) : smallest;
    }
    double shift = smallest / items;
    for (int i = 0; i < items; i++) {
      for (int j = i; j < items; j++) {
        information[i][j] += shift;
      }
    }
  }
}
