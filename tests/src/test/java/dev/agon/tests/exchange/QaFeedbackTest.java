package dev.agon.tests.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.server.sql.TestDatabase;
import dev.agon.tests.figures.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People's error spans and preferences of Fine-Grained RLHF (Wu et al. 2023), in and out again. */
class QaFeedbackTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ANSWERS = 4;
  private static final String FORM =
      """
      {"blocks": [{"id": "errors", "type": "spans", "words": false, "note": true, "types": [
        {"id": "irrelevant", "label": "Irrelevant"},
        {"id": "wrong-grounding", "label": "Wrong-Grounding"},
        {"id": "unverifiable", "label": "Unverifiable"},
        {"id": "redundant", "label": "Redundant"},
        {"id": "incoherent", "label": "Incoherent"}]}]}
      """;

  private static final Pattern WINNER = Pattern.compile(",(left|right|tie|both_bad),worker ");

  @TempDir Path folder = Path.of("");
  private JsonNode questions = JSON.createArrayNode();

  @BeforeEach
  void find() throws IOException {
    Optional<Path> found = SharedData.folder("qa-feedback");
    Assumptions.assumeTrue(found.isPresent(), "qa-feedback is not there");
    questions = JSON.readTree(found.orElseThrow().resolve("dev_feedback.json").toFile());
  }

  private JsonNode agon(TestDatabase database, String... arguments)
      throws IOException, InterruptedException {
    AgonCommand command = AgonCommand.run(folder, "256m", database.address(), arguments);
    assertThat(command.code()).as(command.err()).isZero();
    return JSON.readTree(command.out());
  }

  private String file(String name, List<? extends JsonNode> lines) throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, lines.stream().map(JsonNode::toString).toList());
    return file.toString();
  }

  private String prompts() throws IOException {
    List<ObjectNode> prompts = new ArrayList<>();
    for (int q = 0; q < questions.size(); q++) {
      ObjectNode prompt = JSON.createObjectNode().put("prompt_id", "q" + q);
      prompt.put("prompt", questions.path(q).path("question").asText());
      ObjectNode responses = prompt.putObject("responses");
      for (int k = 1; k <= ANSWERS; k++) {
        responses.set("prediction " + k, questions.path(q).path("prediction " + k));
      }
      prompts.add(prompt);
    }
    return file("prompts.jsonl", prompts);
  }

  /** Where each error lies, of what type it is and why, by question, in the order of the text. */
  private static Map<String, List<String>> errors(JsonNode spans, String typeField, String why) {
    Map<String, List<String>> errors = new TreeMap<>();
    spans.forEach(
        of -> {
          List<String> sorted = new ArrayList<>();
          List<JsonNode> list = new ArrayList<>();
          of.path("spans").forEach(list::add);
          list.sort(Comparator.comparingInt(span -> span.path("start").asInt()));
          for (JsonNode span : list) {
            sorted.add(
                span.path("start")
                    + "-"
                    + span.path("end")
                    + " "
                    + span.path(typeField).asText().toLowerCase(Locale.ROOT)
                    + " "
                    + span.path(why).asText(""));
          }
          errors.put(of.path("question").asText(), sorted);
        });
    return errors;
  }

  @Test
  void all_1373_spans_come_back_as_they_went_in() throws Exception {
    Path form = Files.writeString(folder.resolve("form.json"), FORM);
    List<ObjectNode> rows = new ArrayList<>();
    ArrayNode given = JSON.createArrayNode();
    for (int q = 0; q < questions.size(); q++) {
      JsonNode errors = questions.path(q).path("feedback").path("errors");
      given.addObject().put("question", "q" + q).set("spans", errors);
      ObjectNode row =
          JSON.createObjectNode().put("prompt_id", "q" + q).put("annotator", "worker " + q % 20);
      ArrayNode spans = row.putObject("answers").putObject("errors").putArray("spans");
      for (JsonNode error : errors) {
        ObjectNode span = spans.addObject().put("response", 1);
        span.set("start", error.path("start"));
        span.set("end", error.path("end"));
        span.put("type", error.path("error type").asText().toLowerCase(Locale.ROOT));
        span.set("note", error.path("explanation"));
      }
      rows.add(row);
    }
    try (TestDatabase database = TestDatabase.create()) {
      agon(
          database,
          "import",
          prompts(),
          "--study=qa",
          "--create",
          "--kind=prompts",
          "--pairs=together",
          "--form=" + form,
          "--json");
      JsonNode report =
          agon(
              database,
              "import",
              file("answers.jsonl", rows),
              "--study=qa",
              "--kind=answers",
              "--json");
      assertThat(report.path("added").path("votes").asInt()).isEqualTo(500);

      Path out = folder.resolve("out");
      agon(database, "export", "qa", "-o", out.toString(), "--json");
      ArrayNode back = JSON.createArrayNode();
      int spans = 0;
      for (String line : Files.readAllLines(out.resolve("votes.jsonl"))) {
        JsonNode vote = JSON.readTree(line);
        JsonNode marked = vote.path("answers").path("errors").path("spans");
        spans += marked.size();
        back.addObject()
            .put("question", vote.path("comparison").asText().replace(": all", ""))
            .set("spans", marked);
      }
      assertThat(spans).isEqualTo(1_373);
      assertThat(errors(back, "type", "note"))
          .isEqualTo(errors(given, "error type", "explanation"));
    }
  }

  @Test
  void all_3000_preferences_come_back_as_they_went_in() throws Exception {
    String[] winners = {"tie", "left", "right"};
    List<ObjectNode> votes = new ArrayList<>();
    for (int q = 0; q < questions.size(); q++) {
      int pair = 0;
      for (int first = 1; first <= ANSWERS; first++) {
        for (int second = first + 1; second <= ANSWERS; second++) {
          int said = questions.path(q).path("preference").path(pair++).asInt();
          votes.add(
              JSON.createObjectNode()
                  .put("prompt_id", "q" + q)
                  .put("left", "prediction " + first)
                  .put("right", "prediction " + second)
                  .put("winner", winners[said])
                  .put("annotator", "worker " + q % 20));
        }
      }
    }
    try (TestDatabase database = TestDatabase.create()) {
      agon(database, "import", prompts(), "--study=qa", "--create", "--kind=prompts", "--json");
      String log = file("votes.jsonl", votes);
      JsonNode report = agon(database, "import", log, "--study=qa", "--kind=votes", "--json");
      assertThat(report.path("added").path("votes").asInt()).isEqualTo(3_000);

      Path out = folder.resolve("votes.csv");
      agon(database, "export", "qa", "-o", out.toString(), "--json");
      Map<String, Integer> counts = new TreeMap<>();
      Matcher winner = WINNER.matcher(Files.readString(out));
      while (winner.find()) {
        counts.merge(winner.group(1), 1, Integer::sum);
      }
      assertThat(counts)
          .containsEntry("left", 1_577)
          .containsEntry("right", 1_039)
          .containsEntry("tie", 384);
    }
  }
}
