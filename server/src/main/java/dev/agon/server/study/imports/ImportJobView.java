package dev.agon.server.study.imports;

import dev.agon.server.exchange.FileStart;
import dev.agon.server.exchange.read.ImportError;
import dev.agon.server.exchange.read.ImportKind;
import dev.agon.server.exchange.read.ImportReport;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is stored of a job and shown of it. */
final class ImportJobView {
  private static final int SHOWN_CHARACTERS = 160;
  private static final Pattern UNSTORABLE = Pattern.compile("[\\x00\\p{Cs}]");

  /** With so many an importer stops to look for more. */
  private static final int MOST_FAULTS = 20;

  private ImportJobView() {}

  /** The plan with how its files begin, and of the kind that they seem to be. */
  static ImportPlan withStarts(
      ImportPlan draft, List<UploadedFile> uploaded, List<FileStart> starts) {
    JsonArray files = new JsonArray();
    for (int k = 0; k < starts.size(); k++) {
      files.add(json(uploaded.get(k).name(), starts.get(k)));
    }
    @Nullable String kind =
        starts.stream()
            .map(FileStart::kind)
            .filter(Objects::nonNull)
            .map(ImportKind::word)
            .findFirst()
            .orElse(null);
    return new ImportPlan(
        draft.upload(),
        draft.slug(),
        draft.name(),
        draft.overlap(),
        kind,
        draft.columns(),
        files,
        draft.keep());
  }

  private static JsonObject json(String name, FileStart start) {
    JsonArray rows = new JsonArray();
    for (List<String> row : start.rows()) {
      JsonArray cells = new JsonArray();
      row.forEach(cell -> cells.add(shortened(cell)));
      rows.add(cells);
    }
    return new JsonObject()
        .put("name", name)
        .put("kind", start.kind() == null ? null : start.kind().word())
        .put(
            "columns",
            new JsonArray(start.columns().stream().map(ImportJobView::storable).toList()))
        .put("rows", rows)
        .put("problem", start.problem() == null ? null : storable(start.problem()));
  }

  /** Cut between characters, never within one. */
  static String shortened(String text) {
    if (text.length() <= SHOWN_CHARACTERS) {
      return storable(text);
    }
    int end = text.offsetByCodePoints(0, text.codePointCount(0, SHOWN_CHARACTERS));
    return storable(text.substring(0, end)) + "…";
  }

  /** With a mark in the place of what no row can hold: U+0000 and halves of characters. */
  private static String storable(String text) {
    return UNSTORABLE.matcher(text).replaceAll("\ufffd");
  }

  static JsonObject result(ImportReport done) {
    return new JsonObject()
        .put("rows", done.rows())
        .put("added", counts(done.added()))
        .put("present", counts(done.present()))
        .put("notes", new JsonArray(done.notes()));
  }

  private static JsonArray counts(Map<String, Long> counts) {
    JsonArray list = new JsonArray();
    counts.forEach(
        (what, count) -> {
          if (count > 0) {
            list.add(new JsonObject().put("what", what).put("count", count));
          }
        });
    return list;
  }

  static JsonObject result(List<ImportError> errors) {
    JsonArray faults = new JsonArray();
    for (ImportError fault : errors) {
      faults.add(
          new JsonObject()
              .put("file", storable(fault.file()))
              .put("line", fault.line())
              .put("column", fault.column())
              .put("message", storable(fault.message())));
    }
    return new JsonObject().put("faults", faults).put("more", faults.size() >= MOST_FAULTS);
  }
}
