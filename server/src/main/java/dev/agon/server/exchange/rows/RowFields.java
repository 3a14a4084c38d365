package dev.agon.server.exchange.rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agon.content.Transcript;
import dev.agon.content.TranscriptException;
import dev.agon.server.exchange.rows.Staging.Text;
import dev.agon.table.Cell;
import dev.agon.table.Row;
import dev.agon.table.RowProblem;
import dev.agon.table.SpreadsheetText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row's cells by what they mean, checked for what the database can keep. */
public record RowFields(Row row, Columns columns) {
  private static final int LONGEST_ID = 300;
  private static final int LONGEST_SAMPLE = 9;

  boolean has(Field field) {
    return cell(field) != null;
  }

  /** What the row says, or what its columns say for all rows. */
  @Nullable Cell cell(Field field) {
    Cell cell = row.cells().get(columns.name(field));
    String constant = columns.constants().get(field);
    return cell == null && constant != null
        ? new Cell(TextNode.valueOf(constant), row.line(), 0, false)
        : cell;
  }

  /** The column of a field, for what is wrong with it; 0 when the row has none. */
  int column(Field field) {
    Cell cell = cell(field);
    return cell == null ? 0 : cell.column();
  }

  RowProblem problem(Field field, String message) {
    return row.problem(columns.name(field), message);
  }

  /** Text that may be long, and may be empty. */
  String text(Field field) throws RowProblem {
    Cell cell = cell(field);
    if (cell == null) {
      throw RowProblem.absent(row.line(), 0, missing(columns.name(field)), row);
    }
    return text(field, cell.value());
  }

  /** What is said of a row without a column. */
  public static String missing(String column) {
    return "no '" + column + "'";
  }

  /** A text, or an array of turns or steps. */
  Text said(Field field) throws RowProblem {
    Cell cell = cell(field);
    return cell == null ? new Text(text(field), null) : said(field, cell.value());
  }

  Text said(Field field, JsonNode value) throws RowProblem {
    if (!value.isArray()) {
      return new Text(text(field, value), null);
    }
    if (!isStorable(value)) {
      throw problem(field, "has a character that cannot be stored");
    }
    try {
      return new Text(Transcript.of(value).text(), value.toString());
    } catch (TranscriptException e) {
      throw problem(field, String.valueOf(e.getMessage()));
    }
  }

  String text(Field field, JsonNode value) throws RowProblem {
    if (value.isContainerNode()) {
      throw problem(
          field, value.isArray() ? "is an array, not a text" : "is an object, not a text");
    }
    String text = value.asText();
    int wrong = unstorable(text);
    if (wrong >= 0) {
      throw problem(
          field,
          "character %d is U+%04X, which cannot be stored"
              .formatted(wrong + 1, (int) text.charAt(wrong)));
    }
    return text;
  }

  /** A name that identifies something: not blank, at most 300 characters. */
  String id(Field field) throws RowProblem {
    return id(field, name(field));
  }

  /** Text as it was before a CSV writer kept spreadsheets from computing it. */
  String name(Field field) throws RowProblem {
    String text = text(field);
    Cell cell = cell(field);
    return cell != null && cell.spreadsheet() ? SpreadsheetText.undo(text) : text;
  }

  String id(Field field, String id) throws RowProblem {
    if (id.isBlank()) {
      throw problem(field, "is empty");
    }
    if (id.length() > LONGEST_ID) {
      throw problem(field, "has %,d characters, more than %d".formatted(id.length(), LONGEST_ID));
    }
    return id;
  }

  /** As {@link #id}, or null where the row has none or an empty one. */
  @Nullable String optionalId(Field field) throws RowProblem {
    return !has(field) || text(field).isEmpty() ? null : id(field);
  }

  /** Texts of an array, or of a text with semicolons between them; null where there are none. */
  @Nullable List<String> list(Field field) throws RowProblem {
    Cell cell = cell(field);
    if (cell == null) {
      return null;
    }
    List<String> items = new ArrayList<>();
    if (cell.value().isArray()) {
      for (JsonNode item : cell.value()) {
        items.add(text(field, item));
      }
    } else {
      for (String item : text(field).split(";", -1)) {
        items.add(item.strip());
      }
    }
    items.removeIf(String::isEmpty);
    return items.isEmpty() ? null : items;
  }

  /** A whole number from 1, or null where the row has none. */
  @Nullable Integer sample(Field field) throws RowProblem {
    String text = optionalId(field);
    if (text == null) {
      return null;
    }
    if (!text.matches("[1-9][0-9]*") || text.length() > LONGEST_SAMPLE) {
      throw problem(field, "'" + text + "' is not a whole number from 1");
    }
    return Integer.valueOf(text);
  }

  /** Whether the database can keep all texts and names of a value. */
  public static boolean isStorable(JsonNode value) {
    if (value.isTextual()) {
      return unstorable(value.asText()) < 0;
    }
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      if (unstorable(member.getKey()) >= 0) {
        return false;
      }
    }
    for (JsonNode item : value) {
      if (!isStorable(item)) {
        return false;
      }
    }
    return true;
  }

  /** The index of a NUL or of half a surrogate pair, or -1. */
  static int unstorable(String text) {
    for (int k = 0; k < text.length(); k++) {
      char c = text.charAt(k);
      if (c == 0 || Character.isLowSurrogate(c)) {
        return k;
      }
      if (Character.isHighSurrogate(c)) {
        if (k + 1 == text.length() || !Character.isLowSurrogate(text.charAt(k + 1))) {
          return k;
        }
        k++;
      }
    }
    return -1;
  }
}
