package dev.agon.cli.rank;

import java.nio.file.Path;

/** What is wrong with a file, and where: {@code file:line:column: message}. */
final class FileProblem extends Exception {
  private static final long serialVersionUID = 1;

  /** A problem of the file as a whole. */
  FileProblem(Path file, String message) {
    super(file + ": " + message);
  }

  /**
   * A problem at one place.
   *
   * @param line from 1
   * @param column from 1: the field's number in CSV, the character's in JSONL
   */
  FileProblem(Path file, long line, int column, String message) {
    super(file + ":" + line + ":" + column + ": " + message);
  }
}
