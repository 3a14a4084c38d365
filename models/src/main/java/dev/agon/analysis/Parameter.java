package dev.agon.analysis;

import java.util.List;

/** What can be chosen of an analysis. */
public sealed interface Parameter {
  /** What it is called: lower-case words with hyphens. */
  String name();

  /** What it decides, in a sentence. */
  String meaning();

  /**
   * A whole number from {@code least} to {@code most}.
   *
   * @param initial what holds when nothing is said
   */
  record Whole(String name, String meaning, int least, int most, int initial)
      implements Parameter {}

  /**
   * One of some words.
   *
   * @param initial what holds when nothing is said
   */
  record Choice(String name, String meaning, List<String> words, String initial)
      implements Parameter {
    public Choice {
      words = List.copyOf(words);
    }
  }

  /** The name of an item, which has to be said. */
  record Item(String name, String meaning) implements Parameter {}
}
