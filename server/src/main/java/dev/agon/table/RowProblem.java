package dev.agon.table;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong with one row; the rows after it may still be read, unless the file is at fault. */
public final class RowProblem extends Exception {
  private static final long serialVersionUID = 1;
  private static final String THERE = "; there are ";

  private final long line;
  private final int column;
  private final boolean whole;
  private final transient @Nullable Row row;
  private final String written;
  private final String absent;

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
    this(line, column, message, false, null, written, "");
  }

  RowProblem(long line, int column, String message, Row row) {
    this(line, column, message, false, row, "", "");
  }

  private RowProblem(
      long line,
      int column,
      String message,
      boolean whole,
      @Nullable Row row,
      String written,
      String absent) {
    super(message);
    this.line = line;
    this.column = column;
    this.whole = whole;
    this.row = row;
    this.written = written;
    this.absent = absent;
  }

  /**
   * That a row lacks something, which most often all rows of a file lack.
   *
   * @param what it lacks, in words that are the same for each row
   */
  public static RowProblem absent(long line, int column, String what, Row row) {
    return absent(line, column, what, there(row.names()), row);
  }

  /**
   * As {@link #absent(long, int, String, Row)}.
   *
   * @param more what is said after it, the same for each row
   */
  public static RowProblem absent(long line, int column, String what, String more, Row row) {
    return new RowProblem(line, column, what + more, false, row, "", what);
  }

  /** What there is instead. */
  static String there(Collection<String> names) {
    return THERE + (names.isEmpty() ? "none" : String.join(", ", names));
  }

  /** A problem for which no other row of the file is read. */
  public static RowProblem ofFile(long line, int column, String message) {
    return new RowProblem(line, column, message, true, null, "", "");
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

  /** What the row lacks, in words that are the same for each row; empty for other problems. */
  String absent() {
    return absent;
  }

  /** The same when several rows lack it: where, and what rows have instead. */
  String absent(String where, Collection<String> names) {
    String more = String.valueOf(getMessage()).substring(absent.length());
    return absent + where + (more.startsWith(THERE) ? there(names) : more);
  }

  /** The names of the row's columns; none when it is not known. */
  List<String> names() {
    return row == null ? List.of() : row.names();
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
