package dev.agon.server.exchange.rows;

import dev.agon.server.exchange.read.ImportError;
import dev.agon.server.exchange.read.ImportRefused;
import dev.agon.server.exchange.read.Source;
import dev.agon.table.Cell;
import dev.agon.table.FileFormat;
import dev.agon.table.Row;
import dev.agon.table.RowProblem;
import dev.agon.table.RowReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names of generators for the ids that a file calls them by. */
public final class GeneratorNames {
  private static final int MOST = 1_000_000;

  /** Files that use the names themselves. */
  public static final GeneratorNames SAME = new GeneratorNames("", null);

  private final String file;
  private final @Nullable Map<String, String> names;

  private GeneratorNames(String file, @Nullable Map<String, String> names) {
    this.file = file;
    this.names = names;
  }

  /**
   * Reads the names from a CSV or JSONL file.
   *
   * @param id the column with the ids
   * @param name the column with the names
   */
  public static GeneratorNames read(Source source, String id, String name)
      throws IOException, ImportRefused {
    Map<String, String> names = new HashMap<>();
    try (InputStream in = source.opener().open();
        RowReader rows = FileFormat.open(in, source.name(), null)) {
      for (Row row = rows.next(); row != null; row = rows.next()) {
        put(names, row, cell(row, id), cell(row, name));
      }
    } catch (RowProblem e) {
      throw new ImportRefused(java.util.List.of(ImportError.of(source.name(), e)));
    }
    return new GeneratorNames(source.name(), names);
  }

  private static void put(Map<String, String> names, Row row, Cell id, Cell name)
      throws RowProblem {
    String before = names.put(id.name(), name.name());
    if (before != null && !before.equals(name.name())) {
      throw new RowProblem(
          name.line(), name.column(), "'" + id.name() + "' was called '" + before + "' before");
    }
    if (names.size() > MOST) {
      throw new RowProblem(row.line(), 0, "more than %,d names".formatted(MOST));
    }
  }

  private static Cell cell(Row row, String column) throws RowProblem {
    Cell cell = row.cells().get(column);
    if (cell == null) {
      throw new RowProblem(row.line(), 0, "no '" + column + "'");
    }
    return cell;
  }

  /** The generator's name of a row. */
  String of(RowFields row, Field field) throws RowProblem {
    String id = row.id(field);
    if (names == null) {
      return id;
    }
    String name = names.get(id);
    if (name == null) {
      throw row.problem(field, "'" + id + "' has no name in " + file);
    }
    return row.id(field, name);
  }
}
