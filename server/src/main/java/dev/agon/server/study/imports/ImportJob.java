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
 * An upload on its way into a study.
 *
 * @param state checking, checked, refused, importing, done, failed, cancelled, interrupted
 * @param study the study it goes into; null for one that is to be made
 * @param kind what the rows are; null while nobody has said and the columns do not tell
 * @param columns names of columns by field
 * @param files names, sizes and how they begin
 * @param progress how far it is
 * @param result how it ended
 */
record ImportJob(
    UUID id,
    String state,
    String slug,
    String name,
    int overlap,
    @Nullable Long study,
    @Nullable String kind,
    JsonObject columns,
    JsonArray files,
    JsonObject progress,
    JsonObject result) {

  boolean running() {
    return state.equals("checking") || state.equals("importing");
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
