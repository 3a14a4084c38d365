package dev.agon.cli.bench;

import dev.agon.table.Count;
import dev.agon.tensor.Devices;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code agon bench train}: how fast reward models train here, beside PyTorch. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures the training of a perceptron 384-128-1 on features in memory, the fine-tuning of",
      "MiniLM with a reward head in float32 and bfloat16, and the frozen encoder; then the same",
      "trainings in PyTorch, where the Python given has it."
    },
    footerHeading = "%n",
    footer =
        "Pairs per second are those of the median step. On a shared machine compare CPU seconds "
            + "per step. FLOP count multiplications of matrices only.")
public final class BenchTrainCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--batch", description = "Pairs per step of fine-tuning (default: 16).")
  private int batch = 16;

  @Option(names = "--tokens", description = "Tokens per text, 8 to 256 (default: 64).")
  private int tokens = 64;

  @Option(names = "--steps", description = "Measured steps of fine-tuning (default: 10).")
  private int steps = 10;

  @Option(names = "--head-batch", description = "Pairs per step of the perceptron (default: 256).")
  private int headBatch = 256;

  @Option(names = "--head-steps", description = "Its measured steps (default: 400).")
  private int headSteps = 400;

  @Option(names = "--threads", description = "Threads (default: all processors).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--python",
      paramLabel = "PROGRAM",
      description = "A Python with PyTorch (default: ${DEFAULT-VALUE}).")
  private String python = "python3";

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  private static final int PRODUCTS = 30;

  private record Phase(String name, StepTimes pace, long peakMebibytes, double load) {}

  @Override
  public Integer call() {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    if (batch < 1 || steps < 1 || headBatch < 1 || headSteps < 4 || threads < 1) {
      throw new ParameterException(line, "sizes must be positive, and --head-steps at least 4");
    }
    if (tokens < 8 || tokens > 256) {
      throw new ParameterException(line, "--tokens must be from 8 to 256");
    }
    TrainBench bench = new TrainBench(threads);
    String device = Devices.find().toString();
    StepTimes product = bench.product(PRODUCTS);
    Phase head = phase("perceptron, float32", () -> bench.head(headBatch, headSteps));
    Phase tuned =
        phase("fine-tuning, float32", () -> bench.fineTuning(batch, tokens, steps, false));
    Phase rounded =
        phase("fine-tuning, bfloat16", () -> bench.fineTuning(batch, tokens, steps, true));
    double texts = bench.textsPerSecond();
    double load = load();
    TorchRun torch =
        TorchRun.of(
            python, new TorchRun.Sizes(threads, batch, tokens, steps, headBatch, headSteps));
    Report report = new Report(device, product, head, tuned, rounded, texts, torch, load);
    PrintWriter out = line.getOut();
    if (json) {
      out.println(document(report).encodePrettily());
    } else {
      print(out, report);
    }
    out.flush();
    return 0;
  }

  private record Report(
      String device,
      StepTimes product,
      Phase head,
      Phase tuned,
      Phase rounded,
      double textsPerSecond,
      TorchRun torch,
      double torchLoad) {}

  private static Phase phase(String name, java.util.function.Supplier<StepTimes> work) {
    TrainBench.forgetPeak();
    StepTimes pace = work.get();
    return new Phase(name, pace, TrainBench.peakMebibytes(), load());
  }

  /** The load average of the last minute; negative where the system does not tell. */
  private static double load() {
    return Math.round(100 * ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage())
        / 100.0;
  }

  private JsonObject document(Report report) {
    JsonObject torch =
        switch (report.torch()) {
          case TorchRun.Missing missing -> new JsonObject().put("missing", missing.reason());
          case TorchRun.Measured measured ->
              measured
                  .document()
                  .copy()
                  .put("load_average_before", report.torchLoad())
                  .put("head_ratio", ratio(report.head(), measured, "head"))
                  .put("fine_tuning_ratio", ratio(report.tuned(), measured, "fine_tuning"))
                  .put("fine_tuning_cpu_ratio", cpuRatio(report.tuned(), measured));
        };
    return new JsonObject()
        .put("device", report.device())
        .put("threads", threads)
        .put("tokens", tokens)
        .put("matrix_product_gflops_per_second", report.product().gigaflops())
        .put("head", phase(report.head()))
        .put("fine_tuning", phase(report.tuned()))
        .put("fine_tuning_bfloat16", phase(report.rounded()))
        .put("texts_per_second", report.textsPerSecond())
        .put("pytorch", torch);
  }

  private static JsonObject phase(Phase phase) {
    return phase
        .pace()
        .toJson()
        .put("peak_mib", phase.peakMebibytes())
        .put("load_average_after", phase.load());
  }

  private static double ratio(Phase ours, TorchRun.Measured theirs, String part) {
    return ours.pace().pairsPerSecond() / theirs.pairsPerSecond(part);
  }

  private static double cpuRatio(Phase ours, TorchRun.Measured theirs) {
    return theirs.cpuSeconds("fine_tuning") / ours.pace().cpuSeconds();
  }

  private void print(PrintWriter out, Report report) {
    out.printf(
        "%s; %s, %s per text%n",
        report.device(), Count.of(threads, "thread"), Count.of(tokens, "token"));
    out.printf(
        Locale.ROOT,
        "products of large float32 matrices, what this machine can do: %.0f GFLOP/s%n%n",
        report.product().gigaflops());
    out.printf(
        "%-24s %6s %10s %10s %9s %9s %9s %6s%n",
        "", "batch", "pairs/s", "best", "CPU s", "GFLOP/s", "peak MiB", "load");
    print(out, report.head());
    print(out, report.tuned());
    print(out, report.rounded());
    out.printf(Locale.ROOT, "%n%.0f texts/s through the frozen encoder%n", report.textsPerSecond());
    switch (report.torch()) {
      case TorchRun.Missing missing -> out.printf("PyTorch: %s%n", missing.reason());
      case TorchRun.Measured measured -> print(out, report, measured);
    }
  }

  private static void print(PrintWriter out, Phase phase) {
    StepTimes pace = phase.pace();
    out.printf(
        Locale.ROOT,
        "%-24s %6d %10.1f %10.1f %9.3f %9.1f %9d %6.2f%n",
        phase.name(),
        pace.pairs(),
        pace.pairsPerSecond(),
        pace.bestPairsPerSecond(),
        pace.cpuSeconds(),
        pace.gigaflops(),
        phase.peakMebibytes(),
        phase.load());
  }

  private static void print(PrintWriter out, Report report, TorchRun.Measured torch) {
    out.printf(
        Locale.ROOT,
        "PyTorch %s (%s), load %.2f: perceptron %.1f pairs/s, fine-tuning %.1f pairs/s,"
            + " %.3f CPU s per step, peak %d MiB%n",
        torch.document().getString("version"),
        torch.document().getString("blas"),
        report.torchLoad(),
        torch.pairsPerSecond("head"),
        torch.pairsPerSecond("fine_tuning"),
        torch.cpuSeconds("fine_tuning"),
        torch.document().getLong("peak_mib"));
    out.printf(
        Locale.ROOT,
        "Ratio to PyTorch: perceptron %.2f, fine-tuning %.2f (by CPU seconds %.2f)%n",
        ratio(report.head(), torch, "head"),
        ratio(report.tuned(), torch, "fine_tuning"),
        cpuRatio(report.tuned(), torch));
  }
}
