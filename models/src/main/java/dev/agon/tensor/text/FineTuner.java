package dev.agon.tensor.text;

import dev.agon.tensor.AdamOptions;
import dev.agon.tensor.Computation;
import dev.agon.tensor.DivergedException;
import dev.agon.tensor.Feed;
import dev.agon.tensor.InitialWeights;
import dev.agon.tensor.PairInputs;
import dev.agon.tensor.PairTargets;
import dev.agon.tensor.Snapshot;
import dev.agon.tensor.TrainingGraph;
import dev.agon.tensor.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Trains MiniLM's six layers with a linear reward head on top, end to end, on pairs of texts. The
 * embeddings of tokens, positions and types stay as they are. Equal options and steps give equal
 * bits. It holds about 2 GB outside the heap at batches of 16 pairs of 64 tokens. For one thread at
 * a time; scores come from a {@link FineTuned} copy.
 */
public final class FineTuner implements AutoCloseable {
  static final String EMBEDDINGS = "embeddings/";

  private final TrainingGraph graph;
  private final Tokeniser tokeniser;
  private final Options options;

  /**
   * Its sizes.
   *
   * @param criteria scores of a text
   * @param batch pairs a step; a smaller batch is filled up with pairs that do not count
   * @param longest tokens of a text that count, the marks at its ends included; from 8 to 256
   * @param position whether a position term is trained beside
   * @param adam the optimizer
   * @param computation threads, and whether to multiply in bfloat16
   * @param seed of the head's first values
   */
  public record Options(
      int criteria,
      int batch,
      int longest,
      boolean position,
      AdamOptions adam,
      Computation computation,
      long seed) {
    /** Checks the sizes. */
    public Options {
      if (criteria < 1 || batch < 1 || longest < TextGraph.STEP || longest > MiniLm.LONGEST) {
        throw new IllegalArgumentException(
            "needs at least one criterion and pair, and 8 to 256 tokens, not %d, %d and %d"
                .formatted(criteria, batch, longest));
      }
    }
  }

  /** Begins from MiniLM as published and a head of small random values. */
  public FineTuner(Options options) {
    this(options, null);
  }

  /**
   * Begins from MiniLM as published.
   *
   * @param head [384, criteria] row-major: a linear head that was fitted on MiniLM's vectors, from
   *     which fine-tuning loses less of what the encoder knows (Kumar et al., ICLR 2022); null for
   *     small random values
   */
  public FineTuner(Options options, float @Nullable [] head) {
    this.options = options;
    tokeniser = new Tokeniser(options.longest());
    graph = new TrainingGraph(options.computation());
    Weights weights = MiniLmWeights.read();
    int rows = 2 * options.batch();
    Operand<TInt32> tokens = graph.placeholder("tokens", TInt32.class, rows, -1);
    Operand<TFloat32> mask = graph.placeholder("mask", TFloat32.class, rows, -1);
    Operand<TFloat32> vectors =
        new Bert(graph.tf(), name -> variable(name, weights), rows).vectors(tokens, mask);
    Operand<TFloat32> headWeight = graph.variable(ScoreHead.NAME, head(options, head));
    PairInputs inputs =
        new PairInputs(graph, options.batch(), options.criteria(), options.position());
    graph.minimise(inputs.loss(ScoreHead.scores(graph.tf(), vectors, headWeight)), options.adam());
  }

  private Operand<TFloat32> variable(String name, Weights weights) {
    return name.startsWith(EMBEDDINGS)
        ? graph.frozen(name, weights.get(name))
        : graph.variable(name, weights.get(name));
  }

  private static Weights.Tensor head(Options options, float @Nullable [] head) {
    if (head == null) {
      return new InitialWeights(options.seed()).uniform(MiniLmWeights.HIDDEN, options.criteria());
    }
    float[] scaled = head.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] /= ScoreHead.SCALE;
    }
    return new Weights.Tensor(new long[] {MiniLmWeights.HIDDEN, options.criteria()}, scaled);
  }

  /**
   * One step of Adam.
   *
   * @param first the first texts of the pairs
   * @param second the second texts
   * @param targets of as many pairs, at most the batch's
   * @param learningRate of this step
   * @throws DivergedException when the loss is no longer finite
   */
  public TrainingGraph.Step step(
      List<String> first, List<String> second, PairTargets targets, double learningRate) {
    int pairs = targets.pairs();
    if (first.size() != pairs || second.size() != pairs) {
      throw new IllegalArgumentException(
          "%d firsts and %d seconds for %d pairs".formatted(first.size(), second.size(), pairs));
    }
    Map<String, Feed> feeds = PairInputs.feeds(targets, options.batch(), options.criteria());
    int[][] texts = new int[2 * options.batch()][];
    Arrays.fill(texts, new int[0]);
    for (int pair = 0; pair < pairs; pair++) {
      texts[pair] = tokeniser.tokens(first.get(pair));
      texts[options.batch() + pair] = tokeniser.tokens(second.get(pair));
    }
    feedTexts(feeds, texts);
    return graph.step(feeds, learningRate);
  }

  /** As wide as the longest of these texts, rounded up. */
  private static void feedTexts(Map<String, Feed> feeds, int[][] texts) {
    int width = 0;
    for (int[] text : texts) {
      width = Math.max(width, TextGraph.length(text));
    }
    int[] ids = new int[texts.length * width];
    float[] mask = new float[texts.length * width];
    for (int row = 0; row < texts.length; row++) {
      int length = texts[row].length;
      System.arraycopy(texts[row], 0, ids, row * width, length);
      Arrays.fill(mask, row * width, row * width + length, 1);
    }
    feeds.put("tokens", Feed.of(ids, texts.length, width));
    feeds.put("mask", Feed.of(mask, texts.length, width));
  }

  /** A copy of the trained weights, from which {@link FineTuned} scores. */
  public Weights weights() {
    return graph.weights();
  }

  /** All that a resumption needs. */
  public Snapshot snapshot() {
    return graph.snapshot();
  }

  /** Goes on from a snapshot of a training with equal options. */
  public void restore(Snapshot snapshot) {
    graph.restore(snapshot);
  }

  @Override
  public void close() {
    graph.close();
    tokeniser.close();
  }
}
