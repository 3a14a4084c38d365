package dev.agon.server.exchange.read;

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

  /** Whether its rows have answers to questions. */
  public boolean hasAnswers() {
    return this == ANSWERS || this == ULTRAFEEDBACK;
  }
}
