package dev.agon.cli.input;

import dev.agon.table.Winners;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** What words in a winner column mean. */
public final class WinnerOptions {
  @Option(
      names = "--outcome",
      paramLabel = "WORD=OUTCOME",
      description =
          "What a word in the winner column means: left, right, tie, both_bad, or skip, which leaves"
              + " its rows out; may be given several times. Known without: these words, model_a,"
              + " model_b, A, B, first, second, 1, 2, draw, equal, tie (bothbad), in any letter case,"
              + " and the winner's own name.")
  private Map<String, String> outcomes = new LinkedHashMap<>();

  /**
   * The words.
   *
   * @throws IllegalArgumentException when a meaning is no outcome
   */
  public Winners winners() {
    return Winners.of(outcomes);
  }
}
