package dev.agon.tensor;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.types.TFloat32;

/** One run of a session; gives back the native memory of what was fed and fetched. */
public final class SessionRun implements AutoCloseable {
  private final Session.Runner runner;
  private final List<Tensor> fed = new ArrayList<>();

  /** A run by a runner of a session that is open. */
  public SessionRun(Session.Runner runner) {
    this.runner = runner;
  }

  /** The runner, for targets that return nothing. */
  public Session.Runner runner() {
    return runner;
  }

  /** Gives a placeholder its value, which is freed with this run. */
  public void feed(Operand<?> placeholder, Feed feed) {
    Tensor tensor = feed.tensor();
    fed.add(tensor);
    runner.feed(placeholder, tensor);
  }

  /** Runs, and copies what was asked for. */
  public List<float[]> fetch(List<Operand<TFloat32>> operands) {
    for (Operand<TFloat32> operand : operands) {
      runner.fetch(operand);
    }
    try (Result result = runner.run()) {
      List<float[]> values = new ArrayList<>();
      for (int i = 0; i < operands.size(); i++) {
        values.add(floats(result.get(i)));
      }
      return values;
    }
  }

  private static float[] floats(Tensor tensor) {
    float[] values = new float[Math.toIntExact(tensor.shape().size())];
    ((TFloat32) tensor).asRawTensor().data().asFloats().read(values);
    return values;
  }

  @Override
  public void close() {
    fed.forEach(Tensor::close);
  }
}
