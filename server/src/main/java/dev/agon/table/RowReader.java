package dev.agon.table;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a file's rows one after another, never more than one at a time. */
public interface RowReader extends Closeable {
  /**
   * The next row, or null after the last.
   *
   * @throws RowProblem when a row cannot be read; where no other row can be read either, the next
   *     call answers null
   */
  @Nullable Row next() throws IOException, RowProblem;

  /** The columns' names in the file's order, where it has a header; empty where rows name them. */
  default List<String> header() {
    return List.of();
  }
}
