package dev.agon.ranking;

import java.util.Arrays;

/**
 * Newton's method with step halving on a {@link Likelihood} less a prior, over the parameters that
 * occur. Log-strengths that occur are held by adding the square of their mean.
 */
final class Maximum {
  private static final int MOST_ITERATIONS = 100;
  private static final double SMALL_STEP = 1e-10;
  private static final double LARGE_STEP = 5;
  private static final double FAR = 30;

  private final Likelihood likelihood;
  private final int size;

  /** The precision on each parameter. */
  final double[] precision;

  /** Whether a parameter occurs in an observation. */
  final boolean[] occurs;

  final double[] at;
  final double ridge;
  int iterations;
  boolean converged;

  Maximum(Likelihood likelihood, double ridge) {
    this.likelihood = likelihood;
    this.ridge = ridge;
    this.size = likelihood.parameters();
    this.at = new double[size];
    this.precision = new double[size];
    this.occurs = new boolean[size];
    for (int i = 0; i < size; i++) {
      precision[i] = Math.max(ridge, likelihood.precision(i));
    }
    for (int observation = 0; observation < likelihood.observations(); observation++) {
      for (int parameter : likelihood.touched(observation)) {
        occurs[parameter] = true;
      }
    }
    for (int i = 0; i < size; i++) {
      at[i] = likelihood.start(i);
    }
  }

  void run() {
    double value = penalised(at);
    double largest = 0;
    while (!converged && iterations < MOST_ITERATIONS && largest < FAR) {
      double[] gradient = gradient();
      double[] step = gradient.clone();
      new Cholesky(information()).solve(step);
      double most = 0;
      double gain = 0;
      for (int i = 0; i < size; i++) {
        most = Math.max(most, Math.abs(step[i]));
        gain += step[i] * gradient[i];
      }
      value = move(step, Math.min(1, LARGE_STEP / most), value, gain);
      iterations++;
      converged = most <= SMALL_STEP;
      largest = Arrays.stream(at).map(Math::abs).max().orElse(0);
    }
    centre();
  }

  private double move(double[] step, double most, double value, double gain) {
    double[] trial = new double[size];
    double length = most;
    double reached;
    do {
      for (int i = 0; i < size; i++) {
        trial[i] = at[i] + length * step[i];
      }
      reached = penalised(trial);
      length /= 2;
    } while (!(reached >= value + 2e-4 * length * gain - 1e-13 * Math.abs(value))
        && length > 1e-12);
    System.arraycopy(trial, 0, at, 0, size);
    return reached;
  }

  private double penalised(double[] parameters) {
    double value = likelihood.value(parameters);
    for (int i = 0; i < size; i++) {
      value -= precision[i] / 2 * parameters[i] * parameters[i];
    }
    return value;
  }

  private double[] gradient() {
    double[] gradient = new double[size];
    for (int observation = 0; observation < likelihood.observations(); observation++) {
      likelihood.score(observation, at, gradient);
    }
    for (int i = 0; i < size; i++) {
      gradient[i] -= precision[i] * at[i];
    }
    return gradient;
  }

  /** The information with the prior, made definite in the shift and in what does not occur. */
  double[][] information() {
    double[][] information = new double[size][size];
    for (int observation = 0; observation < likelihood.observations(); observation++) {
      likelihood.information(observation, at, information);
    }
    double smallest = Double.POSITIVE_INFINITY;
    int held = 0;
    for (int i = 0; i < size; i++) {
      information[i][i] += precision[i];
      if (!occurs[i]) {
        information[i][i] += 1;
      } else if (i < likelihood.strengths()) {
        smallest = Math.min(smallest, information[i][i]);
        held++;
      }
    }
    for (int i = 0; i < likelihood.strengths(); i++) {
      for (int j = 0; j < likelihood.strengths(); j++) {
        information[i][j] += occurs[i] && occurs[j] ? smallest / held : 0;
      }
    }
    return information;
  }

  private void centre() {
    double sum = 0;
    int held = 0;
    for (int i = 0; i < likelihood.strengths(); i++) {
      sum += occurs[i] ? at[i] : 0;
      held += occurs[i] ? 1 : 0;
    }
    for (int i = 0; i < likelihood.strengths(); i++) {
      at[i] = occurs[i] ? at[i] - sum / held : 0;
    }
  }
}
