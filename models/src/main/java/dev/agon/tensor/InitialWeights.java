package dev.agon.tensor;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** First values of weights, from a seed. */
public final class InitialWeights {
  private final RandomGenerator random;

  /** Values that a seed decides: an equal seed gives equal values in the same order. */
  public InitialWeights(long seed) {
    random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /** Uniform in +-sqrt(6 / (rows + columns)) (Glorot and Bengio, AISTATS 2010). */
  public Weights.Tensor uniform(int rows, int columns) {
    double limit = Math.sqrt(6.0 / (rows + columns));
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-limit, limit);
    }
    return new Weights.Tensor(new long[] {rows, columns}, values);
  }

  static Weights.Tensor zeros(long... shape) {
    long size = 1;
    for (long dimension : shape) {
      size *= dimension;
    }
    return new Weights.Tensor(shape, new float[Math.toIntExact(size)]);
  }
}
