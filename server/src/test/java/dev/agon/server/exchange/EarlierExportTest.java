package dev.agon.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.agon.server.core.AnnotatorKind;
import dev.agon.server.exchange.export.ExportChoices;
import dev.agon.server.exchange.export.ExportFormat;
import dev.agon.server.exchange.export.ExportFormats;
import dev.agon.server.exchange.export.Exporter;
import dev.agon.server.exchange.load.ComparisonChoice;
import dev.agon.server.exchange.read.ImportKind;
import dev.agon.server.exchange.read.ImportProgress;
import dev.agon.server.exchange.read.ImportRefused;
import dev.agon.server.exchange.read.ImportReport;
import dev.agon.server.sql.TestDatabase;
import dev.agon.table.JsonlRows;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * An export written by an earlier version, before settings were described once and {@code
 * on_start_page} was added: four prompts of the demo, a form with two criteria, two conditions,
 * settings away from their defaults, seven annotators of all kinds of whom one is excluded and one
 * was for a while, revised and withdrawn answers, skips, and pairs that are held.
 */
@Tag("slow")
class EarlierExportTest {
  private static final String SLUG = "kitchen-answers";

  private static final Path DICTIONARY =
      Path.of(System.getProperty("agon.home", "."), "docs", "data-dictionary.md");

  /** How the study was set. */
  private static final String SETTINGS =
      """
      select name, question, overlap, votes_per_annotator, lease_seconds, assignments_held, drawing,
        reading_level, blinding, undo_seconds, board_visibility, on_start_page, board_method,
        preliminary_below, show_agreement, show_own_board, version, consent_version, state
      from study where id = :study
      """;

  private final TestDatabase database = TestDatabase.create();
  private final Imports study = Imports.into(database.address(), SLUG);

  private ImportReport load() throws IOException, ImportRefused {
    ImportRequest request =
        new ImportRequest(
            new ImportRequest.Target(SLUG, null, null, ComparisonChoice.NONE),
            ImportRequest.Reading.of(ImportKind.AGON),
            AnnotatorKind.PERSON,
            "test");
    return study.run(
        request, ImportProgress.SILENT, Imports.source("old.zip", resource(SLUG + ".zip")));
  }

  @AfterEach
  void drop() {
    database.close();
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(EarlierExportTest.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    }
  }

  private byte[] export(ExportFormat format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Exporter(study.address(), DICTIONARY).write(SLUG, format, ExportChoices.NONE, out);
    return out.toByteArray();
  }

  private static Map<String, String> files(byte[] zip) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
        files.put(e.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return files;
  }

  private static Map<String, JsonNode> members(String json) throws JsonProcessingException {
    Map<String, JsonNode> members = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : JsonlRows.JSON.readTree(json).properties()) {
      members.put(member.getKey(), member.getValue());
    }
    return members;
  }

  @Test
  void it_is_imported_with_its_counts_and_its_settings() throws IOException, ImportRefused {
    ImportReport report = load();

    assertThat(report.watermark()).isEqualTo(68);
    assertThat(report.added())
        .contains(
            entry("prompts", 4L),
            entry("responses", 16L),
            entry("comparisons", 24L),
            entry("annotators", 7L),
            entry("places", 96L),
            entry("votes", 65L),
            entry("events", 3L),
            entry("skips", 2L));
    assertThat(study.one(SETTINGS))
        .isEqualTo(
            "Kitchen and other answers|Which answer would you rather have?|4|14|600|4|near-ties|"
                + "2|open|45|link|t|rao-kupper|12|t|t|5|2|paused");
    assertThat(study.rows("select name from criterion where study = :study order by ordinal"))
        .containsExactly("overall", "clarity");
    assertThat(
            study.rows(
                "select pseudonym from annotator where study = :study and excluded_at is not null"))
        .containsExactly("red maple");
  }

  @Test
  void exported_again_every_row_says_what_it_said() throws IOException, ImportRefused {
    load();
    Map<String, String> earlier = files(resource(SLUG + ".zip"));
    Map<String, String> now = files(export(ExportFormats.AGON));

    earlier.keySet().removeAll(Set.of("manifest.json", "data-dictionary.md"));
    assertThat(earlier).hasSize(10);
    for (Map.Entry<String, String> file : earlier.entrySet()) {
      List<String> rows = now.getOrDefault(file.getKey(), "").lines().toList();
      List<String> before = file.getValue().lines().toList();
      assertThat(rows).as(file.getKey()).hasSameSizeAs(before);
      for (int k = 0; k < before.size(); k++) {
        assertThat(members(rows.get(k)))
            .as("%s:%d", file.getKey(), k + 1)
            .containsAllEntriesOf(members(before.get(k)));
      }
    }
  }

  @Test
  void the_votes_that_count_are_the_same() throws IOException, ImportRefused {
    load();

    assertThat(new String(export(ExportFormats.VOTES), StandardCharsets.UTF_8))
        .isEqualTo(new String(resource(SLUG + ".csv"), StandardCharsets.UTF_8));
  }
}
