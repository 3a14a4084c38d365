package dev.agon.server.annotator;

import com.ibm.icu.util.IllformedLocaleException;
import com.ibm.icu.util.ULocale;
import dev.agon.server.http.input.Input;
import dev.agon.server.http.input.Members;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which languages somebody reads, and how well: 0 not at all, 1 the gist, 2 well, 3 as a first
 * language. A tag covers all that begin with it, and {@code *} everything. Without any, nothing was
 * said.
 *
 * @param byTag levels by BCP 47 tags
 */
record LanguageLevels(Map<String, Integer> byTag) {
  static final int BEST = 3;

  private static final String FIELD = "reads";
  private static final int MOST = 100;
  private static final int LONGEST = 35;

  LanguageLevels {
    byTag = Map.copyOf(byTag);
  }

  static final LanguageLevels UNSAID = new LanguageLevels(Map.of());

  /** Reads {@code reads.<tag>} of forms, or the object {@code reads}. */
  static LanguageLevels read(Input input) {
    Map<String, Integer> named = new TreeMap<>();
    Map<String, Integer> sent = Members.numbers(input, FIELD, MOST, 0, BEST);
    sent.forEach(
        (tag, level) -> {
          if (!isTag(tag)) {
            input.refuse(FIELD + "." + tag, "must be named by a language tag");
          } else {
            named.put(tag, level);
          }
        });
    return new LanguageLevels(named);
  }

  /** One language that is read best. */
  static LanguageLevels best(String tag) {
    return new LanguageLevels(Map.of(tag, BEST));
  }

  /** Whether they said that they read nothing of what they were asked about. */
  boolean none() {
    return byTag.values().stream().allMatch(level -> level == 0);
  }

  /** Whether a text is a language tag as annotators can name it. */
  static boolean isTag(String text) {
    if (text.equals("*")) {
      return true;
    }
    if (text.length() < 2 || text.length() > LONGEST) {
      return false;
    }
    try {
      return !new ULocale.Builder().setLanguageTag(text).build().getLanguage().isEmpty();
    } catch (IllformedLocaleException e) {
      return false;
    }
  }

  String[] tags() {
    return ordered().keySet().toArray(String[]::new);
  }

  Short[] levels() {
    return ordered().values().stream().map(Integer::shortValue).toArray(Short[]::new);
  }

  private Map<String, Integer> ordered() {
    return new LinkedHashMap<>(new TreeMap<>(byTag));
  }
}
