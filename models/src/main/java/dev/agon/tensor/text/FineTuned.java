package dev.agon.tensor.text;

import dev.agon.tensor.NativeLibrary;
import dev.agon.tensor.PairInputs;
import dev.agon.tensor.Weights;
import java.util.List;

/**
 * A reward model that was trained with {@link FineTuner}: scores texts in float32, from a copy of
 * the weights. A text's scores have equal bits whatever is scored with it. Safe for use by several
 * threads.
 */
public final class FineTuned implements AutoCloseable {
  private final Tokeniser tokeniser;
  private final TextGraph graph;

  /**
   * Loads it to run on all processors.
   *
   * @param trained what {@link FineTuner#weights} gave; the embeddings are MiniLM's own
   * @param longest tokens of a text that count, as in training
   * @throws IllegalArgumentException when a tensor is missing
   */
  public FineTuned(Weights trained, int longest) {
    this(trained, longest, Runtime.getRuntime().availableProcessors());
  }

  /** As above, with a number of texts that are scored at a time on a CPU. */
  public FineTuned(Weights trained, int longest, int threads) {
    NativeLibrary.load();
    trained.get(ScoreHead.NAME);
    tokeniser = new Tokeniser(longest);
    graph =
        new TextGraph(
            MiniLmWeights.read()
                .only(name -> name.startsWith(FineTuner.EMBEDDINGS))
                .putAll(trained.only(name -> !name.equals(PairInputs.POSITION))),
            TextGraph.Answer.SCORES,
            threads);
  }

  /** Scores of texts, [text][criterion], in logits. */
  public float[][] score(List<String> texts) {
    return graph.answers(texts.stream().map(tokeniser::tokens).toList());
  }

  /** The number of criteria. */
  public int criteria() {
    return graph.width();
  }

  /** Scores by other weights of the same shapes from now on; not while another thread scores. */
  public void assign(Weights trained) {
    graph.assign(trained.only(name -> !name.equals(PairInputs.POSITION)));
  }

  @Override
  public void close() {
    graph.close();
    tokeniser.close();
  }
}
