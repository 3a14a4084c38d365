package dev.agon.server.core;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What is judged.
 *
 * @param ordinal from 1, in the order that annotators see
 * @param question what annotators are asked; empty when the study's own question says it
 */
public record Criterion(int ordinal, String name, String question) {
  /** Criteria as columns of a row have them, in the same order. */
  public static List<Criterion> all(Short[] ordinals, String[] names, String[] questions) {
    return IntStream.range(0, ordinals.length)
        .mapToObj(k -> new Criterion(ordinals[k], names[k], questions[k]))
        .toList();
  }

  /** As above, where questions are of no interest. */
  public static List<Criterion> all(Short[] ordinals, String[] names) {
    return IntStream.range(0, ordinals.length)
        .mapToObj(k -> new Criterion(ordinals[k], names[k]))
        .toList();
  }

  /** A criterion whose question is of no interest. */
  public Criterion(int ordinal, String name) {
    this(ordinal, name, "");
  }
}
