package dev.agon.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.global.tensorflow;

/**
 * What TensorFlow computes on in this process.
 *
 * @param version of TensorFlow, for example {@code 2.18.0}
 * @param devices all that it found, the CPU first
 */
public record Devices(String version, List<Device> devices) {
  private static final Path DRIVER = Path.of("/proc/driver/nvidia/gpus");

  /**
   * One device.
   *
   * @param name TensorFlow's, for example {@code CPU:0} or {@code GPU:0}
   * @param type {@code CPU} or {@code GPU}
   * @param model what it is sold as, or the type where the system does not tell
   * @param memoryBytes what TensorFlow may use of it
   */
  public record Device(String name, String type, String model, long memoryBytes) {
    /**
     * For example {@code GPU:0 (NVIDIA H100, 76 GiB)}; a CPU without memory, as none is set aside.
     */
    @Override
    public String toString() {
      return type.equals("CPU")
          ? "%s (%s)".formatted(name, model)
          : String.format(Locale.ROOT, "%s (%s, %d GiB)", name, model, memoryBytes >> 30);
    }
  }

  /** Loads TensorFlow unless it is loaded and asks it; in a process with a GPU this starts it. */
  public static Devices find() {
    return new Devices(NativeLibrary.version(), list());
  }

  /** Whether there is a GPU that TensorFlow uses. */
  public boolean hasGpu() {
    return devices.stream().anyMatch(device -> device.type().equals("GPU"));
  }

  /** Where graphs are computed: the first GPU, or the CPU. */
  public Device main() {
    return devices.stream()
        .filter(device -> device.type().equals("GPU"))
        .findFirst()
        .orElseGet(devices::getFirst);
  }

  /** One line for logs and cards. */
  @Override
  public String toString() {
    return "TensorFlow %s on %s"
        .formatted(
            version, devices.stream().map(Device::toString).collect(Collectors.joining(", ")));
  }

  static List<Device> list() {
    TF_Status status = TF_Status.newStatus();
    TF_Graph graph = TF_Graph.newGraph();
    TF_SessionOptions options = TF_SessionOptions.newSessionOptions();
    TF_Session session = TF_Session.newSession(graph, options, status);
    status.throwExceptionIfNotOK();
    TF_DeviceList found = tensorflow.TF_SessionListDevices(session, status);
    status.throwExceptionIfNotOK();
    try {
      return read(found, status);
    } finally {
      tensorflow.TF_DeleteDeviceList(found);
      session.close();
      options.close();
      graph.close();
      status.close();
    }
  }

  private static List<Device> read(TF_DeviceList found, TF_Status status) {
    List<Device> devices = new ArrayList<>();
    List<String> gpus = gpuModels();
    for (int i = 0; i < tensorflow.TF_DeviceListCount(found); i++) {
      String full = tensorflow.TF_DeviceListName(found, i, status).getString();
      String type = tensorflow.TF_DeviceListType(found, i, status).getString();
      String name = full.substring(full.indexOf("device:") + "device:".length());
      long memory = tensorflow.TF_DeviceListMemoryBytes(found, i, status);
      int number = Integer.parseInt(name.substring(name.indexOf(':') + 1));
      if (type.equals("CPU") || type.equals("GPU")) {
        devices.add(
            new Device(
                name,
                type,
                type.equals("CPU") ? cpuModel() : number < gpus.size() ? gpus.get(number) : type,
                memory));
      }
    }
    return devices;
  }

  /** The processor's name as Linux gives it, or its architecture, with the number of cores. */
  static String cpuModel() {
    String model = firstValue(Path.of("/proc/cpuinfo"), "model name");
    int cores = Runtime.getRuntime().availableProcessors();
    return "%s, %d %s"
        .formatted(
            model.isEmpty() ? System.getProperty("os.arch") : model,
            cores,
            cores == 1 ? "core" : "cores");
  }

  /** The names of NVIDIA's GPUs as its driver gives them, in its order; empty without a driver. */
  public static List<String> gpuModels() {
    if (!Files.isDirectory(DRIVER)) {
      return List.of();
    }
    try (Stream<Path> gpus = Files.list(DRIVER)) {
      return gpus.sorted().map(gpu -> firstValue(gpu.resolve("information"), "Model")).toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static String firstValue(Path file, String key) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(key) && line.contains(":"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("");
    } catch (IOException | java.io.UncheckedIOException e) {
      return "";
    }
  }
}
