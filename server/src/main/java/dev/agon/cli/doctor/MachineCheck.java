package dev.agon.cli.doctor;

import com.sun.management.OperatingSystemMXBean;
import dev.agon.table.Count;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The JDK with its flags, the processor and the memory. */
final class MachineCheck {
  private static final int RELEASE = 25;
  private static final long MEMORY_TO_SERVE = 1L << 30;
  private static final long MEMORY_TO_TUNE = 4L << 30;

  private MachineCheck() {}

  static List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(jdk());
    findings.add(processor());
    findings.add(memory());
    return findings;
  }

  private static Finding jdk() {
    String found =
        "%s %s in %s"
            .formatted(
                System.getProperty("java.vendor"),
                Runtime.version(),
                System.getProperty("java.home"));
    if (Runtime.version().feature() != RELEASE) {
      return Finding.problem("JDK", found, "install a JDK 25, or set AGON_JAVA_HOME to one");
    }
    List<String> flags = ManagementFactory.getRuntimeMXBean().getInputArguments();
    return flags.stream().anyMatch(flag -> flag.startsWith("--enable-native-access"))
        ? Finding.ok("JDK", found)
        : Finding.note(
            "JDK",
            found + ", without the flags of cluster-config/jvm.options",
            "start Agon with ./agon, or give the JVM the flags of that file");
  }

  private static Finding processor() {
    String flags = value(Path.of("/proc/cpuinfo"), "flags");
    String model = value(Path.of("/proc/cpuinfo"), "model name");
    List<String> words = List.of(flags.split(" ", -1));
    String found =
        "%s, %s%s"
            .formatted(
                model.isEmpty() ? System.getProperty("os.arch") : model,
                Count.of(Runtime.getRuntime().availableProcessors(), "core"),
                extensions(words));
    boolean slow = !flags.isEmpty() && !words.contains("avx2");
    return slow
        ? Finding.note("processor", found, "without AVX2 training is several times slower")
        : Finding.ok("processor", found);
  }

  private static String extensions(List<String> flags) {
    StringBuilder names = new StringBuilder();
    for (String[] extension :
        new String[][] {
          {"avx2", "AVX2"}, {"avx512f", "AVX-512"}, {"avx512_bf16", "bfloat16"}, {"amx_bf16", "AMX"}
        }) {
      if (flags.contains(extension[0])) {
        names.append(names.isEmpty() ? "; " : ", ").append(extension[1]);
      }
    }
    return names.toString();
  }

  private static Finding memory() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    String available = value(Path.of("/proc/meminfo"), "MemAvailable").replaceAll("\\D", "");
    long free = available.isEmpty() ? system.getFreeMemorySize() : Long.parseLong(available) * 1024;
    String found =
        "%s of %s available; Java's heap at most %s"
            .formatted(
                Bytes.text(free),
                Bytes.text(system.getTotalMemorySize()),
                Bytes.text(Runtime.getRuntime().maxMemory()));
    if (free < MEMORY_TO_SERVE) {
      return Finding.problem("memory", found, "serving needs about 1 GiB: end other programs");
    }
    return free < MEMORY_TO_TUNE
        ? Finding.note("memory", found, "fine-tuning MiniLM needs about 4 GiB")
        : Finding.ok("memory", found);
  }

  /** The first value of a key in a file of {@code key: value} lines, or nothing. */
  static String value(Path file, String key) {
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
