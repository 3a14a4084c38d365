package dev.agon.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.agon.server.exchange.load.ComparisonChoice;
import dev.agon.server.exchange.load.NewStudy;
import dev.agon.server.exchange.read.ImportKind;
import dev.agon.server.exchange.read.ImportProgress;
import dev.agon.server.exchange.read.ImportReport;
import dev.agon.server.exchange.read.Source;
import dev.agon.server.exchange.rows.Columns;
import dev.agon.server.exchange.rows.Field;
import dev.agon.server.sql.DatabaseExtension;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PromptsImportTest {
  @RegisterExtension static final DatabaseExtension DATABASE = new DatabaseExtension();

  private Imports imports = Imports.into(DATABASE.address(), "");

  @BeforeEach
  void newStudy() {
    imports = Imports.into(DATABASE.address(), "s" + UUID.randomUUID());
  }

  private static Source jsonl(String text) {
    return Imports.source("f.jsonl", text);
  }

  @Test
  void prompts_with_responses_by_generator_become_all_pairs_with_free_places() throws Exception {
    ImportReport report =
        imports.run(
            ImportKind.PROMPTS,
            jsonl(
                """
                {"prompt_id": "p1", "prompt": "One?", "language": "fr", "tags": ["a", "b"], "responses": {"A": "a1", "B": "b1", "C": "c1"}}
                {"prompt_id": 2, "prompt": "Two?", "responses": {"A": "a2", "B": ["b2", "b2 again"]}}
                """));

    assertThat(report.added())
        .contains(
            entry("prompts", 2L),
            entry("generators", 3L),
            entry("responses", 6L),
            entry("comparisons", 5L),
            entry("places", 15L),
            entry("votes", 0L));
    assertThat(
            imports.rows(
                "select external_id, text, language, metadata from prompt where study = :study order by id"))
        .containsExactly("p1|One?|fr|{\"tags\": [\"a\", \"b\"]}", "2|Two?|en|{}");
    assertThat(imports.rows("select external_id from comparison where study = :study order by id"))
        .containsExactly("p1: A, B", "p1: A, C", "p1: B, C", "2: A, B", "2: A, B (1, 2)");
    assertThat(
            imports.rows(
                """
                select distinct abs(sum(case when presentation[1] = 1 then 1 else -1 end)), count(*)
                from place where study = :study group by comparison
                """))
        .as("both orders in turn")
        .containsExactly("1|3");
  }

  @Test
  void texts_without_a_tag_are_in_an_unknown_language_and_a_new_study_asks_who_reads_the_others()
      throws Exception {
    NewStudy made =
        new NewStudy(
            imports.slug(), "Test", "Which?", NewStudy.UNKNOWN_LANGUAGE, imports.overlap(), true);
    ImportRequest usual = imports.request(ImportKind.PROMPTS, Columns.DEFAULT);
    imports.run(
        new ImportRequest(
            new ImportRequest.Target(imports.slug(), made, null, ComparisonChoice.PAIRS),
            usual.reading(),
            usual.annotators(),
            "test"),
        ImportProgress.SILENT,
        jsonl(
            """
            {"prompt_id": "p1", "prompt": "Eins?", "language": "de", "responses": {"A": "a1", "B": "b1"}}
            {"prompt_id": "p2", "prompt": "Two?", "responses": {"A": "a2", "B": "b2"}}
            """));

    assertThat(
            imports.rows(
                "select external_id, language from prompt where study = :study order by id"))
        .containsExactly("p1|de", "p2|und");
    assertThat(imports.one("select reading_level from study where id = :study")).isEqualTo("2");
    assertThat(imports.rows("select id, tags from language_sets(:study) order by id"))
        .as("set 0 is what has no tag")
        .hasSize(2)
        .first()
        .isEqualTo("0|{und}");
  }

  @Test
  void csv_with_one_response_a_row_makes_the_same() throws Exception {
    imports.run(
        ImportKind.PROMPTS,
        """
        prompt_id,prompt,generator,response,tags
        p1,One?,A,a1,x; y
        p1,One?,B,"b
        1",x; y
        """);

    assertThat(imports.rows("select text from response where study = :study order by id"))
        .containsExactly("a1", "b\n1");
    assertThat(imports.one("select metadata from prompt where study = :study"))
        .isEqualTo("{\"tags\": [\"x\", \"y\"]}");
    assertThat(imports.one("select count(*) from comparison where study = :study")).isEqualTo("1");
  }

  @Test
  void a_study_is_made_whole_with_codes_that_cannot_be_guessed() throws Exception {
    imports.run(ImportKind.PROMPTS, "prompt,generator,response\nOne?,A,a");

    assertThat(imports.rows("select seq from study_clock where study = :study"))
        .containsExactly("0");
    assertThat(imports.rows("select ordinal, name from criterion where study = :study"))
        .containsExactly("1|overall");
    assertThat(
            imports.one(
                """
                select version, settings ->> 'name', settings -> 'criteria' ->> 0, jsonb_exists(settings, 'join_code')
                from study_version where study = :study
                """))
        .isEqualTo("1|Test|overall|f");
    assertThat(
            imports.one(
                "select length(join_code), length(board_code), join_code <> board_code from study where id = :study"))
        .isEqualTo("22|22|t");
  }

  @Test
  void the_same_file_twice_changes_nothing() throws Exception {
    String csv = "prompt_id,prompt,generator,response\np,One?,A,a\np,One?,B,b\n";
    imports.run(ImportKind.PROMPTS, csv);
    String before = imports.state();

    ImportReport again = imports.run(ImportKind.PROMPTS, csv);

    assertThat(imports.state()).isEqualTo(before);
    assertThat(again.created()).isFalse();
    assertThat(again.added().values()).containsOnly(0L);
    assertThat(again.present()).contains(entry("comparisons", 1L));
  }

  @Test
  void a_new_generator_is_compared_with_those_that_were_there() throws Exception {
    imports.run(
        ImportKind.PROMPTS, "prompt_id,prompt,generator,response\np,One?,A,a\np,One?,B,b\n");
    ImportReport more = imports.run(ImportKind.PROMPTS, "prompt_id,generator,response\np,C,c\n");

    assertThat(more.added()).contains(entry("comparisons", 2L), entry("places", 6L));
    assertThat(imports.rows("select external_id from comparison where study = :study order by id"))
        .containsExactly("p: A, B", "p: A, C", "p: B, C");
  }

  @Test
  void one_name_with_two_texts_is_a_conflict_and_nothing_is_written() throws Exception {
    imports.run(ImportKind.PROMPTS, "prompt_id,prompt,generator,response\np,One?,A,a\n");
    String before = imports.state();

    assertThat(
            imports.refusal(
                ImportKind.PROMPTS,
                Imports.source(
                    "f.csv",
                    """
                    prompt_id,prompt,generator,response
                    q,Two?,A,a
                    q,Two!,A,b
                    """)))
        .containsExactly("f.csv:3:2: prompt \"q\" has another text or language than in line 2");
    assertThat(
            imports.refusal(
                ImportKind.PROMPTS,
                Imports.source("f.csv", "prompt_id,prompt,generator,response\np,Other?,B,b")))
        .containsExactly("f.csv:2:2: prompt \"p\" has another text or language in the study");
    assertThat(
            imports.refusal(
                ImportKind.PROMPTS,
                Imports.source("f.csv", "prompt_id,generator,response\np,A,other\np,B,x\np,B,y")))
        .containsExactly(
            "f.csv:2:3: the response of \"A\" to prompt \"p\" differs from that in the study",
            "f.csv:4:3: the response of \"B\" to prompt \"p\" differs from that in line 3");
    assertThat(imports.state()).isEqualTo(before);
  }

  @Test
  void what_a_row_lacks_is_told_with_its_place() {
    assertThat(
            imports.refusal(
                ImportKind.PROMPTS,
                jsonl(
                    """
                    {"prompt_id": "p", "prompt": " ", "responses": {"A": "a"}}
                    {"prompt_id": "p", "responses": {"A": "a"}}
                    {"prompt": "x", "responses": {}}
                    {"prompt": "x", "responses": {"A": null}}
                    {"prompt": "x", "responses": {" ": "a"}}
                    {"prompt": "x\\u0000", "generator": "A", "response": "a"}
                    {"prompt": "x", "generator": "A", "response": "\\ud800"}
                    {"prompt": "x", "generator": "A"}
                    {"prompt": ["x"], "generator": "A", "response": "a"}
                    {"prompt": "x", "generator": "A", "response": "a", "sample": 0}
                    {"generator": "A", "response": "a"}
                    """)))
        .containsExactly(
            "f.jsonl:1:30: prompt: is empty",
            "f.jsonl:3:30: responses: must be an object of texts by generator",
            "f.jsonl:4:30: responses: 'A' has no text",
            "f.jsonl:5:30: responses: is empty",
            "f.jsonl:6:12: prompt: character 2 is U+0000, which cannot be stored",
            "f.jsonl:7:47: response: character 1 is U+D800, which cannot be stored",
            "f.jsonl:8: no 'response'; there are prompt, generator",
            "f.jsonl:9:12: prompt: [0] must be an object with role and content",
            "f.jsonl:10:62: sample: '0' is not a whole number from 1",
            "f.jsonl:11: no 'prompt'; there are generator, response");
    assertThat(imports.rows("select 1 from study where slug = '" + imports.slug() + "'")).isEmpty();
  }

  @Test
  void a_prompt_without_text_must_be_in_the_study() {
    assertThat(
            imports.refusal(
                ImportKind.PROMPTS, Imports.source("f.csv", "prompt_id,generator,response\np,A,a")))
        .containsExactly("f.csv:2:3: prompt \"p\" has no text, neither here nor in the study");
  }

  @Test
  void after_twenty_errors_no_more_are_told() {
    String bad = "{\"prompt\": 1\n".repeat(50);
    assertThat(imports.refusal(ImportKind.PROMPTS, jsonl(bad))).hasSize(20);
  }

  @Test
  void a_column_that_was_named_must_be_there() {
    assertThat(
            imports.refusal(
                imports.request(ImportKind.PROMPTS, Imports.columns(Field.RESPONSE, "answer")),
                Imports.source("f.csv", "prompt,generator,response\nx,A,a\ny,A,b")))
        .containsExactly(
            "f.csv:2: no 'answer' in all 2 rows; there are prompt, generator, response");
    assertThat(
            imports.refusal(
                imports.request(ImportKind.PROMPTS, Imports.columns(Field.LANGUAGE, "lang")),
                jsonl("{\"prompt\": \"x\", \"generator\": \"A\", \"response\": \"a\"}")))
        .containsExactly("f.jsonl:1: there is no column 'lang'");
    assertThat(
            imports.refusal(
                imports.request(ImportKind.PROMPTS, Imports.columns(Field.RESPONSE, "answer")),
                jsonl(
                    "{\"prompt\": \"x\", \"generator\": \"A\"}\n"
                        + "{\"prompt\": \"x\", \"generator\": \"B\", \"answer\": \"b\"}")))
        .as("a column that some rows have is missed in the others")
        .containsExactly("f.jsonl:1: no 'answer'; there are prompt, generator");
  }

  @Test
  void a_damaged_gzip_file_is_told() {
    byte[] broken = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 7, 7, 7, 7};
    assertThat(imports.refusal(ImportKind.PROMPTS, Imports.source("f.csv.gz", broken)))
        .singleElement()
        .asString()
        .startsWith("f.csv.gz: is damaged");
  }

  @Test
  void empty_responses_are_kept_and_noted() throws Exception {
    ImportReport report =
        imports.run(
            ImportKind.PROMPTS,
            jsonl("{\"prompt\": \"x\", \"responses\": {\"A\": \"\", \"B\": \"b\"}}"));

    assertThat(report.notes()).containsExactly("responses that are empty texts: 1");
    assertThat(report.added()).contains(entry("responses", 2L), entry("comparisons", 1L));
  }

  @Test
  void text_is_kept_to_the_letter() throws Exception {
    String text =
        "tab\\there \\\\N \\\\. \\r\\n \\\"quoted\\\" \\ud83d\\ude00 \\u2028 =1+1 \\b\\f\\u000b";
    imports.run(
        ImportKind.PROMPTS,
        jsonl("{\"prompt\": \"" + text + "\", \"responses\": {\"\\\\N\": \"\\\\N\"}}"));

    assertThat(imports.one("select text from prompt where study = :study"))
        .isEqualTo("tab\there \\N \\. \r\n \"quoted\" \ud83d\ude00 \u2028 =1+1 \b\f\u000b");
    assertThat(imports.one("select text from response where study = :study")).isEqualTo("\\N");
    assertThat(imports.one("select name from generator where study = :study")).isEqualTo("\\N");
  }
}
