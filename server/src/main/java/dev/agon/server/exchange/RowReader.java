package dev.agon.server.exchange;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a file's rows one after another, never more than one at a time. */
interface RowReader extends Closeable {
  /**
   * The next row, or null after the last.
   *
   * @throws RowProblem when a row cannot be read; where no other row can be read either, the next
   *     call answers null
   */
  @Nullable Row next() throws IOException, RowProblem;
}
