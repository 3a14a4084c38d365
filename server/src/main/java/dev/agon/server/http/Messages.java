package dev.agon.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The texts of the pages by language and key, read from {@code en.json} and {@code en.*.json}. A
 * text may hold {@code {0}}, {@code {1}} ...; a pair of texts {@code {"one", "other"}} is chosen by
 * the first argument.
 */
public final class Messages {
  /** The language that every key has a text in. */
  public static final String FALLBACK = "en";

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
    return text(FALLBACK, key) != null;
  }

  /** The best of our languages for an Accept-Language header. */
  public String language(@Nullable String accepted) {
    if (accepted == null) {
      return FALLBACK;
    }
    for (String part : accepted.split(",", 20)) {
      String wanted = part.split("[;-]", 2)[0].strip().toLowerCase(Locale.ROOT);
      if (languages.containsKey(wanted)) {
        return wanted;
      }
    }
    return FALLBACK;
  }

  /** The text of a key, or the key itself when nobody wrote one. */
  public String get(String language, String key, List<?> arguments) {
    JsonNode text = text(language, key);
    if (text == null) {
      return key;
    }
    String pattern = text.isObject() ? chosen(text, arguments) : text.asText();
    for (int i = 0; i < arguments.size(); i++) {
      pattern = pattern.replace("{" + i + "}", shown(language, arguments.get(i)));
    }
    return pattern;
  }

  private @Nullable JsonNode text(String language, String key) {
    JsonNode own = languages.getOrDefault(language, Map.of()).get(key);
    return own != null ? own : languages.getOrDefault(FALLBACK, Map.of()).get(key);
  }

  private static String chosen(JsonNode forms, List<?> arguments) {
    boolean one =
        !arguments.isEmpty() && arguments.getFirst() instanceof Number n && n.doubleValue() == 1;
    return forms.path(one ? "one" : "other").asText();
  }

  private static String shown(String language, @Nullable Object argument) {
    return switch (argument) {
      case Integer i -> String.format(Locale.forLanguageTag(language), "%,d", i);
      case Long l -> String.format(Locale.forLanguageTag(language), "%,d", l);
      case null -> "";
      default -> argument.toString();
    };
  }

  private static List<Map.Entry<String, JsonNode>> entries(Path file) {
    try {
      return List.copyOf(new ObjectMapper().readTree(file.toFile()).properties());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the messages in " + file, e);
    }
  }
}
