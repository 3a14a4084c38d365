package dev.agon.cli.bench;

import com.sun.management.OperatingSystemMXBean;
import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * How fast steps of a training go.
 *
 * @param pairs a step
 * @param median seconds of a step
 * @param best seconds of the fastest step, nearest to a quiet machine
 * @param cpuSeconds of the processor a step, over all threads
 * @param flops floating-point operations of the multiplications of matrices, a step
 */
record StepTimes(int pairs, double median, double best, double cpuSeconds, double flops) {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /** Runs steps: some to warm up, then the measured ones. */
  static StepTimes of(int warmUp, int steps, int pairs, double flops, Runnable step) {
    for (int i = 0; i < warmUp; i++) {
      step.run();
    }
    double[] seconds = new double[steps];
    long cpu = SYSTEM.getProcessCpuTime();
    for (int i = 0; i < steps; i++) {
      long start = System.nanoTime();
      step.run();
      seconds[i] = (System.nanoTime() - start) / 1e9;
    }
    double cpuSeconds = (SYSTEM.getProcessCpuTime() - cpu) / 1e9 / steps;
    Arrays.sort(seconds);
    return new StepTimes(pairs, seconds[steps / 2], seconds[0], cpuSeconds, flops);
  }

  /** Pairs a second at the median step. */
  double pairsPerSecond() {
    return pairs / median;
  }

  /** Pairs a second at the fastest step. */
  double bestPairsPerSecond() {
    return pairs / best;
  }

  /** Billions of floating-point operations a second at the median step. */
  double gigaflops() {
    return flops / median / 1e9;
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("batch", pairs)
        .put("pairs_per_second", pairsPerSecond())
        .put("best_pairs_per_second", bestPairsPerSecond())
        .put("step_ms", median * 1e3)
        .put("cpu_seconds_a_step", cpuSeconds)
        .put("gflops_per_second", gigaflops());
  }
}
