package dev.agon.table;

import org.jspecify.annotations.Nullable;

/** What is wrong with one row; the rows after it may still be read, unless the file is at fault. */
public final class RowProblem extends Exception {
  private static final long serialVersionUID = 1;

  private final long line;
  private final int column;
  private final boolean whole;
  private final transient @Nullable Row row;
  private final String written;

  /**
   * A problem of one row.
   *
   * @param line from 1
   * @param column from 1; 0 when it is not known
   */
  public RowProblem(long line, int column, String message) {
    this(line, column, message, "");
  }

  /** A problem of a row whose text is known. */
  RowProblem(long line, int column, String message, String written) {
    this(line, column, message, false, null, written);
  }

  RowProblem(long line, int column, String message, Row row) {
    this(line, column, message, false, row, "");
  }

  private RowProblem(
      long line, int column, String message, boolean whole, @Nullable Row row, String written) {
    super(message);
    this.line = line;
    this.column = column;
    this.whole = whole;
    this.row = row;
    this.written = written;
  }

  /** A problem for which no other row of the file is read. */
  public static RowProblem ofFile(long line, int column, String message) {
    return new RowProblem(line, column, message, true, null, "");
  }

  public long line() {
    return line;
  }

  public int column() {
    return column;
  }

  /** Whether the file as a whole cannot be read. */
  public boolean whole() {
    return whole;
  }

  /** The row as one line of text; empty when it is not known. */
  public String written() {
    return row == null ? written : row.written().get();
  }

  /** As {@code file:line:column: message}, without a column that is not known. */
  public String in(String file) {
    return file + ":" + line + (column == 0 ? "" : ":" + column) + ": " + getMessage();
  }
}
