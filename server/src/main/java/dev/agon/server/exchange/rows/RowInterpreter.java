package dev.agon.server.exchange.rows;

import dev.agon.table.RowProblem;

/** Understands the rows of one kind of file. */
@FunctionalInterface
public interface RowInterpreter {
  /**
   * Stages what a row says.
   *
   * @param file the file's index
   */
  void interpret(RowFields row, int file) throws RowProblem;
}
