package dev.agon.ranking;

import dev.agon.ranking.LengthControlled.Judgement;
import java.util.Arrays;
import java.util.List;

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
    int[] count = new int[generators];
    for (Judgement judgement : judgements) {
      double shorter = judgement.baselineLength() - judgement.length();
      sum[judgement.generator()] += shorter;
      square[judgement.generator()] += shorter * shorter;
      count[judgement.generator()]++;
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
    double residual = judgements.get(row).preference() - p;
    double weight = p * (1 - p);
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

  /** The mean probability over the generator's prompts without the length term. */
  double controlled(int generator) {
    return judgements.stream()
        .filter(judgement -> judgement.generator() == generator)
        .mapToDouble(judgement -> even(generator, judgement.prompt()))
        .average()
        .orElse(Double.NaN);
  }

  private double even(int generator, int prompt) {
    return logistic(at[2 * generator] + difficulty[prompt]);
  }

  /** The sum over prompts of the squared influence of each on the controlled rate. */
  double variance(int generator) {
    double mean = controlled(generator);
    long count = judgements.stream().filter(j -> j.generator() == generator).count();
    double[] slope = new double[at.length];
    double[] promptSlope = new double[prompts];
    double[] influence = new double[prompts];
    for (Judgement judgement : judgements) {
      if (judgement.generator() == generator) {
        double p = even(generator, judgement.prompt());
        slope[2 * generator] += p * (1 - p) / count;
        promptSlope[judgement.prompt()] += p * (1 - p) / count;
        influence[judgement.prompt()] += (p - mean) / count;
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
      double p = logistic(at[a] + at[a + 1] * shorter[row] + difficulty[judgement.prompt()]);
      influence[judgement.prompt()] +=
          (judgement.preference() - p) * (slope[a] + slope[a + 1] * shorter[row]);
    }
    return Arrays.stream(influence).map(x -> x * x).sum();
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
