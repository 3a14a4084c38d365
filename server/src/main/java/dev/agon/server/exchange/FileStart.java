package dev.agon.server.exchange;

import dev.agon.server.exchange.archive.ArchiveReading;
import dev.agon.server.exchange.read.ImportError;
import dev.agon.server.exchange.read.ImportKind;
import dev.agon.server.exchange.read.Source;
import dev.agon.server.exchange.rows.Field;
import dev.agon.table.Cell;
import dev.agon.table.FileFormat;
import dev.agon.table.Row;
import dev.agon.table.RowProblem;
import dev.agon.table.RowReader;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * How a file begins, for a person who is about to import it.
 *
 * @param columns the names of its columns: all of CSV, those of the first rows of JSONL
 * @param rows the first rows, how each cell of a column begins, empty where a row has none
 * @param kind what the columns say the rows are; null when they do not
 * @param problem why no more rows can be read; null when they can
 */
public record FileStart(
    List<String> columns,
    List<List<String>> rows,
    @Nullable ImportKind kind,
    @Nullable String problem) {
  /** The most characters of a cell that are kept. */
  private static final int LONGEST_START = 2_000;

  /** Reads the first rows of a file; what is wrong with it is told, not thrown. */
  public static FileStart of(Source source, int rows) throws IOException {
    if (ArchiveReading.isArchive(source)) {
      return new FileStart(List.of(), List.of(), ImportKind.AGON, null);
    }
    List<Map<String, Start>> read = new ArrayList<>();
    try (RowReader reader = FileFormat.open(source.opener().open(), source.name(), null)) {
      @Nullable String problem = null;
      try {
        Row row = reader.next();
        while (row != null) {
          read.add(starts(row));
          row = read.size() < rows ? reader.next() : null;
        }
      } catch (RowProblem e) {
        problem = ImportError.of(source.name(), e).toString();
      }
      return start(reader.header().isEmpty() ? columns(read) : reader.header(), read, problem);
    } catch (RowProblem e) {
      return start(List.of(), List.of(), ImportError.of(source.name(), e).toString());
    } catch (ZipException | EOFException e) {
      return start(List.of(), List.of(), source.name() + ": is damaged: " + e.getMessage());
    }
  }

  /** How a cell begins, and where its name stands: a whole row may be large. */
  private record Start(String text, int column) {}

  private static Map<String, Start> starts(Row row) {
    Map<String, Start> starts = new HashMap<>();
    row.cells().forEach((name, cell) -> starts.put(name, new Start(text(cell), cell.column())));
    return starts;
  }

  private static String text(Cell cell) {
    String text = cell.value().isContainerNode() ? cell.value().toString() : cell.text();
    return text.length() <= LONGEST_START ? text : text.substring(0, LONGEST_START);
  }

  private static FileStart start(
      List<String> columns, List<Map<String, Start>> rows, @Nullable String problem) {
    List<List<String>> cells =
        rows.stream()
            .map(row -> columns.stream().map(name -> text(row.get(name))).toList())
            .toList();
    return new FileStart(List.copyOf(columns), cells, kind(Set.copyOf(columns)), problem);
  }

  private static String text(@Nullable Start start) {
    return start == null ? "" : start.text();
  }

  private static List<String> columns(List<Map<String, Start>> rows) {
    Set<String> names = new LinkedHashSet<>();
    for (Map<String, Start> row : rows) {
      row.entrySet().stream()
          .sorted(Comparator.comparingInt(entry -> entry.getValue().column()))
          .map(Map.Entry::getKey)
          .forEach(names::add);
    }
    return List.copyOf(names);
  }

  /** What rows with these documented columns are. */
  private static @Nullable ImportKind kind(Set<String> columns) {
    if (columns.contains(Field.ANSWERS.column())) {
      return ImportKind.ANSWERS;
    }
    if (columns.contains(Field.WINNER.column())) {
      return ImportKind.VOTES;
    }
    if ((columns.contains(Field.LEFT.column()) && columns.contains(Field.RIGHT.column()))
        || (columns.contains("chosen") && columns.contains("rejected"))) {
      return ImportKind.PAIRS;
    }
    boolean responses =
        columns.contains(Field.RESPONSES.column())
            || (columns.contains(Field.GENERATOR.column())
                && columns.contains(Field.RESPONSE.column()));
    return responses && columns.contains(Field.PROMPT.column()) ? ImportKind.PROMPTS : null;
  }
}
