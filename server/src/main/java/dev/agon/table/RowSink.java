package dev.agon.table;

import java.util.List;

/** Takes a file's rows, one after the other. */
@FunctionalInterface
public interface RowSink {
  /** The columns that a file must have whose header names these. */
  default List<String> needed(List<String> header) {
    return List.of();
  }

  /**
   * Takes a row, or refuses it and leaves everything as it was.
   *
   * @throws RowProblem naming what is wrong with it
   */
  void add(Row row) throws RowProblem;
}
