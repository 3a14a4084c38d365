package dev.agon.server.exchange;

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
  /** An export of Agon's own. */
  AGON
}
