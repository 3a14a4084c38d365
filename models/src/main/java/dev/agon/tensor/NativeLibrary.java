package dev.agon.tensor;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.TensorFlow;

/**
 * Loads TensorFlow's native library, once a process: before its first class the CUDA libraries of
 * the class path, so that it finds them without an installation, afterwards a line in the log about
 * what it found.
 */
final class NativeLibrary {
  private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);

  private NativeLibrary() {}

  /** Loads it unless it is loaded. */
  static void load() {
    Loaded.ensure();
  }

  /** Its version, for example {@code 2.18.0}. */
  static String version() {
    load();
    return Loaded.VERSION;
  }

  private static final class Loaded {
    static final String VERSION;

    static {
      CudaLibraries.preload();
      VERSION = TensorFlow.version();
      LOG.info("TensorFlow {} on {}", VERSION, Devices.list());
    }

    static void ensure() {}
  }
}
