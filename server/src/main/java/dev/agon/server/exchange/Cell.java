package dev.agon.server.exchange;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One value of a row, never JSON's null.
 *
 * @param column the field's number in CSV, the character's in JSONL, from 1
 */
record Cell(JsonNode value, int column) {
  /** What the cell says as text: strings, numbers and truth values as they are written. */
  String text() {
    return value.asText();
  }
}
