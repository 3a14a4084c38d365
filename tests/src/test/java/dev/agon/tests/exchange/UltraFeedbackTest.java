package dev.agon.tests.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.agon.server.sql.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows in the shape of UltraFeedback, written by hand, in and out again. */
class UltraFeedbackTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> ROWS =
      List.of(
          """
          {"source": "by-hand", "instruction": "Name a fruit. 🍎\\n  Only one.", "models": ["small", "large", "tiny"],
           "completions": [
             {"model": "small", "principle": "helpfulness", "custom_system_prompt": "Be brief.", "response": "An apple.",
              "critique": "Fine, but dull.", "overall_score": 8.0, "fine-grained_score": 4.25,
              "annotations": {
                "instruction_following": {"Rating": "5", "Rationale": "One fruit, as asked. "},
                "honesty": {"Rating": "N/A", "Rationale": "Nothing is claimed."},
                "truthfulness": {"Type": ["None"], "Rationale": "N/A", "Rating": "5", "Rationale For Rating": "True."},
                "helpfulness": {"Type": ["1", "3"], "Rationale": "Clear.", "Rating": "3", "Rationale For Rating": "So-so"}}},
             {"model": "large", "principle": null, "custom_system_prompt": "", "response": "",
              "critique": "", "overall_score": 1, "fine-grained_score": 1.0,
              "annotations": {
                "instruction_following": {"Rating": "1", "Rationale": ""},
                "honesty": {"Rating": "N/A"},
                "truthfulness": {"Type": [], "Rationale": "   ", "Rating": "N/A", "Rationale For Rating": "-"},
                "helpfulness": {"Rating": "1", "Rationale": "苹果も梨もない"}}},
             {"model": "tiny", "response": "**Pear** <b>", "annotations": {"honesty": {"Rating": "2", "Rationale": "?"}}}],
           "correct_answers": ["None"], "incorrect_answers": ["None"], "extra": {"kept": [1, 2.50, null]}}
          """,
          """
          {"source": "by-hand", "instruction": "Again, the other way round.", "models": ["large", "small"],
           "completions": [
             {"model": "large", "response": "L", "overall_score": 7.5,
              "annotations": {"helpfulness": {"Rating": "4", "Rationale": "ok"},
                "honesty": {"Rating": "4", "Rationale": "ok"}}},
             {"model": "small", "response": "S", "overall_score": 6,
              "annotations": {"helpfulness": {"Rating": "2", "Rationale": "ok"},
                "honesty": {"Rating": "4", "Rationale": "ok"}}}]}
          """,
          """
          {"instruction": "One model twice.", "models": ["small", "small"],
           "completions": [
             {"model": "small", "response": "first", "annotations": {"truthfulness": {"Rating": "1"}}},
             {"model": "small", "response": "second", "annotations": {"truthfulness": {"Rating": "2"}}}]}
          """);

  @TempDir Path folder = Path.of("");

  private AgonCommand agon(TestDatabase database, String... arguments)
      throws IOException, InterruptedException {
    return AgonCommand.run(folder, "128m", database.address(), arguments);
  }

  private String file(List<JsonNode> rows) throws IOException {
    Path file = Files.createTempFile(folder, "rows", ".jsonl");
    Files.write(file, rows.stream().map(JsonNode::toString).toList());
    return file.toString();
  }

  private static List<JsonNode> rows() throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (String row : ROWS) {
      rows.add(JSON.readTree(row));
    }
    return rows;
  }

  private AgonCommand importRows(TestDatabase database, List<JsonNode> rows)
      throws IOException, InterruptedException {
    return agon(
        database,
        "import",
        file(rows),
        "--study=uf",
        "--create",
        "--kind=ultrafeedback",
        "--annotators=machine",
        "--json");
  }

  private List<JsonNode> exported(TestDatabase database, String... more)
      throws IOException, InterruptedException {
    Path out = folder.resolve("out-" + System.nanoTime() + ".jsonl");
    List<String> arguments =
        new ArrayList<>(List.of("export", "uf", "--ultrafeedback", "-o", out.toString(), "--json"));
    arguments.addAll(List.of(more));
    AgonCommand command = agon(database, arguments.toArray(String[]::new));
    assertThat(command.code()).as(command.err()).isZero();
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(out)) {
      rows.add(JSON.readTree(line));
    }
    return rows;
  }

  @Test
  void rows_that_came_in_go_out_the_same_also_after_an_export_and_import_of_the_study()
      throws Exception {
    try (TestDatabase database = TestDatabase.create();
        TestDatabase other = TestDatabase.create()) {
      AgonCommand first = importRows(database, rows());
      assertThat(first.code()).as(first.err()).isZero();
      JsonNode added = JSON.readTree(first.out()).path("added");
      assertThat(added.path("votes").asInt()).isEqualTo(3);
      assertThat(added.path("responses").asInt()).isEqualTo(7);
      assertThat(exported(database)).isEqualTo(rows());

      JsonNode again = JSON.readTree(importRows(database, rows()).out());
      assertThat(again.path("added").path("votes").asInt()).as("the same again").isZero();

      Path zip = folder.resolve("uf.zip");
      assertThat(agon(database, "export", "uf", "-o", zip.toString()).code()).isZero();
      AgonCommand moved = agon(other, "import", zip.toString());
      assertThat(moved.code()).as(moved.err()).isZero();
      assertThat(exported(other, "--annotator=ultrafeedback")).isEqualTo(rows());
      assertThat(exported(other, "--annotator=nobody")).isEmpty();
    }
  }

  @Test
  void ratings_order_the_responses_by_aspect_and_what_does_not_apply_is_in_no_pair()
      throws Exception {
    try (TestDatabase database = TestDatabase.create()) {
      assertThat(importRows(database, rows()).code()).isZero();
      Path csv = folder.resolve("votes.csv");
      assertThat(agon(database, "export", "uf", "-o", csv.toString()).code()).isZero();
      List<String> votes = Files.readAllLines(csv);

      assertThat(votes.stream().filter(v -> v.contains(",instruction following,"))).hasSize(1);
      assertThat(votes.stream().filter(v -> v.contains(",large,small,left,"))).hasSize(1);
      assertThat(votes.stream().filter(v -> v.contains(",large,small,tie,"))).hasSize(1);
    }
  }

  @Test
  void what_is_wrong_is_told_with_its_place_and_nothing_is_written() throws Exception {
    try (TestDatabase database = TestDatabase.create()) {
      List<JsonNode> wrong =
          List.of(
              JSON.readTree(ROWS.get(1).replace("\"Rating\": \"2\"", "\"Rating\": 2")),
              JSON.readTree(ROWS.get(1).replace("\"response\": \"S\"", "\"response\": null")),
              JSON.readTree("{\"instruction\": \"x\", \"completions\": []}"));
      AgonCommand refused = importRows(database, wrong);

      assertThat(refused.code()).isEqualTo(2);
      assertThat(refused.err())
          .contains("completions[1].annotations.helpfulness.Rating: must be a text: 1 to 5, or N/A")
          .contains("completions[1].response: must be a text")
          .contains("completions: must be a list of 2 to 8 completions")
          .contains("nothing was written");
    }
  }
}
