package dev.agon.reward.head;

import dev.agon.numeric.Digests;
import dev.agon.reward.loss.PairLoss;
import dev.agon.reward.pairs.PreferencePairs;
import dev.agon.tensor.Computation;
import dev.agon.tensor.PairTargets;
import dev.agon.tensor.Snapshot;
import dev.agon.tensor.Weights;
import dev.agon.tensor.text.FineTuned;
import dev.agon.tensor.text.FineTuner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One training of MiniLM's layers together with a linear head on top, run on the calling thread.
 * Equal settings, texts and pairs give equal bits on one machine, device and thread count, also
 * when a training was cut off and resumed.
 */
public final class FineTuning {

  /**
   * What besides the data decides the result.
   *
   * @param loss what is fitted
   * @param longest word pieces of a text that count, 8 to 256
   * @param bfloat16 whether matrices may be multiplied in bfloat16 while training
   * @param position whether the preference for the response shown first is a term of its own
   * @param optimisation steps, rates, stopping
   * @param seed of the order of pairs, and of the head where none is given
   */
  public record Settings(
      PairLoss loss,
      int longest,
      boolean bfloat16,
      boolean position,
      Optimisation optimisation,
      long seed) {}

  private final Settings settings;
  private final List<String> texts;
  private final PreferencePairs pairs;
  private final float @Nullable [] head;
  private final Hooks hooks = new Hooks(this::fingerprint);

  /**
   * Prepares a training; nothing runs yet.
   *
   * @param texts of the items
   * @param head where the head starts: [384, criteria] row-major, fitted to MiniLM's own vectors,
   *     so that little of what the encoder knows is lost at first (Kumar et al., ICLR 2022); null
   *     for small random values
   * @throws IllegalArgumentException when there are no pairs, or one of an item without text
   */
  public FineTuning(
      Settings settings, List<String> texts, PreferencePairs pairs, float @Nullable [] head) {
    if (pairs.rows() == 0 || pairs.items() > texts.size()) {
      throw new IllegalArgumentException(
          pairs.rows() + " pairs of " + pairs.items() + " items, " + texts.size() + " texts");
    }
    this.settings = settings;
    this.texts = List.copyOf(texts);
    this.pairs = pairs;
    this.head = head;
  }

  /** Is told after every step, on the training's thread. */
  public FineTuning listening(Consumer<TrainingProgress> listener) {
    hooks.listener = listener;
    return this;
  }

  /** Is asked before every step; when true, {@link #run} throws {@link TrainingCancelled}. */
  public FineTuning stoppingWhen(BooleanSupplier cancelled) {
    hooks.cancelled = cancelled;
    return this;
  }

  /** See {@link HeadTraining#checkpointing}; a checkpoint takes about 300 MB. */
  public FineTuning checkpointing(Path folder, int everySteps) {
    hooks.checkpoints(folder, everySteps);
    return this;
  }

  /**
   * Trains to the end.
   *
   * @return the weights, for {@link FineTuned}
   * @throws TrainingCancelled when told to stop
   */
  public Weights run() {
    Optimisation how = settings.optimisation();
    int[][] rows = Batches.heldOut(pairs, how.heldOut(), settings.seed());
    Batches batches = new Batches(pairs, settings.loss(), rows[0], how.batch(), settings.seed());
    FineTuner.Options options =
        new FineTuner.Options(
            pairs.criteria().size(),
            how.batch(),
            settings.longest(),
            settings.position(),
            how.adam(),
            new Computation(Computation.standard().threads(), settings.bfloat16()),
            settings.seed());
    try (Graph graph = new Graph(new FineTuner(options, head), batches)) {
      return new StepTraining(how, batches, rows[1], hooks).run(graph);
    }
  }

  /** The differences of rewards of pairs by trained weights: by criterion and row. */
  public static double[][] differences(
      Weights trained, int longest, List<String> texts, PreferencePairs pairs) {
    int[] items =
        IntStream.range(0, pairs.rows())
            .flatMap(row -> IntStream.of(pairs.first(row), pairs.second(row)))
            .distinct()
            .toArray();
    float[][] scores;
    try (FineTuned model = new FineTuned(trained, longest)) {
      scores = model.score(Arrays.stream(items).mapToObj(texts::get).toList());
    }
    float[][] byItem = new float[texts.size()][];
    for (int i = 0; i < items.length; i++) {
      byItem[items[i]] = scores[i];
    }
    double[][] differences = new double[pairs.criteria().size()][pairs.rows()];
    for (int c = 0; c < differences.length; c++) {
      for (int row = 0; row < pairs.rows(); row++) {
        differences[c][row] = (double) byItem[pairs.first(row)][c] - byItem[pairs.second(row)][c];
      }
    }
    return differences;
  }

  private String fingerprint() {
    MessageDigest digest = Digests.sha256();
    digest.update((settings + pairs.sha256()).getBytes(StandardCharsets.UTF_8));
    digest.update(Arrays.toString(head).getBytes(StandardCharsets.UTF_8));
    for (String text : texts) {
      digest.update(text.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    return Digests.hex(digest);
  }

  private final class Graph implements StepTraining.Steps {
    private final FineTuner tuner;
    private final Batches batches;

    Graph(FineTuner tuner, Batches batches) {
      this.tuner = tuner;
      this.batches = batches;
    }

    @Override
    public double step(int[] rows, double learningRate) {
      List<String> first = Arrays.stream(rows).mapToObj(r -> texts.get(pairs.first(r))).toList();
      List<String> second = Arrays.stream(rows).mapToObj(r -> texts.get(pairs.second(r))).toList();
      PairTargets targets = batches.targets(rows);
      return tuner.step(first, second, targets, learningRate).loss();
    }

    @Override
    public Snapshot snapshot() {
      return tuner.snapshot();
    }

    @Override
    public void restore(Snapshot snapshot) {
      tuner.restore(snapshot);
    }

    @Override
    public Weights weights() {
      return tuner.weights();
    }

    @Override
    public double[][] differences(int[] rows) {
      return FineTuning.differences(tuner.weights(), settings.longest(), texts, pairs.select(rows));
    }

    @Override
    public void close() {
      tuner.close();
    }
  }
}
