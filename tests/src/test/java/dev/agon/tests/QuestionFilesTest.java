package dev.agon.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.agon.question.form.QuestionTypes;
import dev.agon.server.http.i18n.InterfaceLanguage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every type of question has its files, and every such file its type. */
class QuestionFilesTest {
  private static final Path HOME = Path.of(System.getProperty("agon.home"));
  private static final Path WEBROOT = HOME.resolve("webroot");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Parts of templates that several types share. */
  private static final Set<String> SHARED =
      Set.of("comparison-level", "comparison-levels", "legend", "needs-script", "points", "ticks");

  private static List<Path> files(String type) {
    List<Path> files =
        new ArrayList<>(
            List.of(
                HOME.resolve(
                    "models/src/main/resources/dev/agon/question/" + type + ".schema.json"),
                WEBROOT.resolve("templates/question/" + type + ".hbs"),
                WEBROOT.resolve("templates/question/" + type + ".reading.hbs"),
                WEBROOT.resolve("assets/js/question/" + type + ".js"),
                WEBROOT.resolve("assets/css/question/" + type + ".css")));
    languages().forEach(language -> files.add(messages(language, type)));
    return files;
  }

  private static Path messages(String language, String type) {
    return WEBROOT.resolve("assets/messages/" + language + ".question." + type + ".json");
  }

  private static List<String> languages() {
    return InterfaceLanguage.ALL.stream().map(InterfaceLanguage::tag).toList();
  }

  @Test
  void every_type_has_schema_template_reading_script_style_and_texts_in_all_languages()
      throws IOException {
    assertThat(languages()).containsExactlyInAnyOrder("en", "de", "fr", "zh-Hans", "ar");
    List<String> wrong = new ArrayList<>();
    for (String type : QuestionTypes.names()) {
      files(type).stream()
          .filter(file -> !Files.isRegularFile(file))
          .forEach(file -> wrong.add(HOME.relativize(file) + " is missing"));
      for (String language : languages()) {
        JsonNode texts = JSON.readTree(messages(language, type).toFile());
        if (texts.path("question." + type + ".title").asText().isBlank()) {
          wrong.add(language + ": " + type + " has no title");
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void every_script_mounts_and_every_schema_is_one() throws IOException {
    for (String type : QuestionTypes.names()) {
      List<Path> files = files(type);
      assertThat(JSON.readTree(files.get(0).toFile()).path("properties").isObject())
          .as(type)
          .isTrue();
      assertThat(Files.readString(files.get(3))).as(type).contains("export const mount = (root");
    }
  }

  @Test
  void no_file_is_left_of_a_type_that_is_none() throws IOException {
    Set<String> known = new TreeSet<>(QuestionTypes.names());
    assertThat(names("models/src/main/resources/dev/agon/question", ".schema.json"))
        .containsExactlyInAnyOrderElementsOf(with(known, "block"));
    assertThat(names("webroot/assets/js/question", ".js")).isEqualTo(known);
    assertThat(names("webroot/assets/css/question", ".css")).isEqualTo(known);
    Set<String> templates = names("webroot/templates/question", ".hbs");
    Set<String> expected = new TreeSet<>(SHARED);
    known.forEach(type -> expected.addAll(List.of(type, type + ".reading")));
    assertThat(templates).isEqualTo(expected);
    assertThat(names("webroot/assets/messages", ".json"))
        .filteredOn(name -> name.startsWith("en.question."))
        .containsExactlyInAnyOrderElementsOf(
            known.stream().map(type -> "en.question." + type).toList());
  }

  private static Set<String> with(Set<String> names, String more) {
    Set<String> all = new TreeSet<>(names);
    all.add(more);
    return all;
  }

  private static Set<String> names(String folder, String end) throws IOException {
    try (Stream<Path> files = Files.list(HOME.resolve(folder))) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(end))
          .map(name -> name.substring(0, name.length() - end.length()))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
