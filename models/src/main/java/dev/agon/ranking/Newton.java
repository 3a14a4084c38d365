package dev.agon.ranking;

import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Maximises the log-likelihood of Bradley-Terry's or Davidson's model, less a prior, by Newton's
 * method with step halving. The parameters are the log-strengths of {@link PairColumns}' positions
 * and, last, ln nu when it is fitted. Both likelihoods are concave in them, so the method converges
 * from any start; the shift of all log-strengths, which changes nothing, is held by adding the
 * square of their mean.
 */
final class Newton {
  private static final int MOST_ITERATIONS = 100;
  private static final double SMALL_STEP = 1e-9;

  /** No log-strength moves further at once, so that none runs into the likelihood's flat tails. */
  private static final double LARGE_STEP = 5;

  /** A gain of log-likelihood per vote below which full steps converge quadratically. */
  private static final double SMALL_GAIN = 1e-10;

  private static final double SUFFICIENT = 1e-4;
  private static final double ROUNDING = 1e-13;

  private final PairColumns pairs;
  private final boolean fitsNu;
  private final double precision;
  private final int items;
  private final double mass;

  /** The parameters: where to start, and after {@link #run} where the maximum is. */
  final double[] at;

  int iterations;
  boolean converged;

  Newton(PairColumns pairs, boolean fitsNu, @Nullable Prior prior, double[] start) {
    this.pairs = pairs;
    this.fitsNu = fitsNu;
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
      double[] step = gradient.clone();
      information.solve(step);
      double gain = dot(gradient, step);
      largest = largest(step);
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

  double nu() {
    return fitsNu ? Math.exp(at[items]) : 0;
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
    return logLikelihood(parameters) - precision / 2 * dot(parameters, parameters);
  }

  private double logLikelihood(double[] parameters) {
    TieModel model = new TieModel(fitsNu ? Math.exp(parameters[items]) : 0);
    double sum = 0;
    for (int i = 0; i < pairs.pairs(); i++) {
      model.at(parameters[pairs.lower[i]] - parameters[pairs.upper[i]]);
      double tie = fitsNu ? model.logTie : (model.logWin + model.logLoss) / 2;
      sum += pairs.wins[i] * model.logWin + pairs.losses[i] * model.logLoss;
      sum += pairs.ties[i] > 0 ? pairs.ties[i] * tie : 0;
    }
    return sum;
  }

  /** The upper triangle of the information with the prior; the gradient goes to the array. */
  double[][] information(double[] gradient) {
    double[][] information = new double[at.length][at.length];
    TieModel model = new TieModel(nu());
    for (int i = 0; i < pairs.pairs(); i++) {
      int a = pairs.lower[i];
      int b = pairs.upper[i];
      double n = pairs.wins[i] + pairs.losses[i] + pairs.ties[i];
      model.at(at[a] - at[b]);
      double residual =
          pairs.wins[i] * model.otherScore
              - pairs.losses[i] * model.score
              + pairs.ties[i] * (model.otherScore - model.score) / 2;
      gradient[a] += residual;
      gradient[b] -= residual;
      information[a][a] += n * model.variance;
      information[b][b] += n * model.variance;
      information[a][b] -= n * model.variance;
      if (fitsNu) {
        double covariance = n * model.tie * (0.5 - model.score);
        gradient[items] += pairs.ties[i] - n * model.tie;
        information[a][items] += covariance;
        information[b][items] -= covariance;
        information[items][items] += n * model.tie * (1 - model.tie);
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

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double largest(double[] step) {
    double largest = 0;
    for (double element : step) {
      largest = Math.max(largest, Math.abs(element));
    }
    return largest;
  }
}
