package dev.agon.server.http;

import java.util.Locale;
import java.util.Set;

/** Which way a text of people and models is written, as HTML's {@code dir} says it. */
public final class TextDirection {
  private static final Set<String> RIGHT_TO_LEFT =
      Set.of("ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi");

  private TextDirection() {}

  /** {@code rtl} for a language so written; for all others the browser looks at the letters. */
  public static String of(String languageTag) {
    String primary = languageTag.split("-", 2)[0].toLowerCase(Locale.ROOT);
    return RIGHT_TO_LEFT.contains(primary) ? "rtl" : "auto";
  }
}
