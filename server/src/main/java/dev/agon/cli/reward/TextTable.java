package dev.agon.cli.reward;

import dev.agon.table.Cell;
import dev.agon.table.FileProblem;
import dev.agon.table.Row;
import dev.agon.table.RowProblem;
import dev.agon.table.TableReading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a file that others refer to, by the value of a column.
 *
 * @param rows by that value
 */
record TextTable(Map<String, Row> rows) {
  /**
   * Reads a file.
   *
   * @throws FileProblem when it cannot be read, or two rows have the same value
   */
  static TextTable by(String key, Path file) throws FileProblem {
    Map<String, Row> rows = new HashMap<>();
    new TableReading(List.of(file), null)
        .read(
            List.of(key),
            row -> {
              if (rows.putIfAbsent(row.name(key), row) != null) {
                throw row.problem(key, "'" + row.name(key) + "' is there twice");
              }
            });
    return new TextTable(rows);
  }

  /** A row with the columns of the one here that has the same key; null where there is none. */
  @Nullable Row joined(Row row, String key) throws RowProblem {
    Row found = rows.get(row.name(key));
    if (found == null) {
      return null;
    }
    Map<String, Cell> cells = new HashMap<>(row.cells());
    cells.putAll(found.cells());
    Map<String, Cell> nulls = new HashMap<>(row.nulls());
    nulls.putAll(found.nulls());
    Set<String> names = new LinkedHashSet<>(row.names());
    names.addAll(found.names());
    return new Row(row.line(), cells, nulls, new ArrayList<>(names), row.written());
  }
}
