package dev.agon.server.exchange.archive;

import dev.agon.server.core.Setting;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The files of an export with their fields, each written as {@code name type}; ? for optional. */
public enum ArchiveFile {
  STUDY(
      "study.json",
      "slug text, state text, version int, consent_version int, language text, "
          + settings()
          + ", settled int?, created_at time, published_at time?, closed_at time?, form object?,"
          + " conditions object?, condition_rows array?, criteria array, versions array"),
  GENERATORS("generators.jsonl", "name text, kind text, parent text?, metadata object"),
  PROMPTS(
      "prompts.jsonl", "prompt_id text, prompt text, turns array?, language text, metadata object"),
  RESPONSES(
      "responses.jsonl",
      "prompt_id text, generator text, sample int, response text, turns array?, language text, metadata object"),
  COMPARISONS("comparisons.jsonl", "comparison text, prompt_id text, responses array, wanted int"),
  ANNOTATORS(
      "annotators.jsonl",
      "annotator text, kind text, language text, consent_version int?, consented_at time?,"
          + " joined_at time, excluded_at time?, exclusion_reason text?, erased_at time?,"
          + " metadata object, interface_language text?, condition_row int?, reads object?"),
  PLACES(
      "places.jsonl",
      "comparison text, place int, purpose text, presentation array, state text, revision int,"
          + " annotator text?, slot int?, leased_at time?, deadline time?, policy text?,"
          + " propensity number?, eligible int?, fallback bool?, condition object?"),
  VOTES(
      "votes.jsonl",
      "number int, comparison text, place int, annotator text?, revision int, standing bool,"
          + " withdrawn bool, key uuid, purpose text, presentation array, answers object?, condition object?,"
          + " judgements array,"
          + " study_version int, consent_version int?, policy text?, propensity number?,"
          + " eligible int?, fallback bool?, leased_at time?, shown_at time?, sent_at time,"
          + " active_ms int?, source text, comment text?, erased_at time?, undo bool?"),
  EVENTS("events.jsonl", "number int, kind text, annotator text?, detail object, at time"),
  SKIPS("skips.jsonl", "annotator text, comparison text, reason text, at time");

  private static final Map<ArchiveFile, Map<String, FieldType>> FIELDS = allFields();

  private static String settings() {
    return Arrays.stream(Setting.values())
        .map(
            setting ->
                setting.column()
                    + switch (setting.allowed()) {
                      case Setting.Text t -> " text";
                      case Setting.Word w -> " text";
                      case Setting.Whole w -> " int";
                      case Setting.Tick t -> " bool";
                    }
                    + (setting.isOptional() || setting.whenAbsent().isPresent() ? "?" : ""))
        .collect(Collectors.joining(", "));
  }

  /** Fields of a study in older exports. */
  private static final Map<String, FieldType> RETIRED =
      Map.of("board_while_voting", new FieldType(Kind.BOOL, true));

  private final String fileName;
  private final String specification;

  ArchiveFile(String fileName, String specification) {
    this.fileName = fileName;
    this.specification = specification;
  }

  private static Map<ArchiveFile, Map<String, FieldType>> allFields() {
    Map<ArchiveFile, Map<String, FieldType>> all = new EnumMap<>(ArchiveFile.class);
    for (ArchiveFile file : values()) {
      Map<String, FieldType> fields = new LinkedHashMap<>();
      for (String field : file.specification.split(", *", -1)) {
        String[] parts = field.split(" ", 2);
        boolean optional = parts[1].endsWith("?");
        String kind = optional ? parts[1].substring(0, parts[1].length() - 1) : parts[1];
        fields.put(parts[0], new FieldType(Kind.valueOf(kind.toUpperCase(Locale.ROOT)), optional));
      }
      all.put(file, Collections.unmodifiableMap(fields));
    }
    return all;
  }

  /** What a field holds, and whether it may hold nothing. */
  public record FieldType(Kind kind, boolean optional) {}

  /** What JSON a field holds. */
  public enum Kind {
    TEXT,
    INT,
    NUMBER,
    BOOL,
    TIME,
    UUID,
    OBJECT,
    ARRAY
  }

  /** What the staging table calls the file. */
  int number() {
    return Arrays.asList(values()).indexOf(this);
  }

  public String fileName() {
    return fileName;
  }

  /** By name, in the order in which they are written. */
  public Map<String, FieldType> fields() {
    return FIELDS.getOrDefault(this, Map.of());
  }

  /** What a field holds: of this version, or of one that only older exports have. */
  @Nullable FieldType field(String name) {
    FieldType field = fields().get(name);
    return field == null && this == STUDY ? RETIRED.get(name) : field;
  }

  /** The file of this name, if it is one. */
  static @Nullable ArchiveFile named(String fileName) {
    return Arrays.stream(values()).filter(f -> f.fileName.equals(fileName)).findAny().orElse(null);
  }
}
