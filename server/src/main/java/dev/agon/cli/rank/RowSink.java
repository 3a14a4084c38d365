package dev.agon.cli.rank;

/** Takes the wanted fields of a file's rows, one row after the other. */
interface RowSink {
  /**
   * Takes a row.
   *
   * @param fields in the order of the wanted names; empty where a name is null
   * @param line of the file, from 1
   * @param places the column of each field in the file, from 1
   */
  void add(String[] fields, long line, int[] places) throws FileProblem;
}
