package dev.agon.ranking.terms;

import dev.agon.ranking.fit.Cholesky;
import dev.agon.ranking.terms.LengthControlled.Judgement;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * The joint model of {@link LengthControlled}, fitted by Newton's method. The prompts' parameters,
 * whose information is diagonal, are eliminated, so that only two unknowns a generator remain.
 */
final class LengthModel {
  private static final int MOST_ITERATIONS = 100;
  private static final double SMALL = 1e-10;
  private static final double LARGE_STEP = 2;

  final int generators;
  private final int prompts;
  private final List<Judgement> judgements;

  /** The length term's covariate of each judgement. */
  private final double[] shorter;

  /** a and b of each generator, in turn. */
  private final double[] at;

  private final double[] difficulty;
  private double[][] reduced = new double[0][0];
  private double[][] mixed = new double[0][0];
  private double[] own = new double[0];

  LengthModel(List<Judgement> judgements) {
    this.judgements = List.copyOf(judgements);
    generators = judgements.stream().mapToInt(Judgement::generator).max().orElse(-1) + 1;
    prompts = judgements.stream().mapToInt(Judgement::prompt).max().orElse(-1) + 1;
    at = new double[2 * generators];
    difficulty = new double[prompts];
    shorter = shorter();
  }

  private double[] shorter() {
    double[] sum = new double[generators];
    double[] square = new double[generators];
    double[] count = new double[generators];
    for (Judgement judgement : judgements) {
      double shorter = judgement.baselineLength() - judgement.length();
      double weight = judgement.weight();
      sum[judgement.generator()] += weight * shorter;
      square[judgement.generator()] += weight * shorter * shorter;
      count[judgement.generator()] += weight;
    }
    double[] terms = new double[judgements.size()];
    for (int i = 0; i < terms.length; i++) {
      Judgement judgement = judgements.get(i);
      int m = judgement.generator();
      double mean = sum[m] / count[m];
      double deviation = Math.sqrt(Math.max(0, square[m] / count[m] - mean * mean));
      double difference = judgement.baselineLength() - judgement.length();
      terms[i] = deviation > 0 ? Math.tanh(difference / deviation) : Math.signum(difference);
    }
    return terms;
  }

  void fit() {
    double largest = 1;
    for (int round = 0; round < MOST_ITERATIONS && largest > SMALL; round++) {
      double[] gradient = new double[at.length];
      double[] promptGradient = new double[prompts];
      information(gradient, promptGradient);
      double[] step = gradient.clone();
      for (int i = 0; i < prompts; i++) {
        for (int p = 0; p < step.length; p++) {
          step[p] -= mixed[i][p] * promptGradient[i] / own[i];
        }
      }
      new Cholesky(copy(reduced)).solve(step);
      double[] promptStep = new double[prompts];
      for (int i = 0; i < prompts; i++) {
        promptStep[i] = (promptGradient[i] - dot(mixed[i], step)) / own[i];
      }
      largest = Math.max(largest(step), largest(promptStep));
      double length = Math.min(1, LARGE_STEP / largest);
      add(at, step, length);
      add(difficulty, promptStep, length);
    }
    information(new double[at.length], new double[prompts]);
  }

  /** The gradients, and the information with the prompts eliminated. */
  private void information(double[] gradient, double[] promptGradient) {
    reduced = new double[at.length][at.length];
    mixed = new double[prompts][at.length];
    own = new double[prompts];
    for (int p = 0; p < at.length; p++) {
      gradient[p] = -LengthControlled.GENERATOR_PRECISION * at[p];
      reduced[p][p] = LengthControlled.GENERATOR_PRECISION;
    }
    for (int i = 0; i < prompts; i++) {
      promptGradient[i] = -LengthControlled.PROMPT_PRECISION * difficulty[i];
      own[i] = LengthControlled.PROMPT_PRECISION;
    }
    for (int row = 0; row < shorter.length; row++) {
      addJudgement(row, gradient, promptGradient);
    }
    for (int i = 0; i < prompts; i++) {
      for (int p = 0; p < at.length; p++) {
        double factor = mixed[i][p] / own[i];
        for (int q = p; factor != 0 && q < at.length; q++) {
          reduced[p][q] -= factor * mixed[i][q];
        }
      }
    }
  }

  private void addJudgement(int row, double[] gradient, double[] promptGradient) {
    int a = 2 * judgements.get(row).generator();
    int prompt = judgements.get(row).prompt();
    double term = shorter[row];
    double p = logistic(at[a] + at[a + 1] * term + difficulty[prompt]);
    double times = judgements.get(row).weight();
    double residual = times * (judgements.get(row).preference() - p);
    double weight = times * p * (1 - p);
    gradient[a] += residual;
    gradient[a + 1] += residual * term;
    promptGradient[prompt] += residual;
    reduced[a][a] += weight;
    reduced[a][a + 1] += weight * term;
    reduced[a + 1][a + 1] += weight * term * term;
    mixed[prompt][a] += weight;
    mixed[prompt][a + 1] += weight * term;
    own[prompt] += weight;
  }

  double lengthEffect(int generator) {
    return at[2 * generator + 1];
  }

  /** The weighted mean probability over the generator's prompts without the length term. */
  double controlled(int generator) {
    return mean(generator, this::even);
  }

  /** The weighted mean residual: by how much the priors pull the generator's rate. */
  double pull(int generator) {
    return mean(generator, row -> judgements.get(row).preference() - fitted(row));
  }

  private double mean(int generator, IntToDoubleFunction value) {
    double sum = 0;
    double weight = 0;
    for (int row = 0; row < shorter.length; row++) {
      if (judgements.get(row).generator() == generator) {
        sum += judgements.get(row).weight() * value.applyAsDouble(row);
        weight += judgements.get(row).weight();
      }
    }
    return weight > 0 ? sum / weight : Double.NaN;
  }

  private double even(int row) {
    Judgement judgement = judgements.get(row);
    return logistic(at[2 * judgement.generator()] + difficulty[judgement.prompt()]);
  }

  private double fitted(int row) {
    Judgement judgement = judgements.get(row);
    int a = 2 * judgement.generator();
    return logistic(at[a] + at[a + 1] * shorter[row] + difficulty[judgement.prompt()]);
  }

  /**
   * What each judgement moves the generator's controlled rate without the priors' pull by: as a
   * member of the mean, and through the fit. A prompt's own parameter is a function of its
   * judgements, so that it is in the first.
   */
  double[] influences(int generator) {
    double all = mean(generator, row -> even(row) + judgements.get(row).preference() - fitted(row));
    double weight =
        judgements.stream()
            .filter(judgement -> judgement.generator() == generator)
            .mapToDouble(Judgement::weight)
            .sum();
    double[] slope = new double[at.length];
    double[] promptSlope = new double[prompts];
    double[] influence = new double[shorter.length];
    for (int row = 0; row < shorter.length; row++) {
      Judgement judgement = judgements.get(row);
      if (judgement.generator() == generator) {
        double even = even(row);
        double fitted = fitted(row);
        double share = judgement.weight() / weight;
        double bend = even * (1 - even) - fitted * (1 - fitted);
        slope[2 * generator] += share * bend;
        slope[2 * generator + 1] -= share * fitted * (1 - fitted) * shorter[row];
        promptSlope[judgement.prompt()] += share * bend;
        influence[row] = share * (even - fitted + judgement.preference() - all);
      }
    }
    for (int i = 0; i < prompts; i++) {
      for (int p = 0; p < at.length; p++) {
        slope[p] -= mixed[i][p] * promptSlope[i] / own[i];
      }
    }
    new Cholesky(copy(reduced)).solve(slope);
    for (int row = 0; row < shorter.length; row++) {
      Judgement judgement = judgements.get(row);
      int a = 2 * judgement.generator();
      influence[row] +=
          judgement.weight()
              * (judgement.preference() - fitted(row))
              * (slope[a] + slope[a + 1] * shorter[row]);
    }
    return influence;
  }

  private static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static void add(double[] to, double[] step, double length) {
    for (int i = 0; i < to.length; i++) {
      to[i] += length * step[i];
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
    return Arrays.stream(step).map(Math::abs).max().orElse(0);
  }

  private static double[][] copy(double[][] matrix) {
    return Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
  }
}
