package dev.agon.cli.bench;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The same trainings in PyTorch, by a script in a Python process, where that has PyTorch. */
sealed interface TorchRun {
  /** What the script printed. */
  record Measured(JsonObject document) implements TorchRun {
    double pairsPerSecond(String part) {
      return document.getJsonObject(part).getDouble("pairs_per_second");
    }

    double cpuSeconds(String part) {
      return document.getJsonObject(part).getDouble("cpu_seconds_a_step");
    }
  }

  /** Why there is nothing to compare with. */
  record Missing(String reason) implements TorchRun {}

  /**
   * Runs it.
   *
   * @param python the interpreter, a name or a path
   */
  static TorchRun of(String python, Sizes sizes) {
    Path script = Path.of(System.getProperty("agon.home", "."), "docs", "train_in_pytorch.py");
    if (!Files.isReadable(script)) {
      return new Missing("there is no " + script);
    }
    try {
      ProcessBuilder builder = new ProcessBuilder(command(python, script, sizes));
      String threads = Integer.toString(sizes.threads());
      builder.environment().put("OPENBLAS_NUM_THREADS", threads);
      builder.environment().put("OMP_NUM_THREADS", threads);
      Path errors = Files.createTempFile("agon-torch", ".log");
      Process process = builder.redirectError(errors.toFile()).start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String problem = Files.readString(errors).strip();
      Files.delete(errors);
      return process.waitFor() == 0
          ? new Measured(new JsonObject(out))
          : new Missing(reason(python, problem));
    } catch (IOException | DecodeException e) {
      return new Missing(python + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Missing("interrupted");
    }
  }

  /** Sizes that both sides train with. */
  record Sizes(int threads, int batch, int tokens, int steps, int headBatch, int headSteps) {}

  private static List<String> command(String python, Path script, Sizes sizes) {
    return List.of(
        python,
        script.toString(),
        "--threads=" + sizes.threads(),
        "--batch=" + sizes.batch(),
        "--tokens=" + sizes.tokens(),
        "--steps=" + sizes.steps(),
        "--head-batch=" + sizes.headBatch(),
        "--head-steps=" + sizes.headSteps());
  }

  private static String reason(String python, String problem) {
    if (problem.contains("No module named 'torch'")) {
      return python
          + " has no PyTorch (Debian: apt-get install python3-torch libopenblas0-pthread, and"
          + " --python /usr/bin/python3)";
    }
    return problem.lines().reduce("", (before, line) -> line);
  }
}
