package dev.agon.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.agon.question.Fault;
import dev.agon.server.http.i18n.InterfaceLanguage;
import dev.agon.server.http.i18n.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All texts of the interface, in all its languages. */
class InterfaceTextsTest {
  private static final Path WEBROOT = TestSite.WEBROOT;
  private static final Path JAVA = WEBROOT.resolveSibling("server/src/main/java");
  private static final Path MODELS = WEBROOT.resolveSibling("models/src/main/java");
  private static final Pattern PLACE = Pattern.compile("\\{[0-9]}");
  private static final Pattern QUOTED = Pattern.compile("[\"'`]([a-z][A-Za-z0-9_.-]*)[\"'`]");

  /** Words that a language shares with English, by key. */
  private static final Map<String, Set<String>> SHARED =
      Map.of(
          "de", SharedWords.GERMAN,
          "fr", SharedWords.FRENCH,
          "zh-Hans", SharedWords.NONE,
          "ar", SharedWords.NONE);

  private static Map<String, JsonNode> texts(String language) throws IOException {
    Map<String, JsonNode> texts = new TreeMap<>();
    try (Stream<Path> files = Files.list(WEBROOT.resolve("assets/messages"))) {
      for (Path file : files.toList()) {
        if (file.getFileName().toString().startsWith(language + ".")) {
          JsonNode read = new ObjectMapper().readTree(file.toFile());
          read.properties().forEach(text -> texts.put(text.getKey(), text.getValue()));
        }
      }
    }
    return texts;
  }

  @ParameterizedTest
  @ValueSource(strings = {"de", "fr", "zh-Hans", "ar"})
  void no_text_is_missing_and_none_is_without_an_english_one(String language) throws IOException {
    Set<String> missing = new TreeSet<>(texts("en").keySet());
    missing.removeAll(texts(language).keySet());
    Set<String> extra = new TreeSet<>(texts(language).keySet());
    extra.removeAll(texts("en").keySet());

    assertThat(missing).as("missing in " + language).isEmpty();
    assertThat(extra).as("only in " + language).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de", "fr", "zh-Hans", "ar"})
  void a_text_that_counts_has_each_plural_of_its_language(String language) throws IOException {
    InterfaceLanguage spoken = InterfaceLanguage.of(language);
    Set<String> needed =
        IntStream.range(0, 1_000)
            .mapToObj(n -> spoken.plurals().select(n))
            .collect(Collectors.toCollection(TreeSet::new));
    Map<String, JsonNode> english = texts("en");
    List<String> wrong = new ArrayList<>();
    texts(language)
        .forEach(
            (key, text) -> {
              Set<String> forms = new TreeSet<>();
              text.fieldNames().forEachRemaining(forms::add);
              boolean counts = english.getOrDefault(key, text).isObject();
              boolean fits = text.isObject() ? forms.equals(needed) : needed.size() == 1 || !counts;
              if (!fits) {
                wrong.add(key + " has " + forms + " and not " + needed);
              }
            });

    assertThat(wrong).isEmpty();
  }

  @Test
  void whatever_is_counted_is_said_in_the_singular_too() throws IOException {
    Pattern counted =
        Pattern.compile(
            "\\{[0-9]} (?:[a-z]+ )?(?:annotators|votes|comparisons|models|pairs|characters"
                + "|sentences|items|rows|files|minutes|seconds|groups|responses|prompts|reports)\\b");
    Map<String, JsonNode> english = texts("en");
    // Numbers that are never 1: limits of the system and the step of a figure.
    List<String> never = List.of("join.", "fault.", "figures.agreement.", "study.new.files.many");

    assertThat(english.entrySet())
        .filteredOn(text -> never.stream().noneMatch(text.getKey()::startsWith))
        .filteredOn(text -> counted.matcher(text.getValue().asText()).find())
        .isEmpty();
    Messages messages = Messages.read(WEBROOT.resolve("assets/messages"));
    String one = messages.get("en", "count.annotators", List.of(1));
    String three = messages.get("en", "count.generators", List.of(3));
    assertThat(messages.get("en", "board.too-few", List.of(one, three)))
        .startsWith("1 annotator for 3 models:");
    assertThat(messages.forms("en", "question.text.left"))
        .isEqualTo("{\"one\":\"{0} character left\",\"other\":\"{0} characters left\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"de", "fr", "zh-Hans", "ar"})
  void every_text_names_the_same_values_as_the_english_one(String language) throws IOException {
    Map<String, JsonNode> english = texts("en");
    List<String> wrong = new ArrayList<>();
    texts(language)
        .forEach(
            (key, text) -> {
              Set<String> wanted = places(english.getOrDefault(key, text).toString());
              String rule = text.isObject() ? text.path("other").asText() : text.asText();
              if (!places(rule).equals(wanted) || !wanted.containsAll(places(text.toString()))) {
                wrong.add(key + ": " + text);
              }
            });

    assertThat(wrong).isEmpty();
  }

  private static Set<String> places(String text) {
    Set<String> places = new TreeSet<>();
    Matcher matcher = PLACE.matcher(text);
    while (matcher.find()) {
      places.add(matcher.group());
    }
    return places;
  }

  @ParameterizedTest
  @ValueSource(strings = {"de", "fr", "zh-Hans", "ar"})
  void no_text_is_english_by_accident(String language) throws IOException {
    Map<String, JsonNode> english = texts("en");
    Map<String, String> same = new LinkedHashMap<>();
    texts(language)
        .forEach(
            (key, text) -> {
              if (text.equals(english.get(key))
                  && !SharedWords.NAMES.contains(key)
                  && !SHARED.getOrDefault(language, Set.of()).contains(key)) {
                same.put(key, text.asText());
              }
            });

    assertThat(same).as("the same in English and " + language).isEmpty();
  }

  @Test
  void what_can_be_wrong_with_an_answer_has_the_same_english_in_both_places() throws IOException {
    Map<String, JsonNode> english = texts("en");

    assertThat(Fault.values())
        .allSatisfy(
            fault ->
                assertThat(english)
                    .hasEntrySatisfying(
                        fault.key(), text -> assertThat(text.asText()).isEqualTo(fault.english())));
  }

  @Test
  void every_refusal_that_an_annotator_can_meet_has_a_text() throws IOException {
    Pattern refusal =
        Pattern.compile("HttpProblem\\s*\\.(?:conflict|of)\\(\\s*(?:[0-9]+,\\s*)?\"([a-z-]+)\"");
    Set<String> codes = new TreeSet<>();
    for (String folder : List.of("annotator", "comparison", "vote", "http")) {
      try (Stream<Path> files = Files.walk(JAVA.resolve("dev/agon/server/" + folder))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Matcher matcher = refusal.matcher(Files.readString(file));
          while (matcher.find()) {
            codes.add("problem." + matcher.group(1));
          }
        }
      }
    }

    assertThat(codes).contains("problem.lease-lost", "problem.key-reused", "problem.too-large");
    // The words go on with the study's state; told by messages of their own; met by programs only.
    codes.removeAll(Set.of("problem.study-", "problem.unknown-link", "problem.unknown-token"));
    assertThat(texts("en").keySet()).containsAll(codes);
  }

  @Test
  void no_text_is_unused() throws IOException {
    Set<String> words = new HashSet<>();
    for (Path folder :
        List.of(WEBROOT.resolve("templates"), WEBROOT.resolve("assets/js"), JAVA, MODELS)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Matcher quoted = QUOTED.matcher(Files.readString(file));
          while (quoted.find()) {
            words.add(quoted.group(1));
          }
        }
      }
    }
    List<String> beginnings =
        words.stream().filter(w -> w.matches(".*\\..*[.-]|[a-z]+\\.")).toList();

    assertThat(texts("en").keySet())
        .filteredOn(key -> !words.contains(key) && beginnings.stream().noneMatch(key::startsWith))
        .isEmpty();
  }
}
