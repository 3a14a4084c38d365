package dev.agon.question;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.condition.Conditions;
import dev.agon.question.form.Form;
import dev.agon.question.form.QuestionTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/questions.md and docs/conditions.md show is what the program takes. */
class DocumentedQuestionsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path DOCS = docs();
  private static final Pattern FENCED = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
  private static final Pattern SPAN = Pattern.compile("`(\\{.*?\\})`");

  /** A block of each type with the words that the examples of its answers use. */
  private static final Map<String, String> BLOCKS =
      Map.ofEntries(
          Map.entry("comparison", "'criterion': 'overall', 'levels': 7"),
          Map.entry("ranking", "'criterion': 'overall'"),
          Map.entry("best-of", "'criterion': 'overall'"),
          Map.entry("slider", "'criterion': 'overall'"),
          Map.entry("likert", "'points': 5, 'of': 'comparison'"),
          Map.entry(
              "rubric",
              "'points': 5, 'aspects': [{'id': 'clear', 'label': 'Clear', 'criterion': 'clear'}]"),
          Map.entry("tags", "'tags': [{'id': 'blurry', 'label': 'Blurry'}]"),
          Map.entry(
              "spans", "'types': [{'id': 'wrong', 'label': 'Wrong', 'color': 1}], 'words': false"),
          Map.entry("correction", "'types': [{'id': 'wrong', 'label': 'Wrong'}]"),
          Map.entry("sentences", "'reasons': [{'id': 'r', 'label': 'R'}]"),
          Map.entry("principle", "'principle': 'Be kind.'"),
          Map.entry(
              "harm",
              "'severities': ['none', 'some', 'grave'], 'categories': [{'id': 'x', 'label': 'X'}]"),
          Map.entry("improvement", "'criterion': 'overall'"),
          Map.entry("text", "'least': 1"),
          Map.entry("chips", "'chips': [{'id': 'useful', 'label': 'Useful'}]"),
          Map.entry("confidence", "'points': 5"),
          Map.entry("note-first", "'least': 1"));

  private static Path docs() {
    Path here = Path.of("").toAbsolutePath();
    return Files.isDirectory(here.resolve("docs")) ? here.resolve("docs") : here.resolve("../docs");
  }

  @Test
  void every_form_that_is_shown_is_one() throws Exception {
    List<String> forms = fenced("questions.md");
    assertThat(forms).isNotEmpty();
    for (String form : forms) {
      assertThat(Form.parse(form).blocks()).as(form).isNotEmpty();
    }
  }

  @Test
  void every_design_of_conditions_that_is_shown_is_one() throws Exception {
    List<String> designs = fenced("conditions.md");
    assertThat(designs).isNotEmpty();
    for (String design : designs) {
      assertThat(Conditions.parse(design).problems()).as(design).isEmpty();
    }
  }

  @Test
  void every_answer_that_is_shown_is_taken() throws Exception {
    List<String> types = new ArrayList<>();
    for (String line : Files.readAllLines(DOCS.resolve("questions.md"))) {
      String[] cells = line.split(" \\| ", -1);
      String type = cells[0].replaceAll("[|` ]", "");
      if (cells.length == 3 && BLOCKS.containsKey(type)) {
        types.add(type);
        answersAreTaken(type, cells[2]);
      }
    }
    assertThat(types).containsExactlyInAnyOrderElementsOf(QuestionTypes.names());
  }

  private static void answersAreTaken(String type, String cell) throws Exception {
    String block = "{'id': 'q', 'type': '" + type + "', " + BLOCKS.get(type) + "}";
    Form form = Form.parse(("{'blocks': [" + block + "]}").replace('\'', '"'));
    List<String> shown = new ArrayList<>();
    Matcher spans = SPAN.matcher(cell);
    while (spans.find()) {
      shown.add(spans.group(1));
    }
    assertThat(shown).as(type).isNotEmpty();
    for (String example : shown) {
      JsonNode answer = parsed(example);
      ObjectNode all = JSON.createObjectNode();
      all.set("q", answer);
      int responses = type.equals("ranking") ? answer.path("ranks").size() : 2;
      assertThat(form.read(texts(responses), all).problems()).as(type + ": " + example).isEmpty();
    }
  }

  private static JsonNode parsed(String example) throws JsonProcessingException {
    return JSON.copy().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).readTree(example);
  }

  /** The responses that the examples speak of. */
  private static Shown texts(int count) {
    List<Shown.Text> responses = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      responses.add(new Shown.Text("Dew is wet.", "en"));
    }
    return new Shown(new Shown.Text("What is dew?", "en"), responses);
  }

  private static List<String> fenced(String file) throws IOException {
    List<String> found = new ArrayList<>();
    Matcher blocks = FENCED.matcher(Files.readString(DOCS.resolve(file)));
    while (blocks.find()) {
      found.add(blocks.group(1));
    }
    return found;
  }

  @Test
  void all_types_are_documented() {
    assertThat(new TreeSet<>(BLOCKS.keySet())).isEqualTo(new TreeSet<>(QuestionTypes.names()));
  }
}
