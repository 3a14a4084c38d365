package dev.agon.table;

import java.util.regex.Pattern;

/**
 * Texts in CSV that no spreadsheet computes: an apostrophe stands before those that it would, and
 * before those that begin with apostrophes and then so, which makes it possible to undo.
 */
public final class SpreadsheetText {
  private static final String FORMULA = "=+\\-@|%\uFF1D\uFF0B\uFF0D\uFF20";

  /** Spreadsheets skip blanks and control characters before a formula, and know wide signs. */
  private static final Pattern COMPUTED =
      Pattern.compile(
          "'*(?:[\\x00-\\x1f\\x7f-\\x9f]|[ \\t\\n\\x0b\\f\\r\\u00a0\\u3000]*[" + FORMULA + "]).*",
          Pattern.DOTALL);

  private SpreadsheetText() {}

  /** The text with an apostrophe before it, where it needs one. */
  public static String of(String text) {
    return mayNeed(text) && COMPUTED.matcher(text).matches() ? "'" + text : text;
  }

  /** The text that {@link #of} made this of. */
  public static String undo(String text) {
    boolean made = text.startsWith("'") && COMPUTED.matcher(text.substring(1)).matches();
    return made ? text.substring(1) : text;
  }

  /** Whether the first character is no letter or digit. */
  private static boolean mayNeed(String text) {
    return !text.isEmpty() && !Character.isLetterOrDigit(text.charAt(0));
  }
}
