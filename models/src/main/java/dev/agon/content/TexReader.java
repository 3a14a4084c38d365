package dev.agon.content;

/** A formula read from its beginning to its end, a sign or a command at a time. */
final class TexReader {
  private final String tex;
  private int at;

  TexReader(String tex) {
    this.tex = tex;
  }

  /** The next character without taking it, blanks left out; 0 at the end. */
  char peek() {
    while (at < tex.length() && Character.isWhitespace(tex.charAt(at))) {
      at++;
    }
    return at < tex.length() ? tex.charAt(at) : 0;
  }

  /** Takes what {@link #peek} shows: a character, whole if it needs two. */
  String next() {
    peek();
    int length = Character.charCount(tex.codePointAt(at));
    at += length;
    return tex.substring(at - length, at);
  }

  /** Whether the next is this, which is then taken. */
  boolean take(String text) {
    peek();
    if (!tex.startsWith(text, at)) {
      return false;
    }
    at += text.length();
    return true;
  }

  /**
   * The command that comes next without taking it, as {@code frac} or {@code ,}; empty for none.
   */
  String command() {
    if (peek() != '\\' || at + 1 >= tex.length()) {
      return "";
    }
    int end = at + 1;
    while (end < tex.length() && isLetter(tex.charAt(end))) {
      end++;
    }
    return tex.substring(at + 1, Math.max(end, at + 2));
  }

  /** Takes a command. */
  void skip(String command) {
    at += 1 + command.length();
  }

  /** Takes {@code *} right after a command. */
  boolean star() {
    if (at < tex.length() && tex.charAt(at) == '*') {
      at++;
      return true;
    }
    return false;
  }

  /** The text within braces, as it is; the braces within it belong together. */
  String braced() throws TexUnknown {
    if (!take("{")) {
      throw new TexUnknown("no {");
    }
    int start = at;
    for (int open = 1; at < tex.length(); at++) {
      char c = tex.charAt(at);
      if (c == '\\') {
        at++;
      } else if (c == '{') {
        open++;
      } else if (c == '}' && --open == 0) {
        return tex.substring(start, at++);
      }
    }
    throw new TexUnknown("no }");
  }

  /** Digits with points and commas between them. */
  String number() {
    int start = at;
    while (at < tex.length() && (isDigit(at) || (isPoint(at) && isDigit(at + 1)))) {
      at++;
    }
    return tex.substring(start, at);
  }

  private boolean isPoint(int place) {
    return tex.charAt(place) == '.' || tex.charAt(place) == ',';
  }

  private boolean isDigit(int place) {
    return place < tex.length() && tex.charAt(place) >= '0' && tex.charAt(place) <= '9';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
