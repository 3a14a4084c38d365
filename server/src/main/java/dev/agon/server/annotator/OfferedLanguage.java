package dev.agon.server.annotator;

import com.ibm.icu.util.ULocale;
import dev.agon.server.http.i18n.TextDirection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A language that an annotator is asked about.
 *
 * @param tag language, with the script where texts name one
 * @param name in the language itself
 * @param direction of the name
 * @param level as the annotator named it; 0 for not at all
 */
record OfferedLanguage(String tag, String name, String direction, int level) {
  /** The languages of a study's texts and those named before, each once, by their tags. */
  static List<OfferedLanguage> of(List<String> spoken, LanguageLevels named) {
    Map<String, OfferedLanguage> offered = new TreeMap<>();
    spoken.forEach(tag -> add(offered, withoutRegion(tag), named));
    named.byTag().keySet().forEach(tag -> add(offered, tag, named));
    return List.copyOf(offered.values());
  }

  private static void add(Map<String, OfferedLanguage> all, String tag, LanguageLevels named) {
    if (!LanguageLevels.isTag(tag) || tag.equals("*")) {
      return;
    }
    ULocale locale = ULocale.forLanguageTag(tag);
    int level = named.byTag().getOrDefault(tag, 0);
    String name = locale.getDisplayName(locale);
    all.put(
        tag,
        new OfferedLanguage(
            tag,
            name.substring(0, 1).toUpperCase(locale.toLocale()) + name.substring(1),
            TextDirection.of(tag),
            level));
  }

  /** Who reads pt reads pt-BR; scripts differ more. */
  private static String withoutRegion(String tag) {
    ULocale locale = ULocale.forLanguageTag(tag);
    String script = locale.getScript();
    return script.isEmpty() ? locale.getLanguage() : locale.getLanguage() + "-" + script;
  }
}
