package dev.agon.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * A text as people see it, in order: words of scripts that put spaces between them, and beside them
 * each other visible character by itself. A character is a letter of a script without spaces, a
 * punctuation mark, a symbol or an emoji, with the marks, joiners and modifiers that change how it
 * looks (about what Unicode Standard Annex 29 calls an extended grapheme cluster). A line break and
 * an empty line between two pieces are pieces too. What nobody sees (soft hyphens, zero-width
 * spaces, directional marks) is passed over.
 */
final class ScriptTokens {
  /** What stands for a line break. */
  static final String BREAK = "\n";

  /** What stands for one or more empty lines. */
  static final String EMPTY_LINE = "\n\n";

  /**
   * One piece.
   *
   * @param text of words and letters in lower case and compatibility-composed, of others as written
   * @param word whether it is a word of a script that puts spaces between words
   * @param apart whether white space or the text's beginning stands before it
   */
  record Piece(String text, boolean word, boolean apart) {}

  private static final int JOINER = 0x200d;

  private final String text;
  private final List<Piece> pieces = new ArrayList<>();
  private int at;
  private int breaks;
  private boolean apart = true;

  private ScriptTokens(String text) {
    this.text = text;
  }

  /** The pieces of a text. */
  static List<Piece> of(String text) {
    ScriptTokens reading = new ScriptTokens(Normalizer.normalize(text, Normalizer.Form.NFC));
    reading.read();
    return reading.pieces;
  }

  private void read() {
    while (at < text.length()) {
      int point = text.codePointAt(at);
      if (isSpace(point)) {
        breaks += point == '\n' || point == 0x2028 || point == 0x2029 ? 1 : 0;
        breaks += point == 0x2029 ? 1 : 0;
        apart = true;
        at += Character.charCount(point);
      } else if (isUnseen(point)) {
        at += Character.charCount(point);
      } else if (isUnspaced(point)) {
        add(Words.fold(cluster(point)), false);
      } else if (Words.isWordPart(point)) {
        add(Words.fold(word()), true);
      } else {
        add(cluster(point), false);
      }
    }
  }

  private void add(String piece, boolean word) {
    if (breaks > 0 && !pieces.isEmpty()) {
      pieces.add(new Piece(breaks == 1 ? BREAK : EMPTY_LINE, false, true));
    }
    pieces.add(new Piece(piece, word, apart));
    breaks = 0;
    apart = false;
  }

  private String word() {
    int start = at;
    StringBuilder seen = new StringBuilder();
    while (at < text.length()) {
      int point = text.codePointAt(at);
      if (isUnspaced(point) || !(Words.isWordPart(point) || isUnseen(point))) {
        break;
      }
      at += Character.charCount(point);
      if (!isUnseen(point)) {
        seen.appendCodePoint(point);
      }
    }
    return seen.length() == at - start ? text.substring(start, at) : seen.toString();
  }

  /** From the character at hand to the end of what is seen as one with it. */
  private String cluster(int first) {
    int start = at;
    at += Character.charCount(first);
    if (isRegional(first) && at < text.length() && isRegional(text.codePointAt(at))) {
      at += 2;
    }
    while (at < text.length()) {
      int point = text.codePointAt(at);
      int after = at + Character.charCount(point);
      if (point == JOINER && after < text.length() && isPictorial(text.codePointAt(after))) {
        at = after + Character.charCount(text.codePointAt(after));
      } else if (isExtension(point)) {
        at = after;
      } else {
        break;
      }
    }
    return text.substring(start, at);
  }

  /** Combining marks, variation selectors, skin tones, and the two half-width voicing marks. */
  private static boolean isExtension(int point) {
    return (point >= 0x1f3fb && point <= 0x1f3ff)
        || point == 0xff9e
        || point == 0xff9f
        || switch (Character.getType(point)) {
          case Character.NON_SPACING_MARK,
              Character.COMBINING_SPACING_MARK,
              Character.ENCLOSING_MARK ->
              true;
          default -> false;
        };
  }

  private static boolean isRegional(int point) {
    return point >= 0x1f1e6 && point <= 0x1f1ff;
  }

  private static boolean isPictorial(int point) {
    return Character.getType(point) == Character.OTHER_SYMBOL;
  }

  private static boolean isSpace(int point) {
    return Character.isWhitespace(point)
        || Character.isSpaceChar(point)
        || Character.getType(point) == Character.CONTROL;
  }

  private static boolean isUnseen(int point) {
    return Character.getType(point) == Character.FORMAT;
  }

  /** Whether it is a letter or digit of a script that puts no spaces between words. */
  private static boolean isUnspaced(int point) {
    if (point < 0x0e00 || !Words.isWordPart(point)) {
      return false;
    }
    return (point >= 0x3005 && point <= 0x30ff)
        || (point >= 0xff66 && point <= 0xff9f)
        || Character.isIdeographic(point)
        || switch (Character.UnicodeScript.of(point)) {
          case THAI, LAO, KHMER, MYANMAR, HAN, HIRAGANA, KATAKANA, BOPOMOFO, YI, TAI_LE -> true;
          case NEW_TAI_LUE, TAI_THAM, TAI_VIET, JAVANESE, BALINESE -> true;
          default -> false;
        };
  }
}
