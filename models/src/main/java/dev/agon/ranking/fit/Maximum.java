package dev.agon.ranking.fit;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Newton's method with step halving on a {@link Likelihood} less a prior, over the parameters that
 * occur. Log-strengths that occur are held by adding the square of their mean.
 */
public final class Maximum {
  private static final int MOST_ITERATIONS = 100;
  private static final double SMALL_STEP = 1e-10;
  private static final double LARGE_STEP = 5;
  private static final double FAR = 30;

  /** With more parameters than this, products serve in place of the information. */
  static final int LARGE = 300;

  /** How far conjugate gradients reduce the gradient. */
  private static final double CLOSE = 1e-8;

  private final Likelihood likelihood;
  private final IntConsumer progress;
  private final int size;

  /** The precision on each parameter. */
  public final double[] precision;

  /** Whether a parameter occurs in an observation. */
  public final boolean[] occurs;

  /** The parameters: where to start, and after {@link #run} where the maximum is. */
  public final double[] at;

  /** The least precision of the prior on a parameter; 0 for none. */
  public final double ridge;

  /** Steps taken so far, 100 at most. */
  public int iterations;

  /** Whether no parameter moved by more than 1e-10 in the last step. */
  public boolean converged;

  /**
   * A search that has not begun.
   *
   * @param ridge the least precision of a normal prior around 0 on each parameter, at least 0
   * @param progress is told the number of each step, from 1
   */
  public Maximum(Likelihood likelihood, double ridge, IntConsumer progress) {
    this.likelihood = likelihood;
    this.progress = progress;
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

  /** Goes to the maximum, or as far as 100 steps or a parameter beyond 30 in size lead. */
  public void run() {
    double value = penalised(at);
    double largest = 0;
    while (!converged && iterations < MOST_ITERATIONS && largest < FAR) {
      double[] gradient = gradient();
      double[] step = gradient.clone();
      if (isLarge()) {
        conjugate(step);
      } else {
        new Cholesky(information()).solve(step);
      }
      double most = 0;
      double gain = 0;
      for (int i = 0; i < size; i++) {
        most = Math.max(most, Math.abs(step[i]));
        gain += step[i] * gradient[i];
      }
      value = move(step, Math.min(1, LARGE_STEP / most), value, gain);
      iterations++;
      progress.accept(iterations);
      converged = most <= SMALL_STEP;
      largest = Arrays.stream(at).map(Math::abs).max().orElse(0);
    }
    centre();
  }

  /** Whether a matrix of the information costs more than products with it. */
  public boolean isLarge() {
    return size > LARGE && likelihood.hasProducts();
  }

  /**
   * Replaces a gradient by Newton's step by conjugate gradients, preconditioned by the diagonal
   * (Hestenes and Stiefel 1952; Nocedal and Wright 2006, Numerical Optimization, section 7.1).
   */
  private void conjugate(double[] gradient) {
    double[] diagonal = diagonal();
    double shift = shift(diagonal);
    double[] step = new double[size];
    double[] rest = gradient.clone();
    double[] direction = new double[size];
    double[] scaled = new double[size];
    double before = 0;
    double first = 0;
    for (int round = 0; round < 2 * size; round++) {
      for (int i = 0; i < size; i++) {
        scaled[i] = rest[i] / diagonal[i];
      }
      double now = dot(rest, scaled);
      first = round == 0 ? now : first;
      if (!(now > first * CLOSE * CLOSE) || now == 0) {
        break;
      }
      for (int i = 0; i < size; i++) {
        direction[i] = scaled[i] + (round == 0 ? 0 : now / before) * direction[i];
      }
      double[] bent = product(direction, shift);
      double length = now / dot(direction, bent);
      for (int i = 0; i < size; i++) {
        step[i] += length * direction[i];
        rest[i] -= length * bent[i];
      }
      before = now;
    }
    System.arraycopy(step, 0, gradient, 0, size);
  }

  /** The information with the prior times a vector, as {@link #information} is made definite. */
  private double[] product(double[] vector, double shift) {
    double[] product = new double[size];
    for (int observation = 0; observation < likelihood.observations(); observation++) {
      likelihood.product(observation, at, vector, product);
    }
    double sum = 0;
    for (int i = 0; i < likelihood.strengths(); i++) {
      sum += occurs[i] ? vector[i] : 0;
    }
    for (int i = 0; i < size; i++) {
      product[i] += precision[i] * vector[i] + (occurs[i] ? 0 : vector[i]);
      product[i] += i < likelihood.strengths() && occurs[i] ? shift * sum : 0;
    }
    return product;
  }

  private double[] diagonal() {
    double[] diagonal = new double[size];
    for (int observation = 0; observation < likelihood.observations(); observation++) {
      likelihood.diagonal(observation, at, diagonal);
    }
    for (int i = 0; i < size; i++) {
      diagonal[i] += precision[i] + (occurs[i] ? 0 : 1);
    }
    return diagonal;
  }

  private double shift(double[] diagonal) {
    double smallest = Double.POSITIVE_INFINITY;
    int held = 0;
    for (int i = 0; i < likelihood.strengths(); i++) {
      smallest = occurs[i] ? Math.min(smallest, diagonal[i]) : smallest;
      held += occurs[i] ? 1 : 0;
    }
    return held == 0 ? 0 : smallest / held;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
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
  public double[][] information() {
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
