package dev.agon.cli.bench;

import dev.agon.tensor.AdamOptions;
import dev.agon.tensor.Computation;
import dev.agon.tensor.MatrixProduct;
import dev.agon.tensor.MlpTrainer;
import dev.agon.tensor.PairTargets;
import dev.agon.tensor.text.FineTuner;
import dev.agon.tensor.text.MiniLm;
import dev.agon.tensor.text.MiniLmWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Trainings of fixed sizes on made-up texts, measured. */
final class TrainBench {
  static final int HIDDEN = 128;
  private static final int COLUMNS = MiniLmWeights.HIDDEN;
  private static final int INNER = 4 * COLUMNS;
  private static final double RATE = 5e-5;
  private static final int TEXTS = 256;
  private static final int WORDS = 30;

  private final int threads;
  private final SplittableRandom random = new SplittableRandom(1);

  TrainBench(int threads) {
    this.threads = threads;
  }

  /**
   * The machine's own speed: products of large matrices, in what would be pairs of a batch of 1.
   */
  StepTimes product(int times) {
    try (MatrixProduct product = new MatrixProduct(new Computation(threads, false))) {
      return StepTimes.of(3, times, 1, MatrixProduct.flops(), product::run);
    }
  }

  /** A perceptron 384 - 128 - 1 over features in memory. */
  StepTimes head(int batch, int steps) {
    float[] rows = new float[4096 * COLUMNS];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) random.nextGaussian();
    }
    float[] first = new float[batch * COLUMNS];
    float[] second = new float[batch * COLUMNS];
    MlpTrainer.Options options =
        new MlpTrainer.Options(
            COLUMNS,
            HIDDEN,
            1,
            batch,
            false,
            AdamOptions.standard(),
            new Computation(threads, false),
            1);
    try (MlpTrainer trainer = new MlpTrainer(options)) {
      return StepTimes.of(
          steps / 4,
          steps,
          batch,
          headFlops(batch),
          () -> {
            draw(rows, first);
            draw(rows, second);
            trainer.step(first, second, labels(batch), RATE);
          });
    }
  }

  private void draw(float[] rows, float[] batch) {
    for (int at = 0; at < batch.length; at += COLUMNS) {
      System.arraycopy(rows, random.nextInt(4096) * COLUMNS, batch, at, COLUMNS);
    }
  }

  /** Forward, and both gradients but the one by the features. */
  static double headFlops(int batch) {
    return 2.0 * batch * (4.0 * COLUMNS * HIDDEN + 6.0 * HIDDEN);
  }

  /** MiniLM with a head, all texts longer than what counts. */
  StepTimes fineTuning(int batch, int tokens, int steps, boolean bfloat16) {
    FineTuner.Options options =
        new FineTuner.Options(
            1, batch, tokens, false, AdamOptions.standard(), new Computation(threads, bfloat16), 1);
    List<String> first = texts(batch, tokens);
    List<String> second = texts(batch, tokens);
    try (FineTuner tuner = new FineTuner(options)) {
      return StepTimes.of(
          2,
          steps,
          batch,
          fineTuningFlops(batch, tokens),
          () -> tuner.step(first, second, labels(batch), RATE));
    }
  }

  /** Forward, and both gradients but the one by the embeddings. */
  static double fineTuningFlops(int batch, int tokens) {
    double matrices = 4.0 * COLUMNS * COLUMNS + 2.0 * COLUMNS * INNER;
    double layer = 6 * tokens * matrices + 12.0 * tokens * tokens * COLUMNS;
    double text = MiniLmWeights.LAYERS * layer - 2.0 * tokens * COLUMNS * 3 * COLUMNS;
    return 2.0 * batch * text;
  }

  /** Texts a second through the frozen encoder, about 40 tokens each. */
  double textsPerSecond() {
    List<String> texts = texts(TEXTS, WORDS);
    try (MiniLm encoder = MiniLm.load(threads)) {
      encoder.encode(texts.subList(0, 32));
      long start = System.nanoTime();
      encoder.encode(texts);
      return TEXTS / ((System.nanoTime() - start) / 1e9);
    }
  }

  private List<String> texts(int count, int words) {
    List<String> texts = new ArrayList<>();
    for (int text = 0; text < count; text++) {
      StringBuilder builder = new StringBuilder();
      for (int word = 0; word < words; word++) {
        builder
            .append(random.nextInt(3) == 0 ? "number " : "answer ")
            .append(word % 10)
            .append(' ');
      }
      texts.add(builder.toString());
    }
    return texts;
  }

  private PairTargets labels(int batch) {
    float[] labels = new float[batch];
    for (int pair = 0; pair < batch; pair++) {
      labels[pair] = random.nextInt(2);
    }
    return PairTargets.bradleyTerry(labels);
  }

  /** Forgets the highest use of memory so far, where Linux lets it. */
  static void forgetPeak() {
    try {
      Files.writeString(Path.of("/proc/self/clear_refs"), "5");
    } catch (IOException e) {
      // Elsewhere the peak is the process' own, from its start.
      return;
    }
  }

  /** The highest use of memory in MiB, or 0 where the system does not tell. */
  static long peakMebibytes() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
