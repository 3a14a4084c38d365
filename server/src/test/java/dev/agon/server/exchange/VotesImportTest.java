package dev.agon.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.agon.preference.Outcome;
import dev.agon.server.exchange.read.ImportKind;
import dev.agon.server.exchange.read.ImportProgress;
import dev.agon.server.exchange.read.ImportRefused;
import dev.agon.server.exchange.read.ImportReport;
import dev.agon.server.exchange.read.Source;
import dev.agon.server.exchange.rows.Columns;
import dev.agon.server.exchange.rows.Field;
import dev.agon.server.exchange.rows.GeneratorNames;
import dev.agon.server.sql.DatabaseExtension;
import dev.agon.table.Winners;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("slow")
class VotesImportTest {
  @RegisterExtension static final DatabaseExtension DATABASE = new DatabaseExtension();

  private static final String PAIRS =
      """
      comparison,prompt_id,prompt,left,right,left_text,right_text
      1,p,One?,A,B,a,b
      2,p,One?,C,A,c,a
      """;

  private static final String VOTES =
      """
      select v.number, c.external_id, a.pseudonym, v.purpose, v.presentation, j.outcome
      from vote v join comparison c on c.id = v.comparison join annotator a on a.id = v.annotator
        join judgement j on j.study = v.study and j.number = v.number
      where v.study = :study order by v.number
      """;

  private Imports imports = Imports.into(DATABASE.address(), "");

  @BeforeEach
  void newStudy() throws ImportRefused {
    imports = Imports.into(DATABASE.address(), "s" + UUID.randomUUID());
    imports.run(ImportKind.PAIRS, PAIRS);
  }

  private String places(String comparison) {
    return imports.one(
        """
        select c.wanted || ' wanted, ' || count(*) filter (where p.state = 2) || ' voted, '
          || count(*) filter (where p.state = 0) || ' free'
        from comparison c join place p on p.comparison = c.id
        where c.study = :study and c.external_id = '%s' group by c.wanted
        """
            .formatted(comparison));
  }

  @Test
  void pairs_keep_the_order_of_the_file_as_their_own() {
    assertThat(
            imports.rows(
                """
                select c.external_id, a.text, b.text, c.wanted
                from comparison c join response a on a.id = responses[1] join response b on b.id = responses[2]
                where c.study = :study order by c.id
                """))
        .containsExactly("1|a|b|3", "2|c|a|3");
    assertThat(places("1")).isEqualTo("3 wanted, 0 voted, 3 free");
  }

  @Test
  void votes_fill_places_with_the_order_of_the_log_on_the_screen() throws ImportRefused {
    ImportReport report =
        imports.run(
            ImportKind.VOTES,
            """
            comparison,left,right,winner,annotator,time,comment
            1,A,B,left,ann,2026-01-31T12:00:00Z,clear
            1,B,A,left,ben,,
            1,B,A,both_bad,cy,,
            2,C,A,tie,ann,,
            """);

    assertThat(report.added()).contains(entry("votes", 4L), entry("annotators", 3L));
    assertThat(report.watermark()).isEqualTo(4);
    assertThat(imports.rows(VOTES))
        .containsExactly(
            "1|1|ann|1|{1,2}|1", "2|1|ben|1|{2,1}|2", "3|1|cy|1|{2,1}|4", "4|2|ann|1|{1,2}|3");
    assertThat(places("1")).isEqualTo("3 wanted, 3 voted, 0 free");
    assertThat(places("2")).isEqualTo("3 wanted, 1 voted, 2 free");
    assertThat(
            imports.rows(
                """
                select v.sent_at, v.comment, v.source, v.propensity is null, v.revision, p.revision, p.annotator = v.annotator
                from vote v join place p on p.id = v.place where v.study = :study and number = 1
                """))
        .containsExactly("2026-01-31 12:00:00+00|clear|import|t|1|1|t");
  }

  @Test
  void more_votes_than_places_get_places_of_their_own() throws ImportRefused {
    imports.run(
        ImportKind.VOTES,
        "comparison,winner,annotator\n1,left,a\n1,left,b\n1,left,c\n1,left,d\n1,left,e\n");

    assertThat(places("1")).isEqualTo("5 wanted, 5 voted, 0 free");
  }

  @Test
  void a_second_vote_of_one_annotator_on_one_comparison_is_a_repeat() throws ImportRefused {
    imports.run(ImportKind.VOTES, "comparison,winner,annotator\n1,left,a\n1,left,a\n1,tie,a\n");
    imports.run(ImportKind.VOTES, "comparison,winner,annotator\n1,right,a\n");

    assertThat(imports.rows(VOTES))
        .containsExactly(
            "1|1|a|1|{1,2}|1", "2|1|a|3|{1,2}|1", "3|1|a|3|{1,2}|3", "4|1|a|3|{1,2}|2");
    assertThat(places("1")).as("repeats take no place").isEqualTo("3 wanted, 4 voted, 2 free");
  }

  @Test
  void the_same_log_twice_changes_nothing_and_a_grown_one_adds_what_is_new() throws ImportRefused {
    String log = "comparison,winner,annotator\n1,left,a\n1,left,a\n2,tie,a\n";
    imports.run(ImportKind.VOTES, log);
    String before = imports.state();

    ImportReport again = imports.run(ImportKind.VOTES, log);
    assertThat(imports.state()).isEqualTo(before);
    assertThat(again.present()).contains(entry("votes", 3L));

    ImportReport grown = imports.run(ImportKind.VOTES, log + "2,tie,b\n");
    assertThat(grown.added()).contains(entry("votes", 1L));
    assertThat(grown.watermark()).isEqualTo(4);
  }

  @Test
  void votes_without_an_annotator_are_each_somebody_elses() throws ImportRefused {
    String log = "comparison,winner\n1,left\n1,left\n1,right\n";
    imports.run(ImportKind.VOTES, log);
    imports.run(ImportKind.VOTES, log + "2,tie\n");

    assertThat(imports.rows(VOTES))
        .containsExactly(
            "1|1|anonymous-1|1|{1,2}|1",
            "2|1|anonymous-2|1|{1,2}|1",
            "3|1|anonymous-3|1|{1,2}|2",
            "4|2|anonymous-4|1|{1,2}|3");
  }

  @Test
  void a_log_that_holds_everything_needs_no_second_file() throws ImportRefused {
    ImportReport report =
        imports.run(
            ImportKind.VOTES,
            Imports.source(
                "log.jsonl",
                """
                {"prompt": "Two?", "left": "X", "right": "Y", "left_text": "x", "right_text": "y", "winner": "model_b", "annotator": 7, "time": 1769860800}
                {"prompt": "Two?", "left": "Y", "right": "X", "left_text": "y", "right_text": "x", "winner": "tie (bothbad)", "annotator": 8}
                """));

    assertThat(report.added())
        .contains(
            entry("prompts", 1L),
            entry("generators", 2L),
            entry("responses", 2L),
            entry("comparisons", 1L),
            entry("places", 3L),
            entry("votes", 2L));
    assertThat(imports.rows(VOTES.replace("c.external_id", "substr(c.external_id, 1, 2)")))
        .containsExactly("1|p-|7|1|{1,2}|2", "2|p-|8|1|{2,1}|4");
  }

  @Test
  void comparisons_are_found_by_prompt_and_sides_and_made_where_only_the_responses_are_there()
      throws ImportRefused {
    imports.run(
        ImportKind.VOTES, "prompt_id,left,right,winner,annotator\np,B,A,left,a\np,B,C,right,a\n");

    assertThat(imports.rows(VOTES)).containsExactly("1|1|a|1|{2,1}|2", "2|p: B, C|a|1|{1,2}|2");
    assertThat(places("p: B, C")).isEqualTo("3 wanted, 1 voted, 2 free");
  }

  @Test
  void words_for_outcomes_can_be_told() throws ImportRefused {
    ImportRequest request =
        imports.request(
            new ImportRequest.Reading(
                ImportKind.VOTES,
                null,
                Imports.columns(Field.WINNER, "label"),
                GeneratorNames.SAME,
                new Winners(Map.of("0", Outcome.FIRST, "A>>B", Outcome.FIRST)),
                "log1-"));
    imports.run(
        request,
        ImportProgress.SILENT,
        Imports.source("f.csv", "comparison,label,annotator\n1,0,a\n1,a>>b,b\n"));

    assertThat(imports.rows(VOTES)).containsExactly("1|1|log1-a|1|{1,2}|1", "2|1|log1-b|1|{1,2}|1");
  }

  @Test
  void what_is_wrong_with_votes_is_told_and_nothing_is_written() {
    String before = imports.state();
    assertThat(
            imports.refusal(
                ImportKind.VOTES,
                Imports.source(
                    "f.csv",
                    """
                    comparison,left,right,winner,annotator,time
                    1,A,B,lefft,a,
                    1,A,A,left,a,
                    1,A,B,left,a,yesterday
                    1,A,B,,a,
                    """)))
        .containsExactly(
            "f.csv:2:4: winner: " + Winners.USUAL.refusal("lefft", new Winners.Meaning.Unknown()),
            "f.csv:3:3: right: 'A' is compared with itself",
            "f.csv:4:6: time: 'yesterday' is not a time like 2026-01-31T12:00:00Z or seconds since 1970",
            "f.csv:5:4: winner: " + Winners.USUAL.refusal("", new Winners.Meaning.Unknown()));
    assertThat(
            imports.refusal(
                ImportKind.VOTES,
                Imports.source(
                    "f.csv",
                    """
                    comparison,prompt_id,left,right,winner,annotator
                    7,p,A,B,left,a
                    1,p,A,C,left,a
                    1,q,A,B,left,a
                    1,p,A,B,left,a
                    """)))
        .containsExactly(
            "f.csv:2:1: there is no comparison \"7\" in the study",
            "f.csv:3:1: comparison \"1\" compares \"A\" with \"B\", not \"A\" with \"C\"",
            "f.csv:4:1: comparison \"1\" is about prompt \"p\", not \"q\"");
    assertThat(
            imports.refusal(
                ImportKind.VOTES,
                Imports.source("f.csv", "prompt_id,left,right,winner\np,A,Z,left\nq,A,B,left\n")))
        .containsExactly(
            "f.csv:2:2: there is no response of \"Z\" to prompt \"p\"",
            "f.csv:3:2: there is no prompt \"q\"");
    assertThat(
            imports.refusal(
                ImportKind.VOTES, Imports.source("f.csv", "a,b\n" + "1,2\n".repeat(30))))
        .containsExactly("f.csv:2: no 'winner' in all 30 rows; there are a, b");
    assertThat(imports.state()).isEqualTo(before);
  }

  @Test
  void one_comparison_id_for_two_pairs_and_two_ids_for_one_pair_are_conflicts() {
    String before = imports.state();
    assertThat(
            imports.refusal(
                ImportKind.PAIRS,
                Imports.source("f.csv", "comparison,prompt_id,left,right\n1,p,A,C\n3,p,B,A\n")))
        .containsExactly(
            "f.csv:2:1: comparison \"1\" compares other responses in the study",
            "f.csv:2:1: comparison \"1\" has the same two responses as comparison \"2\"",
            "f.csv:3:1: comparison \"3\" has the same two responses as comparison \"1\"");
    assertThat(
            imports.refusal(
                ImportKind.PAIRS,
                Imports.source(
                    "f.csv", "comparison,prompt_id,left,right\n4,p,B,C\n5,p,C,B\n4,p,A,B\n")))
        .contains(
            "f.csv:3:1: comparison \"5\" has the same two responses as comparison \"4\"",
            "f.csv:4:1: comparison \"4\" compares other responses in line 2");
    assertThat(imports.state()).isEqualTo(before);
  }

  @Test
  void an_annotator_of_the_log_is_never_taken_for_a_person_who_joined() {
    imports.execute(
        "insert into annotator (study, pseudonym, return_hash) values (:study, '58', sha256('x'))");
    assertThat(
            imports.refusal(
                ImportKind.VOTES,
                Imports.source("f.csv", "comparison,winner,annotator\n1,left,58\n")))
        .singleElement()
        .asString()
        .startsWith("f.csv:2: annotator \"58\" joined this study in person");
  }

  @Test
  void leased_places_and_those_given_back_after_a_vote_are_left_alone() throws ImportRefused {
    imports.execute(
        "insert into annotator (study, pseudonym) select :study, x from unnest('{live,back}'::text[]) x");
    imports.execute(
        """
        update place p set state = 1, slot = 1, token = gen_random_uuid(), deadline = now(), leased_at = now(),
          annotator = (select id from annotator where study = :study and pseudonym = 'live')
        where p.id = (select min(p.id) from place p join comparison c on c.id = p.comparison
          where c.study = :study and c.external_id = '1')
        """);
    imports.execute(
        """
        update place set revision = 2 where id = (select max(p.id) from place p
          join comparison c on c.id = p.comparison where c.study = :study and c.external_id = '1')
        """);

    imports.run(ImportKind.VOTES, "comparison,winner,annotator\n1,left,a\n1,left,b\n");

    assertThat(
            imports.rows(
                """
                select p.state, p.revision, a.pseudonym from place p join comparison c on c.id = p.comparison
                  left join annotator a on a.id = p.annotator
                where c.study = :study and c.external_id = '1' order by p.id
                """))
        .containsExactly("1|0|live", "2|1|a", "0|2|null", "2|1|b");
    assertThat(places("1")).isEqualTo("4 wanted, 2 voted, 1 free");
  }

  @Test
  void a_dry_run_tells_what_would_be_added_and_writes_nothing() throws Exception {
    String before = imports.state();
    Source log = Imports.source("f.csv", "comparison,winner,annotator\n1,left,a\n1,tie,b\n");
    try (ImportRun run =
        new Importer(imports.address())
            .prepare(
                imports.request(ImportKind.VOTES, Columns.DEFAULT),
                java.util.List.of(log),
                ImportProgress.SILENT)) {
      assertThat(run.check().added()).contains(entry("votes", 2L), entry("annotators", 2L));
    }
    assertThat(imports.state()).isEqualTo(before);
  }
}
