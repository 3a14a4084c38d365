package dev.agon.server.exchange.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.server.exchange.rows.RowFields;
import dev.agon.table.Cell;
import dev.agon.table.JsonlRows;
import dev.agon.table.Row;
import dev.agon.table.RowProblem;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Checks a line of an export against the fields that its file has. */
final class ArchiveRow {
  private ArchiveRow() {}

  /** The line as it goes into the database. */
  static ObjectNode checked(Row row, ArchiveFile file) throws RowProblem {
    ObjectNode json = JsonlRows.JSON.createObjectNode();
    for (Map.Entry<String, Cell> cell : row.cells().entrySet()) {
      ArchiveFile.@Nullable FieldType type = file.field(cell.getKey());
      int column = cell.getValue().column();
      if (type == null) {
        throw new RowProblem(row.line(), column, "unknown field '" + cell.getKey() + "'");
      }
      if (!fits(cell.getValue().value(), type.kind())) {
        throw new RowProblem(
            row.line(), column, cell.getKey() + ": is not " + described(type.kind()));
      }
      if (!RowFields.isStorable(cell.getValue().value())) {
        throw new RowProblem(
            row.line(), column, cell.getKey() + ": has a character that cannot be stored");
      }
      json.set(cell.getKey(), cell.getValue().value());
    }
    for (Map.Entry<String, ArchiveFile.FieldType> field : file.fields().entrySet()) {
      if (!field.getValue().optional() && !json.has(field.getKey())) {
        throw new RowProblem(row.line(), 0, "no '" + field.getKey() + "'");
      }
    }
    return json;
  }

  private static boolean fits(JsonNode value, ArchiveFile.Kind kind) {
    return switch (kind) {
      case TEXT -> value.isTextual();
      case INT -> value.isIntegralNumber() && value.canConvertToLong();
      case NUMBER -> value.isNumber();
      case BOOL -> value.isBoolean();
      case OBJECT -> value.isObject();
      case ARRAY -> value.isArray();
      case TIME -> value.isTextual() && isTime(value.asText());
      case UUID -> value.isTextual() && isUuid(value.asText());
    };
  }

  private static String described(ArchiveFile.Kind kind) {
    return switch (kind) {
      case TEXT -> "a text";
      case INT -> "a whole number";
      case NUMBER -> "a number";
      case BOOL -> "true or false";
      case OBJECT -> "an object";
      case ARRAY -> "an array";
      case TIME -> "a time like 2026-01-31T12:00:00.123456+00:00";
      case UUID -> "a UUID";
    };
  }

  private static boolean isTime(String text) {
    try {
      OffsetDateTime.parse(text);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean isUuid(String text) {
    try {
      return UUID.fromString(text).toString().equals(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
