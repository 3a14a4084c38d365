package dev.agon.server.http.i18n;

import com.ibm.icu.number.LocalizedNumberFormatter;
import com.ibm.icu.number.NumberFormatter;
import com.ibm.icu.number.Precision;
import com.ibm.icu.text.PluralRules;
import com.ibm.icu.util.ULocale;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A language that the pages speak. It is not the language of what is judged, nor one that an
 * annotator reads.
 *
 * @param tag BCP 47, as the pages and the names of message files say it
 * @param name in the language itself
 * @param locale how its numbers and times are written, as BCP 47 says it
 * @param direction {@code ltr} or {@code rtl}
 */
public record InterfaceLanguage(
    String tag,
    String name,
    String locale,
    String direction,
    PluralRules plurals,
    Numbers numbers) {

  /** How a language writes numbers. */
  public record Numbers(LocalizedNumberFormatter formatter) {
    public String format(Number number, int decimals) {
      return formatter.precision(Precision.fixedFraction(decimals)).format(number).toString();
    }
  }

  /**
   * In the order of the switch. Arabic keeps the digits that stand on the keys and in number
   * fields.
   */
  public static final List<InterfaceLanguage> ALL =
      List.of(
          of("en", "English", "en"),
          of("de", "Deutsch", "de"),
          of("fr", "Français", "fr"),
          of("zh-Hans", "简体中文", "zh-Hans"),
          of("ar", "العربية", "ar-u-nu-latn"));

  private static InterfaceLanguage of(String tag, String name, String locale) {
    ULocale icu = ULocale.forLanguageTag(locale);
    return new InterfaceLanguage(
        tag,
        name,
        locale,
        icu.isRightToLeft() ? "rtl" : "ltr",
        PluralRules.forLocale(icu),
        new Numbers(NumberFormatter.withLocale(icu).roundingMode(RoundingMode.HALF_EVEN)));
  }

  /** The language with a tag; English for one that is not ours. */
  public static InterfaceLanguage of(String tag) {
    InterfaceLanguage found = known(tag);
    return found == null ? ALL.getFirst() : found;
  }

  /** The language with a tag, or null. */
  public static @Nullable InterfaceLanguage known(@Nullable String tag) {
    return ALL.stream().filter(language -> language.tag.equals(tag)).findFirst().orElse(null);
  }

  boolean rightToLeft() {
    return direction.equals("rtl");
  }
}
