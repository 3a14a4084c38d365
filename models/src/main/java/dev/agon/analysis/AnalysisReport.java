package dev.agon.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an analysis found, section by section. */
public record AnalysisReport(List<Section> sections) {
  public AnalysisReport {
    sections = List.copyOf(sections);
  }

  /** A report of these sections. */
  public static AnalysisReport of(Section... sections) {
    return new AnalysisReport(Arrays.asList(sections));
  }

  /** A part of a report. */
  public sealed interface Section {}

  /** A sentence for a person. */
  public record Sentence(String text) implements Section {}

  /**
   * A figure.
   *
   * @param value NaN where it is undefined
   * @param low the lower end of its 95 % interval; NaN where there is none
   * @param high the upper end
   * @param note why it is undefined or has no interval; null where neither is so
   */
  public record Figure(String name, double value, double low, double high, @Nullable String note)
      implements Section {}

  /**
   * A table. Cells are texts, whole numbers, doubles or null for nothing.
   *
   * @param columns their names
   * @param chart which columns a chart shows; null for none
   */
  public record Table(
      String name, List<String> columns, List<List<@Nullable Object>> rows, @Nullable Chart chart)
      implements Section {
    /**
     * Copies what it is given.
     *
     * @throws IllegalArgumentException when a row has another number of cells than there are
     *     columns
     */
    public Table {
      columns = List.copyOf(columns);
      List<List<@Nullable Object>> copies = new ArrayList<>();
      for (List<@Nullable Object> row : rows) {
        if (row.size() != columns.size()) {
          throw new IllegalArgumentException(
              "a row of %s has %d cells for %d columns"
                  .formatted(name, row.size(), columns.size()));
        }
        copies.add(Collections.unmodifiableList(new ArrayList<>(row)));
      }
      rows = Collections.unmodifiableList(copies);
    }
  }

  /**
   * How a table is drawn: a point for each row, with its interval.
   *
   * @param label the column of names
   * @param value the column of values
   * @param low the column of lower ends; null for none
   * @param high the column of upper ends; null for none
   */
  public record Chart(String label, String value, @Nullable String low, @Nullable String high) {}
}
