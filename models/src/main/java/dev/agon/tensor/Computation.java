package dev.agon.tensor;

import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

/**
 * How graphs are computed.
 *
 * @param threads of the CPU that one operation may use, and operations at a time; at least 1. Equal
 *     results to the bit are promised for equal numbers only
 * @param bfloat16 whether multiplications of matrices on the CPU may round their factors to
 *     bfloat16 (sums stay in float32): a third faster where the processor has AMX or AVX-512-BF16.
 *     For training only, never for scores that are compared
 */
public record Computation(int threads, boolean bfloat16) {
  /** Checks the number of threads. */
  public Computation {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, not " + threads);
    }
  }

  /** On all processors, in float32. */
  public static Computation standard() {
    return new Computation(Runtime.getRuntime().availableProcessors(), false);
  }

  /** The same as TensorFlow wants it; memory of GPUs is taken as it is needed. */
  public ConfigProto config() {
    GraphOptions.Builder graph = GraphOptions.newBuilder();
    if (bfloat16) {
      graph.setRewriteOptions(
          RewriterConfig.newBuilder()
              .setAutoMixedPrecisionOnednnBfloat16(RewriterConfig.Toggle.ON));
    }
    return ConfigProto.newBuilder()
        .setIntraOpParallelismThreads(threads)
        .setInterOpParallelismThreads(threads)
        .setAllowSoftPlacement(true)
        .setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true))
        .setGraphOptions(graph)
        .build();
  }
}
