package dev.agon.tensor;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;

/** MiniLM as ONNX's own runtime computes it: mean over the tokens, length 1. */
public final class OnnxMiniLm implements AutoCloseable {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  public OnnxMiniLm() throws IOException, OrtException {
    try (InputStream file = OnnxMiniLm.class.getResourceAsStream("/all-minilm-l6-v2.onnx")) {
      session = environment.createSession(Objects.requireNonNull(file).readAllBytes());
    }
  }

  public double[] encode(int[] tokens) throws OrtException {
    long[][] ids = new long[1][tokens.length];
    long[][] mask = new long[1][tokens.length];
    for (int i = 0; i < tokens.length; i++) {
      ids[0][i] = tokens[i];
      mask[0][i] = 1;
    }
    try (OnnxTensor idTensor = OnnxTensor.createTensor(environment, ids);
        OnnxTensor maskTensor = OnnxTensor.createTensor(environment, mask);
        OnnxTensor types = OnnxTensor.createTensor(environment, new long[1][tokens.length]);
        OrtSession.Result result =
            session.run(
                Map.of(
                    "input_ids",
                    idTensor,
                    "attention_mask",
                    maskTensor,
                    "token_type_ids",
                    types))) {
      return normalisedMean(((float[][][]) result.get(0).getValue())[0]);
    }
  }

  private static double[] normalisedMean(float[][] states) {
    double[] mean = new double[states[0].length];
    double squares = 0;
    for (int i = 0; i < mean.length; i++) {
      for (float[] state : states) {
        mean[i] += state[i];
      }
      squares += mean[i] * mean[i];
    }
    for (int i = 0; i < mean.length; i++) {
      mean[i] /= Math.sqrt(squares);
    }
    return mean;
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
