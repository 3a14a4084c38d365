package dev.agon.server.comparison;

import java.util.List;

/** What a comparison shows: its prompt and its responses in the comparison's own order. */
record Content(Text prompt, List<Text> responses) {
  /**
   * @param text as it was imported: hostile
   * @param html the same as HTML that can do nothing, in no language
   * @param language a BCP 47 tag
   */
  record Text(String text, String html, String language) {}
}
