package dev.agon.server.exchange;

/** What is wrong with one row; the rows after it may still be read. */
final class RowProblem extends Exception {
  private static final long serialVersionUID = 1;

  private final long line;
  private final int column;

  RowProblem(long line, int column, String message) {
    super(message);
    this.line = line;
    this.column = column;
  }

  ImportError in(String file) {
    return new ImportError(file, line, column, String.valueOf(getMessage()));
  }
}
