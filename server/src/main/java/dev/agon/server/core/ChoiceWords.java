package dev.agon.server.core;

import dev.agon.preference.Outcome;

/** What answers call an outcome, as the two responses stood on the screen. */
public final class ChoiceWords {
  private ChoiceWords() {}

  /**
   * The word: first, second, tie or both_bad.
   *
   * @param swapped whether the comparison's first response stood second
   */
  public static String onScreen(Outcome outcome, boolean swapped) {
    return switch (swapped ? outcome.swapped() : outcome) {
      case FIRST -> "first";
      case SECOND -> "second";
      case TIE -> "tie";
      case BOTH_BAD -> "both_bad";
    };
  }
}
