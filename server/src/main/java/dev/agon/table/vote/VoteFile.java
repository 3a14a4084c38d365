package dev.agon.table.vote;

import dev.agon.preference.Names;
import dev.agon.preference.VoteTable;
import dev.agon.table.FileProblem;
import dev.agon.table.TableReading;
import dev.agon.table.Winners;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The votes of a file, with the names behind the table's numbers.
 *
 * @param annotators empty when no column names them
 * @param extras the further columns that were asked for: a list of their values in each row
 * @param reading what was left out
 */
public record VoteFile(
    VoteTable table,
    Names items,
    Names annotators,
    List<String> extraNames,
    List<String[]> extras,
    VoteReading reading) {

  /**
   * Reads files.
   *
   * @param skipped where bad rows go; null when there are to be none
   * @param distinct whether copies of rows are left out
   */
  public static VoteFile read(
      List<Path> files,
      VoteColumns columns,
      Winners winners,
      @Nullable Path skipped,
      boolean distinct)
      throws FileProblem {
    if (files.size() == 1 && skipped == null && !distinct) {
      Optional<VoteFile> fast = new FastCsv(files.getFirst(), columns, winners).read();
      if (fast.isPresent()) {
        return fast.get();
      }
    }
    VoteTableBuilder rows = new VoteTableBuilder(columns, winners, distinct);
    return rows.votes(new TableReading(files, skipped).read(rows));
  }

  /**
   * The votes whose values in a further column have weights, each counting so many times as much.
   *
   * @param weights finite and above 0, by value
   * @throws IllegalArgumentException when a weight is not, or no vote has its value
   */
  public VoteFile weighed(String column, Map<String, Double> weights) {
    String[] values = extra(column);
    weights.forEach(
        (value, weight) -> {
          if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                "the weight of '" + value + "' is not finite and above 0");
          }
          if (Arrays.stream(values).noneMatch(value::equals)) {
            throw new IllegalArgumentException("no vote's " + column + " is '" + value + "'");
          }
        });
    int[] rows =
        IntStream.range(0, values.length).filter(row -> weights.containsKey(values[row])).toArray();
    VoteTable weighed = new VoteTable(rows.length);
    for (int row : rows) {
      weighed.add(table, row, Objects.requireNonNull(weights.get(values[row])));
    }
    return new VoteFile(
        weighed,
        items,
        annotators,
        extraNames,
        IntStream.of(rows).mapToObj(extras::get).toList(),
        reading);
  }

  /** The values of a further column. */
  public String[] extra(String name) {
    int column = extraNames.indexOf(name);
    return extras.stream().map(row -> row[column]).toArray(String[]::new);
  }
}
