package dev.agon.tensor;

import dev.agon.text.Encoder;
import java.util.List;

/**
 * The sentence transformer all-MiniLM-L6-v2 as a graph of TensorFlow, in float32. Of a text the
 * first {@value #LONGEST} tokens count. It holds 91 MB of weights outside the heap.
 */
public final class MiniLm implements Encoder {
  /** Tokens of a text that count, the marks at its ends included. */
  public static final int LONGEST = 256;

  private final Tokeniser tokeniser;
  private final TextGraph graph;

  private MiniLm(Tokeniser tokeniser, TextGraph graph) {
    this.tokeniser = tokeniser;
    this.graph = graph;
  }

  /** Loads it to run on all processors; takes about two seconds. */
  public static MiniLm load() {
    return load(Runtime.getRuntime().availableProcessors());
  }

  /**
   * Loads it.
   *
   * @param threads texts that it encodes at a time on a CPU; vectors do not depend on it
   */
  public static MiniLm load(int threads) {
    NativeLibrary.load();
    return new MiniLm(new Tokeniser(LONGEST), new TextGraph(MiniLmWeights.read(), threads));
  }

  @Override
  public String name() {
    return "minilm";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public int dimension() {
    return graph.width();
  }

  /** Vectors of length 1. */
  @Override
  public float[][] encode(List<String> texts) {
    return graph.answers(texts.stream().map(tokeniser::tokens).toList());
  }

  @Override
  public void close() {
    graph.close();
    tokeniser.close();
  }
}
