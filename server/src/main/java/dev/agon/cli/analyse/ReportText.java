package dev.agon.cli.analyse;

import dev.agon.analysis.AnalysisReport;
import dev.agon.analysis.AnalysisReport.Figure;
import dev.agon.analysis.AnalysisReport.Sentence;
import dev.agon.analysis.AnalysisReport.Table;
import dev.agon.cli.rank.report.Report;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A report as text for a terminal. */
final class ReportText {
  private ReportText() {}

  static String of(AnalysisReport report) {
    StringBuilder text = new StringBuilder();
    for (AnalysisReport.Section section : report.sections()) {
      switch (section) {
        case Sentence sentence -> text.append(plain(sentence.text())).append("\n\n");
        case Figure figure -> text.append(figure(figure));
        case Table table -> text.append(gap(text)).append(table(table));
      }
    }
    return text.toString();
  }

  /**
   * What makes one blank line before a table, which comes after one already where that was a
   * sentence.
   */
  private static String gap(StringBuilder text) {
    return text.isEmpty() || text.toString().endsWith("\n\n") ? "" : "\n";
  }

  private static String figure(Figure figure) {
    String value = Double.isNaN(figure.value()) ? "undefined" : number(figure.value());
    String interval =
        Double.isNaN(figure.low())
            ? ""
            : "  " + number(figure.low()) + " to " + number(figure.high());
    String note = figure.note() == null ? "" : "  (" + plain(figure.note()) + ")";
    return "%-28s %9s%s%s%n".formatted(Report.shown(figure.name()), value, interval, note);
  }

  private static String table(Table table) {
    List<List<String>> rows =
        table.rows().stream().map(row -> row.stream().map(ReportText::cell).toList()).toList();
    int[] widths =
        IntStream.range(0, table.columns().size())
            .map(
                k ->
                    rows.stream()
                        .mapToInt(row -> row.get(k).length())
                        .reduce(table.columns().get(k).length(), Math::max))
            .toArray();
    StringBuilder text = new StringBuilder(plain(table.name())).append('\n');
    line(text, table, table.columns(), widths);
    rows.forEach(row -> line(text, table, row, widths));
    return text.toString();
  }

  /** Texts begin at the left, numbers end at the right. */
  private static void line(StringBuilder text, Table table, List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int k = 0; k < widths.length; k++) {
      int column = k;
      boolean words = table.rows().stream().anyMatch(row -> row.get(column) instanceof String);
      line.append(k == 0 ? "" : "  ")
          .append(("%" + (words ? "-" : "") + widths[k] + "s").formatted(cells.get(k)));
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }

  private static String cell(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Double number -> number.isNaN() ? "-" : number(number);
      default -> Report.shown(value.toString());
    };
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private static String plain(String text) {
    return text.replaceAll("\\p{C}", "?");
  }
}
