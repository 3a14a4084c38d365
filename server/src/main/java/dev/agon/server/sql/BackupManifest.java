package dev.agon.server.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.agon.question.Json;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a backup holds; the file {@code manifest.json} in it.
 *
 * @param schema version of the newest migration applied
 * @param tables in an order in which they can be loaded
 */
public record BackupManifest(
    String schema, Instant createdAt, List<TableCopy> tables, List<SequenceValue> sequences) {
  static final String ENTRY = "manifest.json";
  private static final String FORMAT = "agon-backup";
  private static final int FORMAT_VERSION = 1;

  /**
   * One table's rows.
   *
   * @param bytes length of the rows in COPY's text format, before compression
   * @param sha256 of the same, in hexadecimal
   */
  public record TableCopy(String name, List<String> columns, long rows, long bytes, String sha256) {
    String entry() {
      return "tables/" + name + ".copy";
    }
  }

  /** The last value that a sequence has given. */
  public record SequenceValue(String name, long lastValue) {}

  /** Rows of all tables. */
  public long rows() {
    return tables.stream().mapToLong(TableCopy::rows).sum();
  }

  /** Bytes of all tables before compression. */
  public long bytes() {
    return tables.stream().mapToLong(TableCopy::bytes).sum();
  }

  public JsonObject toJson() {
    JsonArray copies = new JsonArray();
    for (TableCopy table : tables) {
      copies.add(
          new JsonObject()
              .put("name", table.name())
              .put("columns", new JsonArray(table.columns()))
              .put("rows", table.rows())
              .put("bytes", table.bytes())
              .put("sha256", table.sha256()));
    }
    JsonArray values = new JsonArray();
    for (SequenceValue sequence : sequences) {
      values.add(
          new JsonObject().put("name", sequence.name()).put("lastValue", sequence.lastValue()));
    }
    return new JsonObject()
        .put("format", FORMAT)
        .put("formatVersion", FORMAT_VERSION)
        .put("schema", schema)
        .put("createdAt", createdAt.toString())
        .put("tables", copies)
        .put("sequences", values);
  }

  /**
   * Reads what {@link #toJson()} wrote.
   *
   * @throws DatabaseException when it is something else
   */
  static BackupManifest parse(String json) {
    try {
      // Read strictly first: a name that stands twice is a mistake, whichever was meant.
      JsonObject manifest = new JsonObject(Json.parse(json).toString());
      if (!FORMAT.equals(manifest.getString("format"))) {
        throw new DatabaseException("it is not a backup of Agon");
      }
      int version = manifest.getInteger("formatVersion");
      if (version > FORMAT_VERSION) {
        throw new DatabaseException(
            "its format is %d and this Agon reads up to %d: use a newer Agon"
                .formatted(version, FORMAT_VERSION));
      }
      return new BackupManifest(
          manifest.getString("schema"),
          manifest.getInstant("createdAt"),
          objects(manifest.getJsonArray("tables")).stream().map(BackupManifest::table).toList(),
          objects(manifest.getJsonArray("sequences")).stream()
              .map(it -> new SequenceValue(it.getString("name"), it.getLong("lastValue")))
              .toList());
    } catch (JsonProcessingException
        | DecodeException
        | ClassCastException
        | DateTimeParseException
        | NullPointerException e) {
      throw new DatabaseException("its manifest cannot be understood", e);
    }
  }

  private static TableCopy table(JsonObject json) {
    return new TableCopy(
        json.getString("name"),
        json.getJsonArray("columns").stream().map(String.class::cast).toList(),
        json.getLong("rows"),
        json.getLong("bytes"),
        json.getString("sha256"));
  }

  private static List<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast).collect(Collectors.toList());
  }
}
