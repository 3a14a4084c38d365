package dev.agon.text;

import java.util.List;

/**
 * Turns texts into vectors of one dimension. A text's vector depends on the text, the encoder's
 * name and its version alone: it has the same bits whatever other texts are encoded with it, in
 * whatever order, so that a stored vector can stand for a fresh one. Safe for use by several
 * threads.
 */
public interface Encoder extends AutoCloseable {
  /** What it is called, for example {@code minilm}: letters, digits and dashes. */
  String name();

  /** Changes whenever the same text could get another vector; with the name it is a cache's key. */
  String version();

  /** The length of every vector. */
  int dimension();

  /**
   * Encodes texts.
   *
   * @param texts any texts, also empty ones; none may be null
   * @return one vector of {@link #dimension} finite numbers a text, in the texts' order
   */
  float[][] encode(List<String> texts);

  /** Gives back what it holds outside the heap. It must not be used afterwards. */
  @Override
  default void close() {}
}
