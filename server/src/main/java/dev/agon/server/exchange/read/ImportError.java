package dev.agon.server.exchange.read;

import dev.agon.table.RowProblem;

/**
 * What is wrong with a file, and where.
 *
 * @param line from 1; 0 when the file as a whole is meant
 * @param column from 1: the field's number in CSV, the character's in JSONL; 0 for the whole line
 */
public record ImportError(String file, long line, int column, String message) {
  /** A fault of a row. */
  public static ImportError of(String file, RowProblem problem) {
    return new ImportError(
        file, problem.line(), problem.column(), String.valueOf(problem.getMessage()));
  }

  /** A fault of the file as a whole. */
  public static ImportError ofFile(String file, String message) {
    return new ImportError(file, 0, 0, message);
  }

  /** As {@code file:line:column: message}, without what is not known. */
  @Override
  public String toString() {
    String place = line == 0 ? "" : ":" + line + (column == 0 ? "" : ":" + column);
    return file + place + ": " + message;
  }
}
