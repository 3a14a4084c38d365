package dev.agon.question.type;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Words and sentences of a text; offsets count UTF-16 units, as browsers do. */
final class Segments {
  /** From {@code start} to before {@code end}. */
  record Span(int start, int end) {}

  private Segments() {}

  /** Whether a span begins and ends where words do, in the language of a BCP 47 tag. */
  static boolean wholeWords(String text, String language, Span span) {
    BreakIterator words = BreakIterator.getWordInstance(Locale.forLanguageTag(language));
    words.setText(text);
    return words.isBoundary(span.start()) && words.isBoundary(span.end());
  }

  /** Whether a span cuts no character in two. */
  static boolean wholeCharacters(String text, Span span) {
    return !splits(text, span.start()) && !splits(text, span.end());
  }

  private static boolean splits(String text, int at) {
    return at > 0
        && at < text.length()
        && Character.isLowSurrogate(text.charAt(at))
        && Character.isHighSurrogate(text.charAt(at - 1));
  }

  /** The sentences of a text without the blanks around them. */
  static List<Span> sentences(String text, String language) {
    BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.forLanguageTag(language));
    breaks.setText(text);
    List<Span> sentences = new ArrayList<>();
    int start = breaks.first();
    for (int end = breaks.next(); end != BreakIterator.DONE; start = end, end = breaks.next()) {
      String sentence = text.substring(start, end);
      int from = start + sentence.length() - sentence.stripLeading().length();
      int to = end - (sentence.length() - sentence.stripTrailing().length());
      if (from < to) {
        sentences.add(new Span(from, to));
      }
    }
    return List.copyOf(sentences);
  }
}
