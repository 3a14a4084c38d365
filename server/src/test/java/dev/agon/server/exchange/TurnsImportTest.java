package dev.agon.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.exchange.export.ExportChoices;
import dev.agon.server.exchange.export.ExportFormats;
import dev.agon.server.exchange.export.Exporter;
import dev.agon.server.exchange.read.ImportKind;
import dev.agon.server.exchange.read.Source;
import dev.agon.server.sql.DatabaseExtension;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Prompts of several turns and responses of several steps. */
class TurnsImportTest {
  @RegisterExtension static final DatabaseExtension DATABASE = new DatabaseExtension();

  private static final String TURNS =
      "[{\"role\": \"system\", \"content\": \"Be kind.\"}, {\"role\": \"user\", \"content\": \"Dew? 😀\", \"odd\": {\"b\": 1.50, \"a\": null}}]";
  private static final String STEPS =
      "[{\"thought\": \"I look.\", \"action\": {\"tool\": \"search\"}, \"observation\": \"wet\"}, {\"action\": \"finish\"}]";

  private Imports imports = Imports.into(DATABASE.address(), "");

  @BeforeEach
  void newStudy() {
    imports = Imports.into(DATABASE.address(), "s" + UUID.randomUUID());
  }

  private static Source jsonl(String text) {
    return Imports.source("f.jsonl", text);
  }

  private static final String ROWS =
      """
      {"prompt_id": "p", "prompt": %s, "responses": {"A": %s, "B": "plain", "C": [%s, "a second"]}}
      """
          .formatted(TURNS, STEPS, TURNS);

  @Test
  void are_kept_as_they_came_in_with_one_text_that_says_the_same() throws Exception {
    imports.run(ImportKind.PROMPTS, jsonl(ROWS));

    assertThat(imports.one("select text from prompt where study = :study"))
        .isEqualTo("system: Be kind.\n\nuser: Dew? 😀");
    assertThat(
            imports.one("select turns = '" + TURNS + "'::jsonb from prompt where study = :study"))
        .isEqualTo("t");
    assertThat(
            imports.rows(
                """
                select g.name, r.sample, r.turns is not null, left(r.text, 16) from response r
                  join generator g on g.id = r.generator where r.study = :study order by g.name, r.sample
                """))
        .containsExactly(
            "A|1|t|thought: I look.", "B|1|f|plain", "C|1|t|system: Be kind.", "C|2|f|a second");
  }

  @Test
  void the_same_file_twice_changes_nothing_and_other_turns_are_a_conflict() throws Exception {
    imports.run(ImportKind.PROMPTS, jsonl(ROWS));
    String before = imports.state();
    imports.run(ImportKind.PROMPTS, jsonl(ROWS));

    assertThat(imports.state()).isEqualTo(before);
    assertThat(imports.refusal(ImportKind.PROMPTS, jsonl(ROWS.replace("1.50", "2"))))
        .containsExactly("f.jsonl:1:30: prompt \"p\" has another text or language in the study");
    assertThat(
            imports.refusal(
                ImportKind.PROMPTS, jsonl(ROWS.replace("\"finish\"}", "\"finish\", \"x\": 1}"))))
        .anyMatch(
            error ->
                error.endsWith(
                    "the response of \"A\" to prompt \"p\" differs from that in the study"));
  }

  @Test
  void an_export_has_them_as_they_came_in() throws Exception {
    imports.run(ImportKind.PROMPTS, jsonl(ROWS));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Exporter(
            imports.address(),
            Path.of(System.getProperty("agon.home", "."), "docs", "data-dictionary.md"))
        .write(imports.slug(), ExportFormats.AGON, ExportChoices.NONE, out);

    JsonObject prompt = firstLine(out.toByteArray(), "prompts.jsonl");
    assertThat(prompt.getJsonArray("turns")).isEqualTo(new JsonArray(TURNS));
    assertThat(prompt.getString("prompt")).isEqualTo("system: Be kind.\n\nuser: Dew? 😀");
    assertThat(firstLine(out.toByteArray(), "responses.jsonl").getJsonArray("turns"))
        .isEqualTo(new JsonArray(STEPS));
  }

  private static JsonObject firstLine(byte[] zip, String file) throws Exception {
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
        if (e.getName().endsWith(file)) {
          return new JsonObject(
              new String(in.readAllBytes(), StandardCharsets.UTF_8)
                  .lines()
                  .findFirst()
                  .orElseThrow());
        }
      }
    }
    throw new AssertionError("no " + file);
  }

  @Test
  void what_is_wrong_is_told_with_its_place_in_the_row() {
    assertThat(
            imports.refusal(
                ImportKind.PROMPTS,
                jsonl(
                    """
                    {"prompt": [], "generator": "A", "response": "a"}
                    {"prompt": [{"role": "user"}], "generator": "A", "response": "a"}
                    {"prompt": [{"role": "user", "content": " "}, {"role": "user", "content": "x\\u0000"}], "generator": "A", "response": "a"}
                    {"prompt": "x", "generator": "A", "response": [{"thought": 7}]}
                    {"prompt": "x", "responses": {"A": [{"action": "x"}, "y"]}}
                    {"prompt": "x", "generator": "A", "response": {"role": "user", "content": "x"}}
                    """)))
        .containsExactly(
            "f.jsonl:1:12: prompt: must be an array of turns or steps",
            "f.jsonl:2:12: prompt: [0] has no content",
            "f.jsonl:3:12: prompt: has a character that cannot be stored",
            "f.jsonl:4:47: response: [0].thought must be a text",
            "f.jsonl:5:30: responses: [1] must be an object with role and content",
            "f.jsonl:6:47: response: is an object, not a text");
  }

  @Test
  void pairs_may_have_them_on_either_side() throws Exception {
    imports.run(
        ImportKind.PAIRS,
        jsonl(
            """
            {"prompt_id": "p", "prompt": %s, "left": "A", "right": "B", "left_text": %s, "right_text": "plain"}
            """
                .formatted(TURNS, STEPS)));
    assertThat(
            imports.one("select count(*) from response where study = :study and turns is not null"))
        .isEqualTo("1");
  }
}
