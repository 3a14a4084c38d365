package dev.agon.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agon.server.exchange.archive.ArchiveFile;
import dev.agon.server.exchange.export.ExportChoices;
import dev.agon.server.exchange.export.ExportFormats;
import dev.agon.server.exchange.export.Exporter;
import dev.agon.server.exchange.read.ImportKind;
import dev.agon.server.sql.DatabaseExtension;
import dev.agon.table.JsonlRows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class DataDictionaryTest {
  @RegisterExtension static final DatabaseExtension DATABASE = new DatabaseExtension();

  private static final Path DICTIONARY =
      Path.of(System.getProperty("agon.home", "."), "docs", "data-dictionary.md");
  private static final Pattern HEADING = Pattern.compile("## (\\S+)");
  private static final Pattern FIELD = Pattern.compile("\\| `(\\w+)` \\| ([^|]+) \\|.*");
  private static final Map<String, ArchiveFile.Kind> TYPES =
      Map.of(
          "text", ArchiveFile.Kind.TEXT,
          "whole number", ArchiveFile.Kind.INT,
          "number", ArchiveFile.Kind.NUMBER,
          "true or false", ArchiveFile.Kind.BOOL,
          "time", ArchiveFile.Kind.TIME,
          "UUID", ArchiveFile.Kind.UUID,
          "object", ArchiveFile.Kind.OBJECT,
          "array", ArchiveFile.Kind.ARRAY);

  @TempDir Path folder = Path.of("");

  /** Fields with their types by file. */
  private final Map<String, Map<String, String>> documented = new LinkedHashMap<>();

  @BeforeEach
  void readDictionary() throws IOException {
    String file = "";
    for (String line : Files.readAllLines(DICTIONARY)) {
      Matcher heading = HEADING.matcher(line);
      Matcher field = FIELD.matcher(line);
      if (heading.matches()) {
        file = heading.group(1);
        documented.put(file, new LinkedHashMap<>());
      } else if (field.matches()) {
        Map<String, String> fields = documented.getOrDefault(file, new LinkedHashMap<>());
        assertThat(fields.put(field.group(1), field.group(2))).as("%s twice", line).isNull();
      }
    }
  }

  private Map<String, String> fields(String file) {
    return documented.getOrDefault(file, Map.of());
  }

  @Test
  void every_field_that_is_read_is_documented_with_its_type_and_in_order() {
    for (ArchiveFile file : ArchiveFile.values()) {
      Map<String, ArchiveFile.FieldType> told = new LinkedHashMap<>();
      fields(file.fileName())
          .forEach(
              (name, type) -> {
                String bare = type.replace("*", "");
                assertThat(TYPES).as("%s of %s", name, file).containsKey(bare);
                told.put(
                    name,
                    new ArchiveFile.FieldType(
                        TYPES.getOrDefault(bare, ArchiveFile.Kind.TEXT), type.endsWith("*")));
              });
      assertThat(List.copyOf(told.entrySet()))
          .as(file.fileName())
          .isEqualTo(List.copyOf(file.fields().entrySet()));
    }
  }

  @Test
  void every_field_that_is_written_is_documented_and_every_documented_one_is_written()
      throws Exception {
    Imports study = Imports.into(DATABASE.address(), "tea");
    study.run(
        ImportKind.VOTES,
        "prompt,left,right,left_text,right_text,winner,annotator\nTea?,A,B,a,b,left,ann\n");
    study.execute(
        "insert into study_event (study, number, kind) values (:study, 2, 'included');"
            + "update study_clock set seq = 2 where study = :study;"
            + "insert into skip (annotator, comparison) select a.id, c.id from annotator a, comparison c"
            + " where a.study = :study and c.study = :study");
    Exporter exporter = new Exporter(study.address(), DICTIONARY);
    exporter.writeFolder("tea", folder);
    for (ArchiveFile file : ArchiveFile.values()) {
      List<String> lines = Files.readAllLines(folder.resolve(file.fileName()));
      assertThat(names(lines.getFirst()))
          .as(file.fileName())
          .containsExactlyElementsOf(fields(file.fileName()).keySet());
    }
    assertThat(names(Files.readString(folder.resolve("manifest.json"))))
        .containsExactlyElementsOf(fields("manifest.json").keySet());
    ByteArrayOutputStream csv = new ByteArrayOutputStream();
    exporter.write("tea", ExportFormats.VOTES, ExportChoices.NONE, csv);
    assertThat(csv.toString(StandardCharsets.UTF_8).lines().findFirst().orElse("").split(",", -1))
        .containsExactlyElementsOf(fields("votes.csv").keySet());

    Set<String> written = new LinkedHashSet<>();
    try (var files = Files.list(folder)) {
      files.forEach(file -> written.add(String.valueOf(file.getFileName())));
    }
    written.add("votes.csv");
    written.remove("data-dictionary.md");
    assertThat(written).containsExactlyInAnyOrderElementsOf(documented.keySet());
  }

  private static Set<String> names(String json) throws IOException {
    Set<String> names = new LinkedHashSet<>();
    for (Map.Entry<String, JsonNode> field : JsonlRows.JSON.readTree(json).properties()) {
      names.add(field.getKey());
    }
    return names;
  }

  /** Columns that an export leaves out, with the reason. */
  private static final Map<String, String> LEFT_OUT = new TreeMap<>();

  static {
    for (String id :
        List.of(
            "study.id",
            "generator.id",
            "generator.study",
            "prompt.id",
            "prompt.study",
            "response.id",
            "response.study",
            "comparison.id",
            "comparison.study",
            "annotator.id",
            "annotator.study",
            "place.id",
            "place.study",
            "vote.study",
            "judgement.study",
            "judgement.number",
            "criterion.study",
            "study_version.study",
            "study_event.study")) {
      LEFT_OUT.put(id, "the database's own id");
    }
    LEFT_OUT.put("study.join_code", "secret");
    LEFT_OUT.put("study.board_code", "secret");
    LEFT_OUT.put("annotator.return_hash", "secret");
    LEFT_OUT.put("place.token", "secret");
    LEFT_OUT.put("place.placed", "only for the next draw; the presentation says what was shown");
    LEFT_OUT.put("place.rnd", "random, and may be random anew");
    LEFT_OUT.put("annotator.keys", "how somebody likes to work says nothing of the answers");
    LEFT_OUT.put("comparison.matchup", "follows from the responses");
    LEFT_OUT.put("comparison.languages", "follows from the texts");
    LEFT_OUT.put("place.languages", "follows from the texts");
    LEFT_OUT.put("place.matchup", "follows from the comparison");
    LEFT_OUT.put("annotator.undo_ended", "all answers of an open study are final once imported");
    LEFT_OUT.put("vote.body_hash", "only for one who sends the vote again");
  }

  @Test
  void every_column_of_a_study_is_exported_or_left_out_for_a_reason() {
    Imports database = Imports.into(DATABASE.address(), "");
    Map<String, String> exportedAs =
        Map.ofEntries(
            Map.entry("prompt.external_id", "prompt_id"),
            Map.entry("prompt.text", "prompt"),
            Map.entry("response.prompt", "prompt_id"),
            Map.entry("response.text", "response"),
            Map.entry("comparison.external_id", "comparison"),
            Map.entry("comparison.prompt", "prompt_id"),
            Map.entry("annotator.pseudonym", "annotator"));
    Map<String, ArchiveFile> files =
        Map.of(
            "study", ArchiveFile.STUDY,
            "generator", ArchiveFile.GENERATORS,
            "prompt", ArchiveFile.PROMPTS,
            "response", ArchiveFile.RESPONSES,
            "comparison", ArchiveFile.COMPARISONS,
            "annotator", ArchiveFile.ANNOTATORS,
            "place", ArchiveFile.PLACES,
            "vote", ArchiveFile.VOTES,
            "study_event", ArchiveFile.EVENTS,
            "skip", ArchiveFile.SKIPS);
    Map<String, Set<String>> nested =
        Map.of(
            "criterion", Set.of("ordinal", "name", "question"),
            "study_version", Set.of("version", "published_at", "settings"),
            "judgement", Set.of("criterion", "first", "second", "outcome", "strength", "weight"));
    Set<String> forgotten = new TreeSet<>();
    List<String> tables = new ArrayList<>(files.keySet());
    tables.addAll(nested.keySet());
    for (String table : tables) {
      ArchiveFile file = files.get(table);
      Set<String> exported =
          file == null ? nested.getOrDefault(table, Set.of()) : file.fields().keySet();
      for (String column :
          database.rows(
              "select column_name from information_schema.columns where table_schema = 'public' and table_name = '%s'"
                  .formatted(table))) {
        String name = table + "." + column;
        if (!exported.contains(exportedAs.getOrDefault(name, column))
            && !LEFT_OUT.containsKey(name)) {
          forgotten.add(name);
        }
      }
    }
    assertThat(forgotten)
        .as(
            "columns to be exported (ArchiveFile, ExportSql, ArchiveSql, data-dictionary.md) or left out")
        .isEmpty();
  }
}
