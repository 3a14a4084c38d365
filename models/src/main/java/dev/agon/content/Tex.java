package dev.agon.content;

import org.jspecify.annotations.Nullable;

/**
 * Formulas as LaTeX writes them, turned into MathML that browsers draw by themselves. Knows the
 * mathematics that people and models write; a formula with anything else in it is not turned.
 */
public final class Tex {
  /** Characters of a formula; longer ones are not turned. */
  public static final int LONGEST = 5_000;

  private Tex() {}

  /**
   * The formula as a {@code math} element, or null if it has something that is not known. Nothing
   * of the formula is in it but as escaped text.
   *
   * @param tex without the signs around it
   * @param display whether it stands on lines of its own
   */
  public static @Nullable String toMathml(String tex, boolean display) {
    if (tex.length() > LONGEST || tex.isBlank()) {
      return null;
    }
    try {
      String body = new TexParser(tex).whole();
      return "<math" + (display ? " display=\"block\"" : "") + ">" + body + "</math>";
    } catch (TexUnknown e) {
      return null;
    }
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
