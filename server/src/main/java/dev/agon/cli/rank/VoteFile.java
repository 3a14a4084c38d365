package dev.agon.cli.rank;

import dev.agon.preference.Names;
import dev.agon.preference.VoteTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The votes of a file, with the names behind the table's numbers.
 *
 * @param annotators empty when no column names them
 * @param extras the further columns that were asked for: a list of their values in each row
 */
record VoteFile(
    VoteTable table,
    Names items,
    Names annotators,
    List<String> extraNames,
    List<String[]> extras) {

  /** Reads a file as {@link TableFile} does. */
  static VoteFile read(Path file, VoteColumns columns) throws FileProblem {
    Optional<VoteFile> fast = new FastCsv(file, columns).read();
    if (fast.isPresent()) {
      return fast.get();
    }
    VoteRows rows = new VoteRows(file, columns);
    TableFile.read(file, columns.names(), rows);
    return rows.votes();
  }

  /** The values of a further column. */
  String[] extra(String name) {
    int column = extraNames.indexOf(name);
    return extras.stream().map(row -> row[column]).toArray(String[]::new);
  }
}
