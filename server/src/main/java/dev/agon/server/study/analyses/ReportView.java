package dev.agon.server.study.analyses;

import dev.agon.analysis.AnalysisReport;
import dev.agon.analysis.AnalysisReport.Chart;
import dev.agon.analysis.AnalysisReport.Figure;
import dev.agon.analysis.AnalysisReport.Sentence;
import dev.agon.analysis.AnalysisReport.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report as pages show it.
 *
 * @param sections in their order; figures that follow each other stand together
 */
record ReportView(List<Part> sections) {
  private static final int DECIMALS = 3;

  /** With more characters a text is set in several lines. */
  private static final int LONG = 32;

  /**
   * A part of a report: one of its members is there.
   *
   * @param text a sentence
   * @param figures one below the other
   * @param points what a chart draws of the figures; null where that would say nothing
   * @param table with its chart
   */
  record Part(
      @Nullable String text,
      @Nullable List<FigureRow> figures,
      @Nullable Points points,
      @Nullable Sheet table) {}

  /** A figure; value and interval are null where they are not known. */
  record FigureRow(
      String name,
      boolean known,
      @Nullable Double value,
      boolean bounded,
      @Nullable Double low,
      @Nullable Double high,
      @Nullable String note) {}

  /**
   * A table.
   *
   * @param place its place among the tables of the report, from 1
   * @param chart what a chart draws of it; null for none
   */
  record Sheet(
      int place,
      String name,
      List<Column> columns,
      List<List<Cell>> rows,
      @Nullable Plotted chart) {}

  /** The head of a column; numbers stand to the right. */
  record Column(String name, boolean numeric) {}

  /**
   * A cell: a number with its decimals, a text, or neither.
   *
   * @param kind how it is set: number, long or short
   * @param known whether it is a number
   */
  record Cell(
      String kind, boolean known, @Nullable Number value, int decimals, @Nullable String text) {}

  /** Points with their intervals, null where they have none. */
  record Plotted(String value, Points points) {}

  /** The members that the chart's script reads. */
  record Points(
      List<String> names,
      List<@Nullable Double> values,
      List<@Nullable Double> low,
      List<@Nullable Double> high,
      @Nullable Double line) {}

  static ReportView of(AnalysisReport report) {
    List<Part> parts = new ArrayList<>();
    List<FigureRow> figures = new ArrayList<>();
    int tables = 0;
    for (AnalysisReport.Section section : report.sections()) {
      if (section instanceof Figure figure) {
        figures.add(row(figure));
      } else {
        close(figures, parts);
        if (section instanceof Sentence sentence) {
          parts.add(new Part(sentence.text(), null, null, null));
        } else if (section instanceof Table table) {
          tables++;
          parts.add(new Part(null, null, null, sheet(tables, table)));
        }
      }
    }
    close(figures, parts);
    return new ReportView(parts);
  }

  /** Figures that followed each other become a part. */
  private static void close(List<FigureRow> figures, List<Part> parts) {
    if (!figures.isEmpty()) {
      List<FigureRow> rows = List.copyOf(figures);
      boolean told = rows.stream().filter(FigureRow::bounded).count() > 1;
      parts.add(new Part(null, rows, told ? points(rows) : null, null));
      figures.clear();
    }
  }

  private static Points points(List<FigureRow> rows) {
    List<@Nullable Double> values = new ArrayList<>();
    List<@Nullable Double> low = new ArrayList<>();
    List<@Nullable Double> high = new ArrayList<>();
    for (FigureRow row : rows) {
      values.add(row.value());
      low.add(row.low());
      high.add(row.high());
    }
    return new Points(rows.stream().map(FigureRow::name).toList(), values, low, high, null);
  }

  private static FigureRow row(Figure figure) {
    Double value = known(figure.value());
    Double low = known(figure.low());
    return new FigureRow(
        figure.name(), value != null, value, low != null, low, known(figure.high()), figure.note());
  }

  private static @Nullable Double known(@Nullable Object cell) {
    return cell instanceof Number number && Double.isFinite(number.doubleValue())
        ? Double.valueOf(number.doubleValue())
        : null;
  }

  private static Sheet sheet(int number, Table table) {
    List<Column> columns = new ArrayList<>();
    for (int k = 0; k < table.columns().size(); k++) {
      int column = k;
      boolean numbers =
          table.rows().stream()
              .map(row -> row.get(column))
              .allMatch(cell -> cell == null || cell instanceof Number);
      columns.add(new Column(table.columns().get(k), numbers));
    }
    List<List<Cell>> rows = new ArrayList<>();
    for (List<@Nullable Object> row : table.rows()) {
      List<Cell> cells = new ArrayList<>();
      for (int k = 0; k < row.size(); k++) {
        cells.add(cell(columns.get(k).numeric() ? "number" : "short", row.get(k)));
      }
      rows.add(cells);
    }
    return new Sheet(number, table.name(), columns, rows, plotted(table));
  }

  private static Cell cell(String kind, @Nullable Object value) {
    return switch (value) {
      case null -> new Cell(kind, false, null, 0, null);
      case Double number when number.isNaN() -> new Cell(kind, false, null, 0, null);
      case Double number -> new Cell("number", true, number, DECIMALS, null);
      case Number number -> new Cell("number", true, number, 0, null);
      default -> {
        String text = value.toString();
        yield new Cell(text.length() > LONG ? "long" : kind, false, null, 0, text);
      }
    };
  }

  private static @Nullable Plotted plotted(Table table) {
    Chart chart = table.chart();
    if (chart == null || table.rows().isEmpty()) {
      return null;
    }
    return new Plotted(
        chart.value(),
        new Points(
            column(table, chart.label()).stream().map(String::valueOf).toList(),
            numbers(table, chart.value()),
            numbers(table, chart.low()),
            numbers(table, chart.high()),
            null));
  }

  private static List<@Nullable Double> numbers(Table table, @Nullable String name) {
    List<@Nullable Double> numbers = new ArrayList<>();
    if (name == null) {
      table.rows().forEach(row -> numbers.add(null));
    } else {
      column(table, name).forEach(cell -> numbers.add(known(cell)));
    }
    return numbers;
  }

  private static List<@Nullable Object> column(Table table, String name) {
    int k = table.columns().indexOf(name);
    List<@Nullable Object> cells = new ArrayList<>();
    table.rows().forEach(row -> cells.add(row.get(k)));
    return cells;
  }
}
