package dev.agon.question.type;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agon.question.Fault;
import dev.agon.question.Problems;
import dev.agon.question.Shown;

/** A passage of a text in an answer: {@code "start"} and {@code "end"}. */
final class Passages {
  private static final Segments.Span NOWHERE = new Segments.Span(0, 0);

  private Passages() {}

  /**
   * Reads a passage of at least one character.
   *
   * @param words whether it must consist of whole words
   */
  static Segments.Span span(Shown.Text text, JsonNode raw, boolean words, Problems problems) {
    int length = text.text().length();
    if (length == 0) {
      problems.add(Fault.EMPTY_TEXT);
      return NOWHERE;
    }
    int start = Reading.whole(raw.path("start"), 0, length - 1, problems.in("start"));
    int end = Reading.whole(raw.path("end"), start + 1, length, problems.in("end"));
    Segments.Span span = new Segments.Span(start, end);
    if (!Segments.wholeCharacters(text.text(), span)) {
      problems.add(Fault.CUT_CHARACTER);
    } else if (words && !Segments.wholeWords(text.text(), span)) {
      problems.add(Fault.CUT_WORD);
    }
    return span;
  }
}
