package dev.agon.table;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One value of a row, never JSON's null.
 *
 * @param line where it stands, from 1
 * @param column the field's number in CSV, the character's in JSON, from 1
 * @param spreadsheet whether it is of CSV, in which names may be written inert
 */
public record Cell(JsonNode value, long line, int column, boolean spreadsheet) {
  /** What the cell says as text: strings, numbers and truth values as they are written. */
  public String text() {
    return value.asText();
  }

  /** The cell as a name, as it was before a CSV writer made it inert. */
  public String name() {
    return spreadsheet ? SpreadsheetText.undo(text()) : text();
  }

  /** The cell as text, arrays and objects as JSON. */
  public String written() {
    return value.isContainerNode() ? value.toString() : text();
  }
}
