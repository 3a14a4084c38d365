package dev.agon.server.http.i18n;

import com.ibm.icu.util.ULocale;

/** Which way a text of people and models is written, as HTML's {@code dir} says it. */
public final class TextDirection {
  private TextDirection() {}

  /**
   * {@code rtl} for a language so written, {@code ltr} where the tag itself names such a script;
   * for all others, as tags are often left out or wrong, the browser looks at the letters.
   */
  public static String of(String languageTag) {
    ULocale locale = ULocale.forLanguageTag(languageTag);
    if (locale.isRightToLeft()) {
      return "rtl";
    }
    return locale.getScript().isEmpty() ? "auto" : "ltr";
  }
}
