package dev.agon.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.agon.numeric.Digests;
import dev.agon.server.core.AnnotatorKind;
import dev.agon.server.exchange.archive.ArchiveFile;
import dev.agon.server.exchange.export.ExportChoices;
import dev.agon.server.exchange.export.ExportFormats;
import dev.agon.server.exchange.export.ExportStore;
import dev.agon.server.exchange.export.Exporter;
import dev.agon.server.exchange.load.ComparisonChoice;
import dev.agon.server.exchange.read.ImportKind;
import dev.agon.server.exchange.read.ImportProgress;
import dev.agon.server.exchange.read.ImportRefused;
import dev.agon.server.exchange.read.ImportReport;
import dev.agon.server.exchange.read.Source;
import dev.agon.server.sql.TestDatabase;
import dev.agon.table.FileFormat;
import dev.agon.table.Row;
import dev.agon.table.RowProblem;
import dev.agon.table.RowReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class ExportTest {
  @TempDir Path folder = Path.of("");

  private final TestDatabase database = TestDatabase.create();
  private final TestDatabase empty = TestDatabase.create();
  private final Imports study = Imports.into(database.address(), "tea");
  private final Imports copy = Imports.into(empty.address(), "tea");

  private static final Path DICTIONARY =
      Path.of(System.getProperty("agon.home", "."), "docs", "data-dictionary.md");

  /** A study in which everything has happened that can happen. */
  private static final List<String> LIFE =
      List.of(
          """
          update study set guidelines = E'Line\\n"quoted" \\\\ \\t=1+1', consent_version = 3, version = 2,
            votes_per_annotator = 9, board_method = 'davidson' where id = :study
          """,
          "insert into study_version (study, version, settings) values (:study, 2, '{\"a\": 1.10, \"b\": [null]}')",
          "insert into criterion (study, ordinal, name, question) values (:study, 2, 'taste', 'Which?')",
          """
          update generator set kind = 'checkpoint', metadata = '{"step": 1e3, "é": "\\u2028"}',
            parent = (select id from generator where study = :study and name = 'B')
          where study = :study and name = 'A'
          """,
          """
          insert into annotator (study, pseudonym, kind, return_hash, consent_version, consented_at)
          values (:study, '=cmd()', 'person', sha256('x'), 3, now()), (:study, 'robot', 'machine', null, null, null)
          """,
          // One who has voted, revised, withdrawn; one who holds two leases.
          """
          update place set state = 2, revision = 3, annotator = (
              select id from annotator where study = :study and pseudonym = '=cmd()'),
            token = gen_random_uuid(), leased_at = now() - interval '1 minute', deadline = now(), policy = 1,
            propensity = 0.1, eligible = 12, fallback = false
          where id = (select min(id) from place where study = :study and state = 0)
          """,
          """
          insert into vote (study, number, place, comparison, annotator, revision, key, body_hash, withdrawn, purpose,
            presentation, study_version, consent_version, policy, propensity, eligible, fallback, leased_at,
            shown_at, active_ms, source, comment, answers, condition)
          select p.study, c.seq + r, p.id, p.comparison, p.annotator, r, gen_random_uuid(), 'x', r = 2, 1,
            p.presentation, 2, 3, 1, 0.1, 12, false, p.leased_at, p.leased_at + interval '1 second', 1234, 'page',
            '@SUM(1)', '{"q": {"spans": [{"end": 4, "note": "☕ \\"=1\\"", "type": "rude"}]}}',
            '{"format": "plain, \\"as it is\\""}'
          from place p join study_clock c on c.study = p.study, generate_series(1, 3) r
          where p.study = :study and p.revision = 3
          """,
          """
          insert into judgement (study, number, criterion, outcome, strength, weight)
          select v.study, v.number, k, 1 + (v.revision + k) % 4, case k when 2 then 5 end,
            case k when 2 then 0.6388889 else 1 end
          from vote v, generate_series(1, 2) k where v.study = :study and v.source = 'page' and not v.withdrawn
          """,
          """
          update prompt set turns = '[{"role": "user", "content": "Tea?\\nReally?", "odd": [1.50, null, {"é": "\\u2028"}]}]'
          where study = :study
          """,
          """
          update response set turns = '[{"thought": "t"}, {"action": {"z": 1, "a": 2}, "observation": null}]'
          where study = :study and text = 'a'
          """,
          """
          update study set form = '{"blocks": [
            {"id": "q", "type": "spans", "types": [{"id": "rude", "label": "Rude"}]}]}',
            assignments_held = 7, drawing = 'weighted', conditions = '{"design": "between", "factors": []}',
            condition_rows = '[[{"levels": {"format": "plain"}, "switches": {"order": "placed"}}]]'
          where id = :study
          """,
          "update annotator set condition_row = 1 where study = :study and pseudonym = '=cmd()'",
          """
          update place set condition = '{"levels": {"format": "plain"}, "switches": {"order": "placed"}}'
          where study = :study and revision = 3
          """,
          "update study_clock set seq = seq + 3 where study = :study",
          """
          update place set state = 1, slot = x.k, token = gen_random_uuid(), leased_at = now(),
            deadline = now() + interval '1 hour', policy = 1, propensity = 1e-5, eligible = 3, fallback = true,
            annotator = (select id from annotator where study = :study and pseudonym = 'robot')
          from (select min(id) as id, row_number() over (order by comparison) as k from place
            where study = :study and state = 0 group by comparison limit 2) x
          where place.id = x.id
          """,
          "update annotator set excluded_at = now(), exclusion_reason = 'bot' where study = :study and pseudonym = 'ann'",
          """
          insert into study_event (study, number, kind, annotator, detail)
          select a.study, seq + 1, 'excluded', a.id, '{"reason": "bot"}'
          from annotator a join study_clock c on c.study = a.study where a.study = :study and pseudonym = 'ann'
          """,
          "update study_clock set seq = seq + 1 where study = :study",
          """
          insert into skip (annotator, comparison, reason)
          select a.id, c.id, 'hard' from annotator a join comparison c on c.study = a.study
          where a.study = :study and a.pseudonym = 'robot' limit 1
          """,
          // One who was erased: the tombstone of a vote.
          """
          begin; set local agon.erasure = 'on';
          update vote set annotator = null, comment = null, erased_at = now() where study = :study and number = 2;
          delete from judgement where study = :study and number = 2;
          update annotator set pseudonym = 'erased-1', erased_at = now() where study = :study and pseudonym = 'ben';
          commit
          """);

  @BeforeEach
  void live() throws ImportRefused {
    study.run(
        ImportKind.PAIRS,
        """
        comparison,prompt_id,prompt,left,right,left_text,right_text
        1,p,"Tea?
        Really?",A,B,a,b
        2,p,"Tea?
        Really?",=1+1,A,x,a
        3,p,"Tea?
        Really?",B,=1+1,b,x
        """);
    study.run(
        ImportKind.VOTES,
        "comparison,winner,annotator\n1,left,ann\n1,tie,ben\n2,right,cy\n2,right,cy\n3,both_bad,cy\n");
    LIFE.forEach(study::execute);
  }

  @AfterEach
  void drop() {
    database.close();
    empty.close();
  }

  private static byte[] zip(Imports from, String slug) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      new Exporter(from.address(), DICTIONARY)
          .write(slug, ExportFormats.AGON, ExportChoices.NONE, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static Map<String, String> files(byte[] zip) {
    Map<String, String> files = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
        files.put(e.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private static ImportRequest request(String slug) {
    return new ImportRequest(
        new ImportRequest.Target(slug, null, null, ComparisonChoice.NONE),
        ImportRequest.Reading.of(ImportKind.AGON),
        AnnotatorKind.PERSON,
        "test");
  }

  private ImportReport load(byte[] zip) throws ImportRefused {
    return copy.run(request("tea"), ImportProgress.SILENT, Imports.source("tea.zip", zip));
  }

  private List<String> refusal(byte[] zip) {
    return copy.refusal(request("tea"), Imports.source("tea.zip", zip));
  }

  @Test
  void exported_imported_into_an_empty_database_and_exported_again_it_is_equal_byte_for_byte()
      throws ImportRefused {
    byte[] first = zip(study, "tea");
    ImportReport report = load(first);
    byte[] second = zip(copy, "tea");

    assertThat(report.watermark()).isEqualTo(9);
    assertThat(report.added())
        .contains(entry("votes", 8L), entry("events", 1L), entry("skips", 1L));
    files(second)
        .forEach((name, text) -> assertThat(text).as(name).isEqualTo(files(first).get(name)));
    assertThat(second).isEqualTo(first);
  }

  @Test
  void the_copy_goes_on_where_the_study_was() throws ImportRefused {
    load(zip(study, "tea"));

    String leases =
        """
        select a.pseudonym, p.slot, p.deadline, p.token is not null from place p
          join annotator a on a.id = p.annotator where p.study = :study and p.state = 1 order by p.slot
        """;
    assertThat(copy.rows(leases)).isEqualTo(study.rows(leases)).hasSize(2);
    String counted =
        """
        select v.number, j.criterion, j.outcome from vote v
          join place p on p.id = v.place and p.revision = v.revision
          join annotator a on a.id = v.annotator and a.excluded_at is null
          join judgement j on j.study = v.study and j.number = v.number
        where v.study = :study and not v.withdrawn order by 1, 2
        """;
    assertThat(copy.rows(counted)).isEqualTo(study.rows(counted)).hasSize(5);
    assertThat(
            copy.one(
                """
                select s.join_code <> '' and c.seq = 9 and (select count(*) from matchup where study = s.id) = 3
                from study s join study_clock c on c.study = s.id where s.id = :study
                """))
        .isEqualTo("t");
  }

  @Test
  void the_same_export_twice_changes_nothing_and_another_under_its_name_is_refused()
      throws ImportRefused {
    byte[] export = zip(study, "tea");
    load(export);
    String before = copy.state();

    ImportReport again = load(export);
    assertThat(again.notes()).containsExactly("imported before");
    assertThat(copy.state()).isEqualTo(before);

    study.execute("update study set name = 'Tea again' where id = :study");
    assertThat(refusal(zip(study, "tea")))
        .containsExactly(
            "study tea: exists already, and not from this export: give it another name");
    assertThat(copy.state()).isEqualTo(before);
  }

  @Test
  void a_folder_can_be_imported_under_another_name() throws Exception {
    new Exporter(study.address(), DICTIONARY).writeFolder("tea", folder);
    List<Source> sources = new ArrayList<>();
    try (var files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        sources.add(Source.of(file));
      }
    }
    copy.run(request("coffee"), ImportProgress.SILENT, sources.toArray(Source[]::new));

    Map<String, String> files = files(zip(copy, "coffee"));
    assertThat(files.get("study.json")).contains("\"slug\":\"coffee\"");
    assertThat(files.get("votes.jsonl")).isEqualTo(Files.readString(folder.resolve("votes.jsonl")));
  }

  @Test
  void nothing_of_an_export_is_secret_or_an_id_of_the_database() {
    study.execute(
        "update annotator set id = default where false; update study set join_code = 'join-code-of-the-study' where id = :study");
    String all = String.join("\n", files(zip(study, "tea")).values());

    assertThat(all).doesNotContain("join-code-of-the-study").doesNotContain("token\":");
    for (String token : study.rows("select token from place where token is not null")) {
      assertThat(all).doesNotContain(token);
    }
    for (String code : study.rows("select board_code from study")) {
      assertThat(all).doesNotContain(code);
    }
  }

  @Test
  void what_was_changed_by_hand_is_refused_with_its_place() {
    byte[] export = zip(study, "tea");

    assertThat(refusal(changed(export, "votes.jsonl", text -> text.replaceFirst("tie", "first"))))
        .containsExactly("votes.jsonl: is not what was exported: its SHA-256 or its rows differ");
    assertThat(
            refusal(
                changed(
                    export,
                    "votes.jsonl",
                    text -> text.replaceFirst("\"number\":1,", "\"number\":\"1\",\"x\":1,"))))
        .containsExactlyInAnyOrder("votes.jsonl:1:11: number: is not a whole number");
    assertThat(refusal(changed(export, "prompts.jsonl", text -> "{}\n")))
        .containsExactly("prompts.jsonl:1: no 'prompt_id'");
    assertThat(refusal(changed(export, "manifest.json", text -> text.replace("agon-export", "x"))))
        .containsExactly("manifest.json: is not the manifest of an Agon export");
    assertThat(refusal(changed(export, "skips.jsonl", null)))
        .containsExactly("tea.zip: has no skips.jsonl");
    assertThat(refusal(changed(export, "manifest.json", null)))
        .containsExactly("tea.zip: has no manifest.json: it is not an Agon export");
    assertThat(refusal("PK not really".getBytes(StandardCharsets.UTF_8)))
        .singleElement()
        .asString()
        .startsWith("tea.zip: ");
  }

  @Test
  void a_forged_export_whose_parts_do_not_fit_is_refused() {
    byte[] export = zip(study, "tea");

    assertThat(
            refusal(
                forged(
                    export, "responses.jsonl", text -> text.replaceFirst("\"A\"", "\"Nobody\""))))
        .contains("responses.jsonl:1: there is no generator \"Nobody\" in generators.jsonl");
    assertThat(
            refusal(
                forged(
                    export,
                    "votes.jsonl",
                    text -> text.replaceFirst("\"place\":1", "\"place\":77"))))
        .contains("votes.jsonl:1: comparison \"1\" has no place 77");
    assertThat(
            refusal(
                forged(
                    export,
                    "votes.jsonl",
                    text -> text.replaceFirst("\"number\":1,", "\"number\":2,"))))
        .containsExactly(
            "votes.jsonl: votes and events should have the numbers 1 to 9, each once: 8 have");
    assertThat(
            refusal(
                forged(export, "places.jsonl", text -> text.replaceFirst("uniform-1", "magic"))))
        .singleElement()
        .asString()
        .contains("this version knows no policy \"magic\"");
    assertThat(
            refusal(
                forged(
                    export,
                    "votes.jsonl",
                    text -> text.replaceFirst("\"outcome\":\"tie\"", "\"outcome\":\"?\""))))
        .singleElement()
        .asString()
        .startsWith("manifest.json: the database refuses it");
    assertThat(copy.rows("select * from study")).isEmpty();
  }

  @Test
  void votes_as_csv_are_those_that_count_in_the_order_of_the_screen_and_safe_in_a_spreadsheet()
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Exporter.Report report =
        new Exporter(study.address(), DICTIONARY)
            .write("tea", ExportFormats.VOTES, ExportChoices.NONE, out);
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();

    assertThat(report.written().rows()).containsExactly(entry("votes.csv", 4L));
    assertThat(lines.getFirst())
        .isEqualTo(
            "number,comparison,prompt_id,left,right,winner,annotator,annotator_kind,criterion,strength,"
                + "weight,sent_at,shown_at,active_ms,source,comment,condition,language,category,"
                + "annotator_group,left_length,right_length,left_headers,right_headers,left_bold,"
                + "right_bold,left_lists,right_lists");
    assertThat(lines.get(1)).startsWith("3,2,p,'=1+1,A,right,cy,person,overall,,1,");
    assertThat(lines.get(2)).startsWith("5,3,p,B,'=1+1,both_bad,cy,person,overall,,1,");
    assertThat(lines.get(3))
        .startsWith("8,1,p,")
        .contains(",'=cmd(),")
        .contains(",'@SUM(1),")
        .contains("as it is");
    assertThat(lines.get(4)).contains(",taste,5,0.6388889,");
  }

  @Test
  void a_csv_for_a_spreadsheet_begins_with_the_mark_and_is_read_back_equal() throws Exception {
    Exporter exporter = new Exporter(study.address(), DICTIONARY);
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    exporter.write("tea", ExportFormats.VOTES, ExportChoices.NONE, plain);
    ByteArrayOutputStream marked = new ByteArrayOutputStream();
    exporter.write("tea", ExportFormats.VOTES, new ExportChoices(null, true), marked);

    assertThat(marked.toByteArray()).startsWith(0xEF, 0xBB, 0xBF).endsWith(plain.toByteArray());
    assertThat(marked.size()).isEqualTo(plain.size() + 3);
    assertThat(rows(marked)).hasSize(4).isEqualTo(rows(plain));
    assertThat(rows(marked).getFirst())
        .containsEntry("number", "3")
        .containsEntry("left", "=1+1")
        .containsEntry("right", "A");
  }

  private static List<Map<String, String>> rows(ByteArrayOutputStream csv)
      throws IOException, RowProblem {
    List<Map<String, String>> rows = new ArrayList<>();
    try (RowReader reader =
        FileFormat.open(new ByteArrayInputStream(csv.toByteArray()), "votes.csv", null)) {
      for (Row row = reader.next(); row != null; row = reader.next()) {
        Map<String, String> cells = new LinkedHashMap<>();
        for (String name : row.names()) {
          cells.put(name, row.cells().containsKey(name) ? row.name(name) : "");
        }
        rows.add(cells);
      }
    }
    return rows;
  }

  @Test
  void an_export_is_one_snapshot_whatever_is_committed_meanwhile() throws IOException {
    ByteArrayOutputStream first = new ByteArrayOutputStream();
    try (ExportStore store = new ExportStore(study.address(), "tea")) {
      study.execute(
          "insert into study_event (study, number, kind) values (:study, 10, 'included');"
              + "update study_clock set seq = 10 where study = :study");
      assertThat(store.writeJson(ArchiveFile.EVENTS, first)).isEqualTo(1);
      assertThat(store.watermark()).isEqualTo(9);
    }
  }

  @Test
  void a_study_that_is_not_there_is_named() {
    assertThatThrownBy(() -> zip(study, "cocoa"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("there is no study 'cocoa'");
  }

  /** The export with one file changed, or without it. */
  private static byte[] changed(
      byte[] zip, String file, @org.jspecify.annotations.Nullable UnaryOperator<String> change) {
    Map<String, String> files = files(zip);
    String before = String.valueOf(files.remove(file));
    if (change != null) {
      files.put(file, change.apply(before));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream changed = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> e : files.entrySet()) {
        changed.putNextEntry(new ZipEntry(e.getKey()));
        changed.write(e.getValue().getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** As {@link #changed}, with a manifest that agrees. */
  private static byte[] forged(byte[] zip, String file, UnaryOperator<String> change) {
    String before = String.valueOf(files(zip).get(file));
    return changed(
        changed(zip, file, change),
        "manifest.json",
        text ->
            text.replace(
                Digests.hex(Digests.sha256(before)),
                Digests.hex(Digests.sha256(change.apply(before)))));
  }
}
