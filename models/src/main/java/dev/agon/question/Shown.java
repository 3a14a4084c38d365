package dev.agon.question;

import java.util.List;

/**
 * What lay before the annotator.
 *
 * @param responses in the order of the screen, at least two
 */
public record Shown(Text prompt, List<Text> responses) {
  /**
   * A text as it was imported.
   *
   * @param language a BCP 47 tag
   */
  public record Text(String text, String language) {}

  /** How many responses there are. */
  public int size() {
    return responses.size();
  }
}
