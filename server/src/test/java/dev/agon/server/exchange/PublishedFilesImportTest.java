package dev.agon.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.exchange.read.ImportKind;
import dev.agon.server.exchange.read.ImportProgress;
import dev.agon.server.exchange.read.ImportReport;
import dev.agon.server.exchange.read.Source;
import dev.agon.server.exchange.rows.Columns;
import dev.agon.server.exchange.rows.Field;
import dev.agon.server.exchange.rows.GeneratorNames;
import dev.agon.server.sql.DatabaseExtension;
import dev.agon.table.Winners;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Files as others publish them, and as the documentation shows them. */
@Tag("slow")
class PublishedFilesImportTest {
  @RegisterExtension static final DatabaseExtension DATABASE = new DatabaseExtension();

  private static final String ARENA =
      """
      {"question_id":"q1","model_a":"m","model_b":"n","winner":"model_a","judge":"j1","conversation_a":[{"role":"user","content":"Dew?"},{"role":"assistant","content":"Water."}],"conversation_b":[{"role":"user","content":"Dew?"},{"role":"assistant","content":"Wet."}],"turn":1,"tstamp":1682352149.1}
      {"question_id":"q1","model_a":"m","model_b":"n","winner":"tie (bothbad)","judge":"j2","conversation_a":[{"role":"user","content":"Dew?"},{"role":"assistant","content":"Water."}],"conversation_b":[{"role":"user","content":"Dew?"},{"role":"assistant","content":"Wet."}],"turn":1,"tstamp":1682352150.1}
      """;
  private static final String CHOSEN =
      """
      {"prompt": "Dew?", "chosen": "Water.", "rejected": "Wet."}
      {"prompt": "Rain?", "chosen": "More water.", "rejected": ""}
      """;
  private static final String RESPONSES =
      """
      select p.external_id, p.text, g.name, r.text from response r
        join generator g on g.id = r.generator join prompt p on p.id = r.prompt
      where r.study = :study order by p.text, g.name
      """;

  private Imports imports = Imports.into(DATABASE.address(), "");

  @BeforeEach
  void newStudy() {
    imports = Imports.into(DATABASE.address(), "s" + UUID.randomUUID());
  }

  private static Source jsonl(String text) {
    return Imports.source("f.jsonl", text);
  }

  @Test
  void an_arenas_rows_come_in_as_published_with_the_first_user_turn_as_the_prompt()
      throws Exception {
    ImportReport report = imports.run(ImportKind.VOTES, jsonl(ARENA));

    assertThat(report.added()).containsEntry("votes", 2L).containsEntry("comparisons", 1L);
    assertThat(imports.rows(RESPONSES)).containsExactly("q1|Dew?|m|Water.", "q1|Dew?|n|Wet.");
    assertThat(
            imports.rows(
                """
                select a.pseudonym, j.outcome from vote v join annotator a on a.id = v.annotator
                  join judgement j on j.study = v.study and j.number = v.number
                where v.study = :study order by v.number
                """))
        .hasSize(2)
        .first()
        .asString()
        .startsWith("j1|");
    String before = imports.state();
    imports.run(ImportKind.VOTES, jsonl(ARENA));
    assertThat(imports.state()).isEqualTo(before);
  }

  @Test
  void conversations_that_begin_with_different_questions_are_refused_by_line() {
    String other =
        ARENA.replaceFirst(
            "(?s)\"conversation_b\":\\[\\{\"role\":\"user\",\"content\":\"Dew",
            "\"conversation_b\":[{\"role\":\"user\",\"content\":\"Rain");
    assertThat(imports.refusal(ImportKind.VOTES, jsonl(other)))
        .singleElement()
        .asString()
        .startsWith("f.jsonl:1:")
        .contains("conversation_b: begins with another question than conversation_a");
  }

  @Test
  void what_follows_the_first_question_stays_a_dialogue_and_a_systems_turn_goes_to_the_prompt()
      throws Exception {
    String turns =
        "[{\"role\":\"system\",\"content\":\"Be brief.\"},{\"role\":\"human\",\"content\":\"Dew?\"},"
            + "{\"role\":\"assistant\",\"content\":\"%s\"},{\"role\":\"user\",\"content\":\"Why?\"},"
            + "{\"role\":\"assistant\",\"content\":\"Cold.\"}]";
    imports.run(
        ImportKind.PAIRS,
        jsonl(
            "{\"left\":\"m\",\"right\":\"n\",\"left_text\":%s,\"right_text\":%s}"
                .formatted(turns.formatted("Water."), turns.formatted("Wet."))));
    assertThat(imports.one("select text from prompt where study = :study"))
        .isEqualTo("system: Be brief.\n\nhuman: Dew?");
    assertThat(imports.rows("select text from response where study = :study order by id"))
        .containsExactly(
            "assistant: Water.\n\nuser: Why?\n\nassistant: Cold.",
            "assistant: Wet.\n\nuser: Why?\n\nassistant: Cold.");
  }

  @Test
  void chosen_and_rejected_need_no_names_of_generators_and_that_is_told() throws Exception {
    ImportReport report = imports.run(ImportKind.PAIRS, jsonl(CHOSEN));

    assertThat(report.added()).containsEntry("comparisons", 2L).containsEntry("generators", 2L);
    assertThat(imports.rows(RESPONSES).stream().map(row -> row.substring(row.indexOf('|'))))
        .containsExactly(
            "|Dew?|chosen|Water.",
            "|Dew?|rejected|Wet.",
            "|Rain?|chosen|More water.",
            "|Rain?|rejected|");
    assertThat(report.notes())
        .contains("responses that are empty texts: 1")
        .anyMatch(
            note ->
                note.contains("name no generators")
                    && note.contains("'chosen'")
                    && note.contains("--left-name"));
  }

  @Test
  void the_two_generators_may_be_called_otherwise() throws Exception {
    Columns columns =
        Imports.columns(Field.LEFT_TEXT, "chosen", Field.RIGHT_TEXT, "rejected")
            .calling("good", "bad");
    ImportReport report =
        imports.run(
            imports.request(ImportKind.PAIRS, columns), ImportProgress.SILENT, jsonl(CHOSEN));
    assertThat(imports.rows("select name from generator where study = :study order by name"))
        .containsExactly("bad", "good");
    assertThat(report.notes()).noneMatch(note -> note.contains("name no generators"));
  }

  @Test
  void a_log_without_prompts_is_told_that_it_can_be_ranked_as_it_is() {
    assertThat(
            imports.refusal(
                ImportKind.VOTES,
                Imports.source("f.csv", "left,right,winner\n" + "m,n,left\n".repeat(3))))
        .singleElement()
        .asString()
        .startsWith("f.csv:2: no 'prompt_id', 'prompt' or 'comparison' in all 3 rows: a study's")
        .endsWith("A log without prompts can be ranked as it is: agon rank FILE");
  }

  @Test
  void rows_that_are_not_understood_may_be_left_out_and_are_written_with_the_reason(
      @TempDir Path folder) throws Exception {
    String csv =
        """
        prompt_id,prompt,left,right,left_text,right_text,winner
        p,One?,A,B,a,b,left
        q,Two?,A,A,a,a,left
        r,Three?,A,B,a,b,Sorry
        """;
    Path out = folder.resolve("out.csv");
    ImportRequest.Reading reading =
        new ImportRequest.Reading(
            ImportKind.VOTES, null, Columns.DEFAULT, GeneratorNames.SAME, Winners.USUAL, "", out);
    ImportReport report =
        imports.run(imports.request(reading), ImportProgress.SILENT, Imports.source("f.csv", csv));
    assertThat(report.added()).containsEntry("votes", 1L).containsEntry("prompts", 1L);
    assertThat(report.notes()).contains("2 rows were left out: " + out + " says which and why");
    assertThat(Files.readAllLines(out))
        .hasSize(3)
        .satisfies(
            lines -> {
              assertThat(lines.get(1)).startsWith("f.csv,3,4,").contains("is compared with itself");
              assertThat(lines.get(2)).startsWith("f.csv,4,7,").contains("Sorry");
            });
    assertThat(imports.refusal(imports.request(reading), Imports.source("f.csv", csv)))
        .singleElement()
        .asString()
        .contains("exists already; bad rows are written to a new file");
  }

  @Test
  void an_empty_response_is_a_response() throws Exception {
    imports.run(
        ImportKind.PROMPTS,
        jsonl("{\"prompt\":\"Empty?\",\"responses\":{\"A\":\"\",\"B\":\"text\"}}"));
    assertThat(
            imports.rows(
                "select '[' || text || ']' from response where study = :study order by id"))
        .containsExactly("[]", "[text]");
  }

  @Test
  void tabs_and_semicolons_separate_as_the_documentation_says() throws Exception {
    String csv = "prompt_id,prompt,left,right,left_text,right_text,winner\np,One?,A,B,a,b,left\n";
    imports.run(ImportKind.VOTES, Imports.source("f.tsv", csv.replace(',', '\t')));
    String before = imports.state();
    imports.run(ImportKind.VOTES, Imports.source("f.txt", csv.replace(',', ';')));
    imports.run(ImportKind.VOTES, Imports.source("f.csv", csv));
    assertThat(imports.state()).isEqualTo(before);
  }

  @Test
  void an_array_of_objects_is_read_too() throws Exception {
    imports.run(
        ImportKind.VOTES, Imports.source("f.json", "[" + ARENA.strip().replace("\n", ",\n") + "]"));
    assertThat(imports.rows(RESPONSES)).hasSize(2);
  }

  @Test
  void every_row_that_the_documentation_shows_is_taken() throws Exception {
    Path docs = Path.of(System.getProperty("agon.home")).resolve("docs/import.md");
    List<String> rows =
        Files.readAllLines(docs).stream().filter(line -> line.startsWith("{\"")).toList();
    assertThat(rows).hasSizeGreaterThanOrEqualTo(5);
    for (String row : rows) {
      newStudy();
      ImportKind kind =
          row.contains("\"winner\"")
              ? ImportKind.VOTES
              : row.contains("\"chosen\"") ? ImportKind.PAIRS : ImportKind.PROMPTS;
      assertThat(imports.run(kind, jsonl(row)).added().get("responses")).as(row).isPositive();
    }
    String columns =
        Files.readAllLines(docs).stream()
            .filter(line -> line.startsWith("or CSV with `"))
            .map(line -> line.split("`", -1)[1])
            .collect(Collectors.joining());
    newStudy();
    imports.run(ImportKind.PROMPTS, columns + "\np1,What is dew?,A,Water.\n");
  }

  @Test
  void every_column_that_the_documentation_names_is_one() throws IOException {
    Path docs = Path.of(System.getProperty("agon.home")).resolve("docs/import.md");
    String text = Files.readString(docs);
    for (Field field : Field.values()) {
      assertThat(text).as(field.column()).contains("`" + field.column() + "`");
    }
  }
}
