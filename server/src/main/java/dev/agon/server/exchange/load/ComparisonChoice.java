package dev.agon.server.exchange.load;

/** What is to be compared of the responses to an imported prompt. */
public enum ComparisonChoice {
  /** Nothing: rows of their own say what. */
  NONE,
  /** Every two generators' responses. */
  PAIRS,
  /** All of them at once, as rankings and rubrics ask: 2 to 8. */
  TOGETHER
}
