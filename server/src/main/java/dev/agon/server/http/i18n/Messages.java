package dev.agon.server.http.i18n;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Bidi;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The texts of the pages by language and key, read from {@code en.json} and {@code en.*.json}. A
 * text may hold {@code {0}}, {@code {1}} ...; of several texts {@code {"one", "other"}} the first
 * argument chooses by the language's plural rules (CLDR's categories).
 */
public final class Messages {
  /** The language that every key has a text in. */
  public static final String FALLBACK = "en";

  private static final Pattern PLACE = Pattern.compile("\\{([0-9])}");

  private final Map<String, Map<String, JsonNode>> languages;

  private Messages(Map<String, Map<String, JsonNode>> languages) {
    this.languages = languages;
  }

  /**
   * Reads the files of a folder; the part of a file's name before the first dot is its language.
   */
  public static Messages read(Path folder) {
    Map<String, Map<String, JsonNode>> languages = new HashMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        String name = file.getFileName().toString();
        String language = name.substring(0, name.indexOf('.'));
        Map<String, JsonNode> texts = languages.computeIfAbsent(language, l -> new HashMap<>());
        for (Map.Entry<String, JsonNode> text : entries(file)) {
          if (texts.put(text.getKey(), text.getValue()) != null) {
            throw new IllegalStateException(
                file + ": the key " + text.getKey() + " exists already");
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the messages in " + folder, e);
    }
    return new Messages(languages);
  }

  /** Whether the fallback language has the key. */
  public boolean has(String key) {
    return languages.getOrDefault(FALLBACK, Map.of()).containsKey(key);
  }

  /** The keys that a language has texts for. */
  public Set<String> keys(String language) {
    return Set.copyOf(languages.getOrDefault(language, Map.of()).keySet());
  }

  /** The text of a key, or the key itself when nobody wrote one. */
  public String get(String language, String key, List<?> arguments) {
    InterfaceLanguage own = InterfaceLanguage.of(language);
    JsonNode text = languages.getOrDefault(language, Map.of()).get(key);
    if (text == null) {
      own = InterfaceLanguage.of(FALLBACK);
      text = languages.getOrDefault(FALLBACK, Map.of()).get(key);
    }
    return text == null ? key : filled(own, text, arguments);
  }

  /**
   * The text of a key for scripts, with its places still open; one that counts as a JSON object of
   * its plurals.
   */
  public String forms(String language, String key) {
    JsonNode text =
        languages
            .getOrDefault(language, Map.of())
            .getOrDefault(key, languages.getOrDefault(FALLBACK, Map.of()).get(key));
    return text == null ? key : text.isObject() ? text.toString() : text.asText();
  }

  private static String filled(InterfaceLanguage language, JsonNode text, List<?> arguments) {
    String pattern = text.isObject() ? chosen(language, text, arguments) : text.asText();
    return PLACE
        .matcher(pattern)
        .replaceAll(
            place -> {
              int k = Integer.parseInt(place.group(1));
              String shown =
                  k < arguments.size() ? shown(language, arguments.get(k)) : place.group();
              return Matcher.quoteReplacement(shown);
            });
  }

  private static String chosen(InterfaceLanguage language, JsonNode forms, List<?> arguments) {
    String category =
        !arguments.isEmpty() && arguments.getFirst() instanceof Number n
            ? language.plurals().select(n.doubleValue())
            : "other";
    return forms.path(forms.has(category) ? category : "other").asText();
  }

  private static String shown(InterfaceLanguage language, @Nullable Object argument) {
    return switch (argument) {
      case Integer i -> language.numbers().format(i, 0);
      case Long l -> language.numbers().format(l, 0);
      case null -> "";
      default -> isolated(language, argument.toString());
    };
  }

  /** A name in the letters of the other direction must not turn the words around it. */
  private static String isolated(InterfaceLanguage language, String text) {
    boolean turns =
        language.rightToLeft()
            ? !text.isEmpty()
            : Bidi.requiresBidi(text.toCharArray(), 0, text.length());
    return turns ? "\u2068" + text + "\u2069" : text;
  }

  private static List<Map.Entry<String, JsonNode>> entries(Path file) {
    try {
      return List.copyOf(new ObjectMapper().readTree(file.toFile()).properties());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the messages in " + file, e);
    }
  }
}
