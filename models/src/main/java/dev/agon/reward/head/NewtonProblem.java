package dev.agon.reward.head;

import dev.agon.reward.loss.PairTerms;
import dev.agon.reward.loss.PlackettLuceLoss;
import dev.agon.reward.pairs.FeatureMatrix;
import dev.agon.reward.pairs.PreferencePairs;
import java.util.Arrays;

/**
 * The penalised loss of a linear head under one criterion, minimised by Newton's method. Each step
 * solves its linear system by preconditioned conjugate gradients (Nocedal and Wright, Numerical
 * Optimization, algorithm 7.1; {@link Preconditioner}), to a tolerance that shrinks with the
 * gradient, so that thousands of columns cost no matrix. Weights are of raw features; the last
 * parameter is the position term. The loss is convex, so the minimum is one and any start finds it.
 */
final class NewtonProblem {
  static final int MOST_ITERATIONS = 60;
  private static final int MOST_INNER = 2000;
  private static final double SUFFICIENT = 1e-4;
  private static final double POSITION_RIDGE = 1e-6;

  private final FeatureMatrix features;
  private final PreferencePairs pairs;
  private final PairTerms terms;
  private final PlackettLuceLoss rankings;
  private final int[] items;
  private final int columns;
  private final double[] ridge;
  private final boolean position;
  private final double tolerance;
  private final double[] rewards;
  private final double[] perItem;
  private final double[] curvature;
  private double firstGradient = Double.NaN;

  /** The parameters: the start, and after the last {@link #step} the minimum. */
  final double[] at;

  int iterations;

  NewtonProblem(
      FeatureMatrix features,
      PreferencePairs pairs,
      PairTerms terms,
      PlackettLuceLoss rankings,
      int[] items,
      double[] scales,
      double l2,
      boolean position,
      double tolerance) {
    this.features = features;
    this.pairs = pairs;
    this.terms = terms;
    this.rankings = rankings;
    this.items = items;
    this.position = position;
    this.tolerance = tolerance;
    this.columns = features.columns();
    this.ridge = new double[columns + 1];
    for (int c = 0; c < columns; c++) {
      ridge[c] = scales[c] > 0 ? l2 / (scales[c] * scales[c]) : Double.POSITIVE_INFINITY;
    }
    ridge[columns] = position ? POSITION_RIDGE : Double.POSITIVE_INFINITY;
    this.rewards = new double[features.rows()];
    this.perItem = new double[features.rows()];
    this.curvature = new double[pairs.rows()];
    this.at = new double[columns + 1];
  }

  /** Moves once; false when the minimum is reached. */
  boolean step() {
    firstGradient = Double.isNaN(firstGradient) ? firstNorm() : firstGradient;
    double[] gradient = gradient(at);
    double norm = scaledNorm(gradient);
    if (norm <= tolerance * firstGradient || iterations == MOST_ITERATIONS) {
      return false;
    }
    double[] direction = conjugate(gradient, Math.min(0.1, Math.sqrt(norm / firstGradient)));
    double slope = inner(direction, gradient);
    double[] here = products(at);
    double[] change = products(direction);
    double value = value(at, here);
    double length = 1;
    while (!(value(moved(at, direction, length), moved(here, change, length))
            <= value + SUFFICIENT * length * slope + 1e-13 * Math.abs(value))
        && length > 1e-9) {
      length /= 2;
    }
    System.arraycopy(moved(at, direction, length), 0, at, 0, at.length);
    iterations++;
    return true;
  }

  /** The mean loss of a judged pair at the parameters, without the penalty. */
  double meanLoss() {
    double[] judged = new double[1];
    rewards(at);
    return loss(at, judged) / Math.max(1e-300, judged[0]);
  }

  /** The gradient's norm at zero, so that a resumed run stops where an uncut one does. */
  private double firstNorm() {
    return Math.max(scaledNorm(gradient(new double[at.length])), Double.MIN_NORMAL);
  }

  private static double[] moved(double[] from, double[] direction, double length) {
    double[] to = from.clone();
    for (int i = 0; i < to.length; i++) {
      to[i] += length * direction[i];
    }
    return to;
  }

  /** The rewards of items by parameters, in an array of its own. */
  private double[] products(double[] parameters) {
    rewards(parameters);
    return rewards.clone();
  }

  private double value(double[] parameters, double[] products) {
    System.arraycopy(products, 0, rewards, 0, rewards.length);
    double sum = loss(parameters, new double[1]);
    for (int c = 0; c < parameters.length; c++) {
      sum += ridge[c] < Double.POSITIVE_INFINITY ? ridge[c] / 2 * parameters[c] * parameters[c] : 0;
    }
    return sum;
  }

  /** The loss where {@link #rewards} are those of the parameters. */
  private double loss(double[] parameters, double[] judged) {
    double sum = rankings.value(rewards);
    judged[0] += rankings.mass();
    for (int row = 0; row < pairs.rows(); row++) {
      sum += terms.value(row, difference(row, parameters));
      judged[0] += terms.first[row] + terms.second[row] > 0 ? 1 : 0;
    }
    return sum;
  }

  private double difference(int row, double[] parameters) {
    double d = rewards[pairs.first(row)] - rewards[pairs.second(row)];
    return position ? d + pairs.position(row) * parameters[columns] : d;
  }

  private void rewards(double[] parameters) {
    Arrays.fill(rewards, 0);
    features.addProducts(parameters, 0, rewards, items);
  }

  /** The gradient; {@link #curvature} is left for the products with the Hessian. */
  private double[] gradient(double[] parameters) {
    rewards(parameters);
    double[] slopes = new double[pairs.rows()];
    for (int row = 0; row < slopes.length; row++) {
      double d = difference(row, parameters);
      slopes[row] = terms.slope(row, d);
      curvature[row] = terms.curvature(row, d);
    }
    Arrays.fill(perItem, 0);
    rankings.addSlopes(rewards, perItem);
    return transposed(slopes, parameters);
  }

  /** The Hessian times a vector. */
  private double[] product(double[] vector) {
    rewards(vector);
    double[] bent = new double[pairs.rows()];
    for (int row = 0; row < bent.length; row++) {
      bent[row] = curvature[row] * difference(row, vector);
    }
    Arrays.fill(perItem, 0);
    rankings.addProduct(rewards, perItem);
    return transposed(bent, vector);
  }

  /** Columns from pairs and what the rankings left with the items, and the ridge. */
  private double[] transposed(double[] perPair, double[] parameters) {
    double[] sum = new double[columns + 1];
    for (int row = 0; row < perPair.length; row++) {
      perItem[pairs.first(row)] += perPair[row];
      perItem[pairs.second(row)] -= perPair[row];
      sum[columns] += perPair[row] * pairs.position(row);
    }
    features.addAll(perItem, sum, 0);
    for (int c = 0; c <= columns; c++) {
      sum[c] = ridge[c] < Double.POSITIVE_INFINITY ? sum[c] + ridge[c] * parameters[c] : 0;
    }
    return sum;
  }

  /** Solves Hessian * x = -gradient until the residual is this part of the gradient. */
  private double[] conjugate(double[] gradient, double tolerance) {
    Preconditioner inverse = preconditioner();
    double[] x = new double[gradient.length];
    double[] residual = new double[gradient.length];
    for (int c = 0; c < gradient.length; c++) {
      residual[c] = -gradient[c];
    }
    double[] direction = inverse.times(residual);
    double energy = inner(residual, direction);
    double enough = tolerance * tolerance * energy;
    for (int round = 0; round < MOST_INNER && energy > enough; round++) {
      double[] bent = product(direction);
      double length = energy / inner(direction, bent);
      for (int c = 0; c < bent.length; c++) {
        x[c] += length * direction[c];
        residual[c] -= length * bent[c];
      }
      double[] solved = inverse.times(residual);
      double next = inner(residual, solved);
      for (int c = 0; c < bent.length; c++) {
        direction[c] = solved[c] + next / energy * direction[c];
      }
      energy = next;
    }
    return x;
  }

  private static double inner(double[] a, double[] b) {
    double sum = 0;
    for (int c = 0; c < a.length; c++) {
      sum += a[c] * b[c];
    }
    return sum;
  }

  /** Its diagonal is the Hessian's as if the items of a pair shared no feature. */
  private Preconditioner preconditioner() {
    Arrays.fill(perItem, 0);
    rankings.addCurvature(perItem);
    double[] diagonal = new double[columns + 1];
    for (int row = 0; row < curvature.length; row++) {
      perItem[pairs.first(row)] += curvature[row];
      perItem[pairs.second(row)] += curvature[row];
      diagonal[columns] += curvature[row] * pairs.position(row) * pairs.position(row);
    }
    for (int item : items) {
      features.addSquares(item, perItem[item], diagonal, 0);
    }
    boolean ranked = rankings.mass() > 0;
    return new Preconditioner(
        diagonal, ridge, features, pairs, ranked ? new double[0] : curvature, items);
  }

  /** The gradient's length where each parameter is measured by its ridge. */
  private double scaledNorm(double[] gradient) {
    double sum = 0;
    for (int c = 0; c < gradient.length; c++) {
      sum += gradient[c] * gradient[c] / ridge[c];
    }
    return Math.sqrt(sum);
  }
}
