package dev.agon.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.question.form.Form;
import dev.agon.server.core.AnnotatorKind;
import dev.agon.server.exchange.export.ExportChoices;
import dev.agon.server.exchange.export.ExportFormats;
import dev.agon.server.exchange.export.Exporter;
import dev.agon.server.exchange.load.ComparisonChoice;
import dev.agon.server.exchange.load.NewStudy;
import dev.agon.server.exchange.read.ImportKind;
import dev.agon.server.exchange.read.ImportProgress;
import dev.agon.server.exchange.read.ImportRefused;
import dev.agon.server.exchange.read.ImportReport;
import dev.agon.server.sql.DatabaseExtension;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AnswersImportTest {
  @RegisterExtension static final DatabaseExtension DATABASE = new DatabaseExtension();

  private static final String FORM =
      """
      {"blocks": [
        {"id": "order", "type": "ranking", "criterion": "overall"},
        {"id": "grid", "type": "rubric", "required": false,
         "aspects": [{"id": "honesty", "label": "Honesty", "criterion": "honesty"}]},
        {"id": "marks", "type": "spans", "required": false, "types": [{"id": "odd", "label": "Odd"}]}]}
      """;

  private static final String PROMPTS =
      """
      {"prompt_id": "p", "prompt": "Pets?", "responses": {"A": "One cat.", "B": "Two dogs.", "C": "No 😀."}}
      {"prompt_id": "q", "prompt": "Alone?", "responses": {"A": "Only one."}}
      """;

  private Imports imports = Imports.into(DATABASE.address(), "");

  @BeforeEach
  void newStudy() throws Exception {
    imports = Imports.into(DATABASE.address(), "s" + UUID.randomUUID());
    NewStudy study =
        new NewStudy(imports.slug(), "Test", "Which?", "en", 2, true, Form.parse(FORM));
    imports.run(
        request(ImportKind.PROMPTS, study),
        ImportProgress.SILENT,
        Imports.source("p.jsonl", PROMPTS));
  }

  private ImportRequest request(ImportKind kind, @Nullable NewStudy study) {
    return new ImportRequest(
        new ImportRequest.Target(imports.slug(), study, null, ComparisonChoice.TOGETHER),
        ImportRequest.Reading.of(kind),
        AnnotatorKind.PERSON,
        "test");
  }

  private static String row(String annotator, String answers) {
    return "{\"comparison\": \"p: all\", \"annotator\": \"%s\", \"answers\": {%s}}%n"
        .formatted(annotator, answers);
  }

  private ImportReport answers(String rows) throws ImportRefused {
    ImportRequest request = request(ImportKind.ANSWERS, null);
    return imports.run(request, ImportProgress.SILENT, Imports.source("a.jsonl", rows));
  }

  @Test
  void all_responses_to_a_prompt_are_one_comparison_shown_in_every_turn() {
    assertThat(imports.rows("select name from criterion where study = :study order by ordinal"))
        .containsExactly("overall", "honesty");
    assertThat(
            imports.rows(
                "select external_id, cardinality(responses), wanted from comparison where study = :study"))
        .containsExactly("p: all|3|2");
    assertThat(
            imports.one(
                "select count(distinct presentation) from place where study = :study and state = 0"))
        .isEqualTo("2");
  }

  @Test
  void answers_are_votes_with_what_they_say_of_each_pair() throws ImportRefused {
    String rows =
        row(
                "ada",
                "\"order\": {\"ranks\": [3, 1, 1]}, \"marks\": {\"spans\": ["
                    + "{\"response\": 1, \"start\": 0, \"end\": 3, \"type\": \"odd\"}]}")
            + row(
                "bob",
                "\"order\": {\"ranks\": [1, 2, 3]}, \"grid\": {\"ratings\": {\"honesty\": ["
                    + "{\"value\": 5, \"rationale\": \"True.\"}, {\"value\": null}, {\"value\": 5}]}}");

    ImportReport report = answers(rows);
    ImportReport again = answers(rows);

    assertThat(report.added()).containsEntry("votes", 2L);
    assertThat(again.added().getOrDefault("votes", 0L)).isZero();
    assertThat(imports.one("select count(*) from place where study = :study and state = 2"))
        .as("they fill places")
        .isEqualTo("2");
    assertThat(
            imports.rows(
                """
                select v.number, criterion, first, second, outcome, round(weight::numeric, 3)
                from judgement j join vote v using (study, number)
                where study = :study order by 1, 2, 3, 4
                """))
        .containsExactly(
            "1|1|1|2|2|0.778",
            "1|1|1|3|2|0.778",
            "1|1|2|3|3|0.778",
            "2|1|1|2|1|0.778",
            "2|1|1|3|1|0.778",
            "2|1|2|3|1|0.778",
            "2|2|1|3|3|1.000");
    assertThat(
            imports.one(
                "select answers #>> '{marks,spans,0,end}' from vote where study = :study and number = 1"))
        .isEqualTo("3");
  }

  @Test
  void what_is_wrong_is_told_by_line_and_path_and_nothing_is_written() {
    String before = imports.state();
    ImportRequest request = request(ImportKind.ANSWERS, null);
    assertThat(
            imports.refusal(
                request,
                Imports.source(
                    "a.jsonl",
                    row("ada", "\"order\": {\"ranks\": [1, 2, 3]}")
                        + row("bob", "\"order\": {\"ranks\": [1, 1, 2]}, \"x\": 1")
                        + row("cy", ""))))
        .containsExactly(
            "a.jsonl:2:16: answers.x: is not a question of this study",
            "a.jsonl:2:16: answers.order.ranks.3: must be 3: so many are better, plus one",
            "a.jsonl:3:16: answers.order: is needed");
    assertThat(
            imports.refusal(
                request, Imports.source("a.jsonl", "{\"comparison\": \"z\", \"answers\": 1}")))
        .hasSize(1)
        .allMatch(error -> error.contains("answers: is not an object"));
    assertThat(imports.state()).isEqualTo(before);
  }

  @Test
  void answers_come_back_from_an_export_as_they_went_in(
      @org.junit.jupiter.api.io.TempDir Path folder) throws Exception {
    String answers =
        "\"order\":{\"ranks\":[2,1,3]},\"marks\":{\"spans\":[{\"response\":3,\"start\":3,\"end\":5,"
            + "\"type\":\"odd\",\"note\":\"😀\"}]}";
    answers(row("ada", answers));
    Path dictionary = folder.resolve("d.md");
    Files.writeString(dictionary, "d");

    byte[] first = export(imports, dictionary);
    String slug = "s" + UUID.randomUUID();
    Imports other = Imports.into(DATABASE.address(), slug);
    other.run(
        new ImportRequest(
            new ImportRequest.Target(slug, null, null, ComparisonChoice.NONE),
            ImportRequest.Reading.of(ImportKind.AGON),
            AnnotatorKind.PERSON,
            "test"),
        ImportProgress.SILENT,
        Imports.source("e.zip", first));

    String votes = part(first, "votes.jsonl");
    assertThat(part(export(other, dictionary), "votes.jsonl")).isEqualTo(votes);
    assertThat(dev.agon.question.Json.parse(votes).path("answers"))
        .isEqualTo(dev.agon.question.Json.parse("{" + answers + "}"));
    assertThat(
            other.one(
                "select form = (select form from study where slug = '%s') from study where id = :study"
                    .formatted(imports.slug())))
        .isEqualTo("t");
  }

  private static byte[] export(Imports study, Path dictionary) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Exporter(study.address(), dictionary)
        .write(study.slug(), ExportFormats.AGON, ExportChoices.NONE, out);
    return out.toByteArray();
  }

  private static String part(byte[] zip, String name) throws Exception {
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (entry.getName().endsWith(name)) {
          return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
      }
    }
    throw new AssertionError(List.of(name));
  }
}
