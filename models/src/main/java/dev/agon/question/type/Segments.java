package dev.agon.question.type;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words and sentences of a text; offsets count UTF-16 units, as browsers do. The rules are simple,
 * so that the page and the server agree on every text: their twin is {@code annotate/passages.js}.
 */
final class Segments {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}\\p{M}]");
  private static final Pattern SENTENCE =
      Pattern.compile("[^\\n。！？]*?(?:[.!?…]+[\"'”’)\\]]*(?=\\s|$)|[。！？]+[」』”’）]*|\\n|$)");

  /** Written without blanks between words. */
  private static final Set<Character.UnicodeScript> UNSPACED =
      EnumSet.of(
          Character.UnicodeScript.HAN,
          Character.UnicodeScript.HIRAGANA,
          Character.UnicodeScript.KATAKANA,
          Character.UnicodeScript.THAI,
          Character.UnicodeScript.LAO,
          Character.UnicodeScript.KHMER,
          Character.UnicodeScript.MYANMAR);

  /** From {@code start} to before {@code end}. */
  record Span(int start, int end) {}

  private Segments() {}

  /** Whether a span begins and ends where no word goes on. */
  static boolean wholeWords(String text, Span span) {
    return !insideWord(text, span.start()) && !insideWord(text, span.end());
  }

  private static boolean insideWord(String text, int at) {
    return at > 0
        && at < text.length()
        && isSpacedWord(text.codePointBefore(at))
        && isSpacedWord(text.codePointAt(at));
  }

  private static boolean isSpacedWord(int character) {
    return WORD.matcher(Character.toString(character)).matches()
        && !UNSPACED.contains(Character.UnicodeScript.of(character));
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
  static List<Span> sentences(String text) {
    List<Span> sentences = new ArrayList<>();
    Matcher found = SENTENCE.matcher(text);
    while (found.find()) {
      String sentence = found.group();
      int from = found.start() + sentence.length() - sentence.stripLeading().length();
      int to = found.start() + sentence.stripTrailing().length();
      if (from < to) {
        sentences.add(new Span(from, to));
      }
    }
    return List.copyOf(sentences);
  }
}
