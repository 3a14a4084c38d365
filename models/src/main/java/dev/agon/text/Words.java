package dev.agon.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The words of a text: runs of letters, digits and combining marks; an ideograph is a word by
 * itself, since no space parts it from the next.
 */
final class Words {
  private Words() {}

  /** Compatibility-composed (NFKC) and in lower case by the root locale. */
  static String fold(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }

  /** The words of a text, as written. */
  static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    int start = -1;
    for (int at = 0; at < text.length(); ) {
      int point = text.codePointAt(at);
      int next = at + Character.charCount(point);
      boolean ideograph = Character.isIdeographic(point);
      if (start >= 0 && (ideograph || !isWordPart(point))) {
        words.add(text.substring(start, at));
        start = -1;
      }
      if (ideograph) {
        words.add(text.substring(at, next));
      } else if (start < 0 && isWordPart(point)) {
        start = at;
      }
      at = next;
    }
    if (start >= 0) {
      words.add(text.substring(start));
    }
    return words;
  }

  static boolean isWordPart(int point) {
    return Character.isLetterOrDigit(point)
        || switch (Character.getType(point)) {
          case Character.NON_SPACING_MARK,
              Character.COMBINING_SPACING_MARK,
              Character.ENCLOSING_MARK ->
              true;
          default -> false;
        };
  }
}
