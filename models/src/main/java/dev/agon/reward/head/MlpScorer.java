package dev.agon.reward.head;

import dev.agon.reward.pairs.FeatureMatrix;
import dev.agon.tensor.Weights;

/**
 * A trained perceptron with one hidden layer: {@code tanh(((x - shift) * scale) W + b) V + offset},
 * in plain Java with 64-bit sums, so that a reward's bits depend on the item alone.
 */
public final class MlpScorer implements Head.Trained {
  private static final String HIDDEN = "hidden/weight";
  private static final String BIAS = "hidden/bias";
  private static final String OUT = "out/weight";
  private static final String POSITION = "position";

  private final float[] hidden;
  private final float[] bias;
  private final float[] out;
  private final double[] position;
  private final double[] shift;
  private final double[] scale;
  private final double[] offset;

  private MlpScorer(
      float[] hidden,
      float[] bias,
      float[] out,
      double[] position,
      double[] shift,
      double[] scale,
      double[] offset) {
    this.hidden = hidden;
    this.bias = bias;
    this.out = out;
    this.position = position;
    this.shift = shift;
    this.scale = scale;
    this.offset = offset;
  }

  static MlpScorer of(Weights weights, double[] shift, double[] scale, double[] offset) {
    double[] position = new double[offset.length];
    Weights.Tensor term = weights.find(POSITION);
    for (int c = 0; term != null && c < position.length; c++) {
      position[c] = term.values()[c];
    }
    return new MlpScorer(
        weights.get(HIDDEN).values(),
        weights.get(BIAS).values(),
        weights.get(OUT).values(),
        position,
        shift,
        scale,
        offset);
  }

  static boolean isIn(NamedArrays arrays) {
    return arrays.has(HIDDEN);
  }

  static MlpScorer of(NamedArrays arrays) {
    return new MlpScorer(
        arrays.floats(HIDDEN),
        arrays.floats(BIAS),
        arrays.floats(OUT),
        arrays.get(POSITION),
        arrays.get("shift"),
        arrays.get("scale"),
        arrays.get("offset"));
  }

  @Override
  public int columns() {
    return shift.length;
  }

  @Override
  public int criteria() {
    return offset.length;
  }

  @Override
  public double score(FeatureMatrix features, int row, int criterion) {
    int units = bias.length;
    float[] x = new float[shift.length];
    features.read(row, x, 0);
    double[] sums = new double[units];
    for (int c = 0; c < x.length; c++) {
      double value = (float) ((x[c] - shift[c]) * scale[c]);
      for (int u = 0; u < units; u++) {
        sums[u] += value * hidden[c * units + u];
      }
    }
    double reward = offset[criterion];
    for (int u = 0; u < units; u++) {
      reward += StrictMath.tanh(sums[u] + bias[u]) * out[u * offset.length + criterion];
    }
    return reward;
  }

  @Override
  public double positionTerm(int criterion) {
    return position[criterion];
  }

  @Override
  public NamedArrays arrays() {
    NamedArrays arrays = new NamedArrays();
    arrays.put(HIDDEN, hidden);
    arrays.put(BIAS, bias);
    arrays.put(OUT, out);
    arrays.put(POSITION, position);
    arrays.put("shift", shift);
    arrays.put("scale", scale);
    arrays.put("offset", offset);
    return arrays;
  }
}
