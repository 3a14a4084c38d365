package dev.agon.server.http.content;

import java.util.Set;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Scanner;

/**
 * Finds formulas within lines. It gives up where another one would begin, so that it takes time
 * proportional to the text. Sums of money are no formulas: a dollar sign opens one only before and
 * closes one only after something that is not blank, and never before a digit.
 */
final class FormulaScanner implements InlineContentParser {
  private static final char NONE = 0;

  /** Makes them for a parser. */
  static final class Factory implements InlineContentParserFactory {
    @Override
    public Set<Character> getTriggerCharacters() {
      return Set.of('$', '\\');
    }

    @Override
    public InlineContentParser create() {
      return new FormulaScanner();
    }
  }

  @Override
  public ParsedInline tryParse(InlineParserState state) {
    Scanner in = state.scanner();
    int before = in.peekPreviousCodePoint();
    if (in.next("$$")) {
      return dollars(in, "$$");
    }
    if (in.next('$')) {
      boolean opens = !isWord(before) && !Character.isWhitespace(in.peek()) && in.peek() != '$';
      return opens ? dollars(in, "$") : ParsedInline.none();
    }
    in.next();
    if (in.peek() == '(' || in.peek() == '[') {
      char open = in.peek();
      in.next();
      return brackets(in, open);
    }
    return ParsedInline.none();
  }

  private static ParsedInline dollars(Scanner in, String sign) {
    StringBuilder tex = new StringBuilder();
    char last = NONE;
    while (in.hasNext() && in.peek() != '$') {
      last = in.peek();
      tex.append(last);
      in.next();
      if (last == '\\' && in.hasNext()) {
        tex.append(in.peek());
        in.next();
      }
    }
    boolean closes =
        sign.length() == 2
            ? in.next("$$")
            : !Character.isWhitespace(last)
                && in.next('$')
                && !isDigit(in.peek())
                && in.peek() != '$';
    return closes ? found(in, sign, tex, sign) : ParsedInline.none();
  }

  private static ParsedInline brackets(Scanner in, char open) {
    char close = open == '(' ? ')' : ']';
    StringBuilder tex = new StringBuilder();
    while (in.hasNext()) {
      char next = in.peek();
      in.next();
      if (next == '\\' && in.peek() == close) {
        in.next();
        return found(in, "\\" + open, tex, "\\" + close);
      }
      if (next == '\\' && in.peek() == open) {
        return ParsedInline.none();
      }
      tex.append(next);
      if (next == '\\' && in.hasNext()) {
        tex.append(in.peek());
        in.next();
      }
    }
    return ParsedInline.none();
  }

  private static ParsedInline found(Scanner in, String open, StringBuilder tex, String close) {
    return tex.toString().isBlank()
        ? ParsedInline.none()
        : ParsedInline.of(new Formulas.Inline(open, tex.toString(), close), in.position());
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWord(int c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
