package dev.agon.tensor;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.TensorFlow;

/**
 * Loads TensorFlow's native library, once a process: before its first class the CUDA libraries of
 * the class path, so that it finds them without an installation; afterwards it forbids TF32, which
 * would round factors to 10 bits on newer GPUs, and writes a line to the log about what it found.
 */
public final class NativeLibrary {
  private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);

  /**
   * {@code tsl::enable_tensor_float_32_execution(bool)}: no function of TensorFlow's C interface.
   */
  private static final String TF32 = "_ZN3tsl32enable_tensor_float_32_executionEb";

  private NativeLibrary() {}

  /** Loads it unless it is loaded. */
  public static void load() {
    Loaded.ensure();
  }

  /** Its version, for example {@code 2.18.0}. */
  static String version() {
    load();
    return Loaded.VERSION;
  }

  private static void forbidTf32() {
    SymbolLookup.loaderLookup()
        .find(TF32)
        .ifPresentOrElse(
            NativeLibrary::switchOff,
            () -> LOG.warn("cannot forbid TF32: scores of GPUs may differ in the third digit"));
  }

  @SuppressWarnings("restricted") // every JVM of the project runs with native access enabled
  private static void switchOff(MemorySegment symbol) {
    try {
      Linker.nativeLinker()
          .downcallHandle(symbol, FunctionDescriptor.ofVoid(ValueLayout.JAVA_BOOLEAN))
          .invoke(false);
    } catch (Throwable e) {
      throw new IllegalStateException("a native function failed", e);
    }
  }

  private static final class Loaded {
    static final String VERSION;

    static {
      // Its wrapper refuses memory past four times the heap otherwise; a network needs more.
      unlessGiven("org.bytedeco.javacpp.maxBytes", "0");
      unlessGiven("org.bytedeco.javacpp.maxPhysicalBytes", "0");
      CudaLibraries.preload();
      VERSION = TensorFlow.version();
      forbidTf32();
      LOG.info("TensorFlow {} on {}", VERSION, Devices.list());
    }

    private static void unlessGiven(String property, String value) {
      if (System.getProperty(property) == null
          && System.getProperty(property.toLowerCase(java.util.Locale.ROOT)) == null) {
        System.setProperty(property, value);
      }
    }

    static void ensure() {}
  }
}
