package dev.agon.tensor.text;

import dev.agon.tensor.Weights;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The weights of all-MiniLM-L6-v2 (Wang et al., <i>MiniLM</i>, NeurIPS 2020; tuned for sentences by
 * Reimers and Gurevych's sentence-transformers), from the ONNX file in the class path. Queries,
 * keys and values are one matrix a layer. Needs no native library.
 */
public final class MiniLmWeights {
  /** Layers of the transformer. */
  public static final int LAYERS = 6;

  /** Numbers a token, and of a text's vector. */
  public static final int HIDDEN = 384;

  static final int HEADS = 12;
  static final int INNER = 1536;

  private static final String FILE = "/all-minilm-l6-v2.onnx";

  private MiniLmWeights() {}

  /**
   * All weights by the names of {@link Bert}: the embeddings' begin with {@code embeddings/}.
   *
   * @throws UncheckedIOException when the file is not in the class path, or not what is expected
   */
  public static Weights read() {
    try (InputStream file = MiniLmWeights.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IOException(FILE + " is not in the class path");
      }
      return convert(OnnxWeights.read(new BufferedInputStream(file, 1 << 20)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the weights of MiniLM", e);
    }
  }

  private static Weights convert(OnnxWeights onnx) {
    Weights given = onnx.initializers();
    Weights weights = new Weights();
    for (String table : new String[] {"word", "position", "token_type"}) {
      weights.put("embeddings/" + table, given.get("embeddings." + table + "_embeddings.weight"));
    }
    norm(weights, "embeddings/norm", given, "embeddings.LayerNorm");
    for (int layer = 0; layer < LAYERS; layer++) {
      layer(weights, onnx, layer);
    }
    return weights;
  }

  private static void layer(Weights weights, OnnxWeights onnx, int layer) {
    Weights given = onnx.initializers();
    String from = "encoder.layer.%d.".formatted(layer);
    String node = "/encoder/layer.%d/".formatted(layer);
    String to = "layer%d/".formatted(layer);
    String self = node + "attention/self/";
    weights.put(
        to + "attention/in/weight",
        besideEachOther(
            onnx.input(self + "query/MatMul", 1),
            onnx.input(self + "key/MatMul", 1),
            onnx.input(self + "value/MatMul", 1)));
    String bias = from + "attention.self.";
    weights.put(
        to + "attention/in/bias",
        besideEachOther(
            given.get(bias + "query.bias"),
            given.get(bias + "key.bias"),
            given.get(bias + "value.bias")));
    weights.put(to + "attention/out/weight", onnx.input(node + "attention/output/dense/MatMul", 1));
    weights.put(to + "attention/out/bias", given.get(from + "attention.output.dense.bias"));
    norm(weights, to + "attention/norm", given, from + "attention.output.LayerNorm");
    weights.put(to + "inner/in/weight", onnx.input(node + "intermediate/dense/MatMul", 1));
    weights.put(to + "inner/in/bias", given.get(from + "intermediate.dense.bias"));
    weights.put(to + "inner/out/weight", onnx.input(node + "output/dense/MatMul", 1));
    weights.put(to + "inner/out/bias", given.get(from + "output.dense.bias"));
    norm(weights, to + "inner/norm", given, from + "output.LayerNorm");
  }

  private static void norm(Weights weights, String to, Weights given, String from) {
    weights.put(to + "/scale", given.get(from + ".weight"));
    weights.put(to + "/shift", given.get(from + ".bias"));
  }

  /** Matrices of equal size, or vectors, side by side. */
  private static Weights.Tensor besideEachOther(Weights.Tensor... parts) {
    long[] shape = parts[0].shape().clone();
    int last = shape.length - 1;
    int width = Math.toIntExact(shape[last]);
    int rows = parts[0].values().length / width;
    float[] values = new float[parts.length * rows * width];
    for (int row = 0; row < rows; row++) {
      for (int part = 0; part < parts.length; part++) {
        System.arraycopy(
            parts[part].values(), row * width, values, (row * parts.length + part) * width, width);
      }
    }
    shape[last] = (long) parts.length * width;
    return new Weights.Tensor(shape, values);
  }
}
