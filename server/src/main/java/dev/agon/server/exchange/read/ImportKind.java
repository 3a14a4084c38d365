package dev.agon.server.exchange.read;

import java.util.Locale;

/** What the rows of a file are. */
public enum ImportKind {
  /** Prompts with responses: one row a prompt, or one a response. */
  PROMPTS,
  /** Two responses to one prompt, to be compared. */
  PAIRS,
  /** Votes of the past. */
  VOTES,
  /** Answers to a study's questions. */
  ANSWERS,
  /** Instructions with completions and their ratings by aspect, as UltraFeedback publishes them. */
  ULTRAFEEDBACK,
  /** An export of Agon's own. */
  AGON;

  /** The word in forms and rows of jobs. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The kind that a word names.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ImportKind of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** Whether its rows have answers to questions. */
  public boolean hasAnswers() {
    return this == ANSWERS || this == ULTRAFEEDBACK;
  }
}
