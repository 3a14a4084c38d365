package dev.agon.tensor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The libraries of CUDA 12 and cuDNN 9 that TensorFlow opens by name. Those that are in the class
 * path (profile {@code cuda12}) are unpacked once and loaded in the order of their needs; the
 * dynamic linker then finds them by their names wherever they lie.
 */
public final class CudaLibraries {
  private static final Logger LOG = LoggerFactory.getLogger(CudaLibraries.class);
  private static final String FOLDER = "/org/bytedeco/cuda/linux-x86_64/";

  /** The driver's library, which comes with the driver and never in a package. */
  public static final String DRIVER = "libcuda.so.1";

  /** What TensorFlow 2.18 opens by name; without any one of them it computes on the CPU. */
  public static final List<String> NEEDED =
      List.of(
          "libcudart.so.12",
          "libcublas.so.12",
          "libcublasLt.so.12",
          "libcufft.so.11",
          "libcusolver.so.11",
          "libcusparse.so.12",
          "libcudnn.so.9");

  /** In the order of loading: each after those it needs. */
  private static final List<String> ORDER =
      List.of(
          "libcudart.so.12",
          "libnvJitLink.so.12",
          "libcublasLt.so.12",
          "libcublas.so.12",
          "libcufft.so.11",
          "libcusparse.so.12",
          "libcusolver.so.11",
          "libcudnn_graph.so.9",
          "libcudnn.so.9",
          "libcudnn_ops.so.9",
          "libcudnn_cnn.so.9",
          "libcudnn_adv.so.9",
          "libcudnn_heuristic.so.9",
          "libcudnn_engines_runtime_compiled.so.9",
          "libcudnn_engines_precompiled.so.9",
          "libcupti.so.12",
          "libnccl.so.2");

  private CudaLibraries() {}

  /** Which of {@link #NEEDED} the class path holds. */
  public static List<String> inClassPath() {
    return NEEDED.stream().filter(CudaLibraries::isInClassPath).toList();
  }

  /** Where a library of that name lies among the dynamic linker's folders, if anywhere. */
  public static Optional<Path> installed(String name) {
    List<String> folders = new ArrayList<>();
    String own = System.getenv("LD_LIBRARY_PATH");
    if (own != null && !own.isBlank()) {
      folders.addAll(List.of(own.split(":")));
    }
    folders.addAll(
        List.of(
            "/usr/lib/x86_64-linux-gnu",
            "/lib/x86_64-linux-gnu",
            "/usr/lib64",
            "/usr/lib",
            "/usr/local/nvidia/lib64",
            "/usr/local/cuda/lib64",
            "/usr/local/cuda/compat"));
    return folders.stream()
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isReadable)
        .findFirst();
  }

  /** Loads those of the class path; without any does nothing. */
  @SuppressWarnings("restricted") // every JVM of the project runs with native access enabled
  static void preload() {
    if (!isInClassPath(NEEDED.get(0))) {
      return;
    }
    Path folder = cacheFolder();
    int loaded = 0;
    for (String name : ORDER) {
      if (isInClassPath(name)) {
        System.load(unpack(name, folder).toString());
        loaded++;
      }
    }
    LOG.info("loaded {} CUDA libraries of the class path from {}", loaded, folder);
  }

  private static boolean isInClassPath(String name) {
    return CudaLibraries.class.getResource(FOLDER + name) != null;
  }

  private static Path cacheFolder() {
    String given = System.getProperty("org.bytedeco.javacpp.cachedir");
    Path base =
        given == null
            ? Path.of(System.getProperty("user.home"), ".javacpp", "cache")
            : Path.of(given);
    return base.resolve("agon-cuda12").toAbsolutePath();
  }

  /**
   * Copies a library beside the others unless it is there in full; processes wait for each other.
   */
  private static Path unpack(String name, Path folder) {
    Path target = folder.resolve(name);
    try {
      Files.createDirectories(folder);
      try (FileChannel channel =
              FileChannel.open(
                  folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (lock.isValid() && !Files.exists(target)) {
          Path part = folder.resolve(name + ".part");
          try (InputStream in = CudaLibraries.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
              throw new IOException("it is not in the class path");
            }
            Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
          }
          Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack " + name + " to " + folder, e);
    }
    return target;
  }
}
