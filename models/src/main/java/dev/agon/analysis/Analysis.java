package dev.agon.analysis;

import java.util.List;
import java.util.Set;

/** An analysis of votes. It keeps no state: one object serves all who ask. */
public interface Analysis {
  /** What it is called in commands and addresses: lower-case words with hyphens. */
  String name();

  /** What it tells, in a sentence. */
  String meaning();

  /** What can be chosen, in the order in which people see it. */
  default List<Parameter> parameters() {
    return List.of();
  }

  /** What the votes must have beside items and outcomes. */
  default Set<Need> needs() {
    return Set.of();
  }

  /**
   * Analyses votes that have what is needed.
   *
   * @return the same report for the same votes and parameters
   * @throws IllegalArgumentException in a sentence for a person, when the votes do not suffice or a
   *     parameter does not fit them
   */
  AnalysisReport run(Votes votes, Chosen chosen);

  /** What votes may have beside items and outcomes. */
  enum Need {
    /** Who voted. */
    ANNOTATORS,
    /** Which comparison was judged, so that votes of several people on one are known. */
    COMPARISONS,
    /** Which prompt was answered. */
    PROMPTS
  }
}
