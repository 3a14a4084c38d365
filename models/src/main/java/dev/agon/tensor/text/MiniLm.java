package dev.agon.tensor.text;

import dev.agon.tensor.NativeLibrary;
import dev.agon.text.Encoder;
import java.util.List;

/**
 * The sentence transformer all-MiniLM-L6-v2 as a graph of TensorFlow, in float32. Of a text the
 * first {@value #LONGEST} tokens count. It holds 91 MB of weights outside the heap.
 */
public final class MiniLm implements Encoder {
  /** Tokens of a text that count, the marks at its ends included. */
  public static final int LONGEST = 256;

  private final String name;
  private final Tokeniser tokeniser;
  private final TextGraph graph;

  private MiniLm(String name, TextGraph.Answer answer, int threads) {
    NativeLibrary.load();
    this.name = name;
    this.tokeniser = new Tokeniser(LONGEST);
    this.graph = new TextGraph(MiniLmWeights.read(), answer, threads);
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
    return new MiniLm("minilm", TextGraph.Answer.VECTOR, threads);
  }

  /**
   * Loads it to answer with more: the mean over a text's tokens after each of the six layers, the
   * first layer's first, as they are. The last 384 of these 2,304 numbers are {@link #load}'s
   * vector before it is scaled.
   */
  public static MiniLm layers() {
    return layers(Runtime.getRuntime().availableProcessors());
  }

  /** As above, with a number of texts that are encoded at a time on a CPU. */
  public static MiniLm layers(int threads) {
    return new MiniLm("minilm-layers", TextGraph.Answer.LAYERS, threads);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public int dimension() {
    return graph.width();
  }

  /** Vectors of length 1, unless it answers with layers. */
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
