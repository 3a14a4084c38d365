package dev.agon.table;

import dev.agon.content.TranscriptException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One record of a file.
 *
 * @param line where it starts, from 1
 * @param cells by column; without those that are JSON's null
 * @param nulls the places of those, by column
 * @param names of all its columns, in the file's order
 * @param written the record as one line of text, as it stands in the file or equal to it
 */
public record Row(
    long line,
    Map<String, Cell> cells,
    Map<String, Cell> nulls,
    List<String> names,
    Supplier<String> written) {
  /**
   * The cell of a column that must be there.
   *
   * @throws RowProblem that lists the columns when there is none of the name
   */
  public Cell cell(String column) throws RowProblem {
    Cell cell = cells.get(column);
    if (cell == null) {
      throw missing(column);
    }
    return cell;
  }

  private RowProblem missing(String column) {
    Cell none = nulls.get(column);
    if (none != null) {
      return RowProblem.absent(none.line(), none.column(), column + ": is null", "", this);
    }
    return cells.values().stream().noneMatch(Cell::spreadsheet)
        ? RowProblem.absent(line, 1, "no member '" + column + "'", this)
        : noColumn(column, names);
  }

  static RowProblem noColumn(String column, List<String> names) {
    return RowProblem.ofFile(1, 1, "no column '" + column + "'" + RowProblem.there(names));
  }

  /** A column's text, number or truth value as it is written. */
  public String text(String column) throws RowProblem {
    return scalar(column).text();
  }

  /** As {@link #text}, for what names something: as it was before a CSV writer made it inert. */
  public String name(String column) throws RowProblem {
    return scalar(column).name();
  }

  /** As {@link #name}; an array of turns as one text, a single turn as what it says. */
  public String said(String column) throws RowProblem {
    Cell cell = cell(column);
    return cell.value().isArray() ? turns(column).said() : name(column);
  }

  /**
   * A column's turns.
   *
   * @throws RowProblem when it is no array of turns
   */
  public Turns turns(String column) throws RowProblem {
    try {
      return Turns.of(cell(column).value());
    } catch (TranscriptException e) {
      throw problem(column, String.valueOf(e.getMessage()));
    }
  }

  private Cell scalar(String column) throws RowProblem {
    Cell cell = cell(column);
    if (cell.value().isContainerNode()) {
      String what = cell.value().isArray() ? "an array" : "an object";
      throw problem(column, "is " + what + " where a text or a number is expected");
    }
    return cell;
  }

  /** What is wrong with a column's value. */
  public RowProblem problem(String column, String message) {
    Cell cell = cells.get(column);
    return new RowProblem(
        cell == null ? line : cell.line(),
        cell == null ? 0 : cell.column(),
        column + ": " + message,
        this);
  }

  /** A hash of all that the record says; equal for records that say the same in every column. */
  public long fingerprint() {
    long hash = names.size();
    for (String name : names) {
      Cell cell = cells.get(name);
      hash = mixed(hash, cell == null ? "" : cell.written());
    }
    return hash;
  }

  private static long mixed(long start, String text) {
    long hash = start * 0x9E3779B97F4A7C15L + text.length();
    for (int k = 0; k < text.length(); k++) {
      hash = (hash ^ text.charAt(k)) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 29;
    }
    return hash ^ hash >>> 32;
  }
}
