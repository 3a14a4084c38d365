package dev.agon.cli.doctor;

import dev.agon.tensor.CudaLibraries;
import dev.agon.tensor.Devices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** TensorFlow, and what it needs to compute on an NVIDIA GPU, each missing library by its name. */
final class GpuCheck {
  private static final String NVIDIA = "0x10de";
  private static final String DISPLAY = "0x03";
  private static final Path DEVICES = Path.of("/sys/bus/pci/devices");
  private static final Path DRIVER = Path.of("/proc/driver/nvidia/version");

  private GpuCheck() {}

  /** Loads TensorFlow: the only check that does. */
  static List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    boolean gpuBuild = hasGpuBuild();
    boolean card = hasCard();
    findings.add(card(card));
    if (card || gpuBuild) {
      findings.add(libraries(gpuBuild, card));
    }
    findings.add(tensorFlow(gpuBuild, card));
    return findings;
  }

  private static Finding card(boolean card) {
    List<String> models = Devices.gpuModels();
    if (!models.isEmpty()) {
      return Finding.ok("GPU", String.join(", ", models) + "; driver " + firstLine(DRIVER));
    }
    return card
        ? Finding.problem(
            "GPU",
            "an NVIDIA GPU without a driver",
            "install NVIDIA's driver (Debian: apt-get install nvidia-driver); it brings "
                + CudaLibraries.DRIVER)
        : Finding.ok("GPU", "none found; Agon trains and scores on the CPU");
  }

  /** Which of the libraries that TensorFlow opens by name it would not find. */
  static List<String> missing() {
    List<String> brought = CudaLibraries.inClassPath();
    List<String> missing = new ArrayList<>();
    if (CudaLibraries.installed(CudaLibraries.DRIVER).isEmpty()) {
      missing.add(CudaLibraries.DRIVER);
    }
    for (String name : CudaLibraries.NEEDED) {
      if (!brought.contains(name) && CudaLibraries.installed(name).isEmpty()) {
        missing.add(name);
      }
    }
    return missing;
  }

  private static Finding libraries(boolean gpuBuild, boolean card) {
    List<String> missing = missing();
    if (missing.isEmpty()) {
      return Finding.ok("GPU libraries", "all that TensorFlow 2.18 opens are there");
    }
    String found = "missing: " + String.join(", ", missing);
    String advice = advice(missing);
    return card && gpuBuild
        ? Finding.problem("GPU libraries", found, advice)
        : Finding.note("GPU libraries", found, card ? advice : "without a GPU none is needed");
  }

  private static String advice(List<String> missing) {
    if (missing.equals(List.of(CudaLibraries.DRIVER))) {
      return "install NVIDIA's driver";
    }
    String newer =
        CudaLibraries.installed("libcudart.so.13").isPresent()
            ? "CUDA 13 is installed, but TensorFlow 2.18 needs CUDA 12: "
            : "";
    return newer
        + "build with AGON_PROFILES=cuda12 ./agon ... (2 GB, NVIDIA's licence), or install CUDA 12"
        + " and cuDNN 9 and name their folder in LD_LIBRARY_PATH";
  }

  private static Finding tensorFlow(boolean gpuBuild, boolean card) {
    String build = gpuBuild ? " (build for GPUs)" : " (build for CPUs)";
    try {
      Devices devices = Devices.find();
      String found = devices + build;
      if (card && !devices.hasGpu()) {
        return Finding.note(
            "TensorFlow",
            found,
            gpuBuild
                ? "it found no GPU: see the findings above"
                : "build with AGON_PROFILES=gpu ./agon ... to use the GPU");
      }
      return Finding.ok("TensorFlow", found);
    } catch (LinkageError | RuntimeException e) {
      return Finding.problem(
          "TensorFlow",
          "does not load: " + e,
          "its native library needs Linux with glibc 2.17 on x86-64 or ARM64, macOS on ARM64 or"
              + " Windows, and 2 GiB in ~/.javacpp; the rest of Agon works without it");
    }
  }

  private static boolean hasGpuBuild() {
    return Stream.of(
            System.getProperty("java.class.path", "").split(java.io.File.pathSeparator, -1))
        .anyMatch(jar -> jar.contains("tensorflow-core-native") && jar.endsWith("-gpu.jar"));
  }

  private static boolean hasCard() {
    if (!Files.isDirectory(DEVICES)) {
      return !Devices.gpuModels().isEmpty();
    }
    try (Stream<Path> devices = Files.list(DEVICES)) {
      return devices.anyMatch(
          device ->
              firstLine(device.resolve("vendor")).equals(NVIDIA)
                  && firstLine(device.resolve("class")).startsWith(DISPLAY));
    } catch (IOException e) {
      return false;
    }
  }

  private static String firstLine(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.findFirst().orElse("").strip();
    } catch (IOException | java.io.UncheckedIOException e) {
      return "";
    }
  }
}
