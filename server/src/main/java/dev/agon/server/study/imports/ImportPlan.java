package dev.agon.server.study.imports;

import dev.agon.server.exchange.rows.Field;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an import is to do: the parameters of its job.
 *
 * @param upload where the files lie on the node that took them
 * @param kind what the rows are; null while nobody has said and the columns do not tell
 * @param columns names of columns by field
 * @param files names, sizes and how they begin
 * @param keep false to check everything and write nothing
 */
record ImportPlan(
    UUID upload,
    String slug,
    String name,
    int overlap,
    @Nullable String kind,
    JsonObject columns,
    JsonArray files,
    boolean keep) {
  static ImportPlan fromJson(JsonObject json) {
    return new ImportPlan(
        UUID.fromString(json.getString("upload")),
        json.getString("slug"),
        json.getString("name"),
        json.getInteger("overlap"),
        json.getString("kind"),
        json.getJsonObject("columns"),
        json.getJsonArray("files"),
        json.getBoolean("keep"));
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("upload", upload.toString())
        .put("slug", slug)
        .put("name", name)
        .put("overlap", overlap)
        .put("kind", kind)
        .put("columns", columns)
        .put("files", files)
        .put("keep", keep);
  }

  /** The same upload, to be checked as rows of this kind. */
  ImportPlan checking(String as, JsonObject named) {
    return new ImportPlan(upload, slug, name, overlap, as, named, files, false);
  }

  /** The same upload, to be written. */
  ImportPlan writing() {
    return new ImportPlan(upload, slug, name, overlap, kind, columns, files, true);
  }

  Map<Field, String> columnsByField() {
    Map<Field, String> named = new EnumMap<>(Field.class);
    columns.forEach(
        column ->
            named.put(
                Field.valueOf(column.getKey().toUpperCase(Locale.ROOT)),
                column.getValue().toString()));
    return named;
  }
}
