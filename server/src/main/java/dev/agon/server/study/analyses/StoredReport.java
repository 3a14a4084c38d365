package dev.agon.server.study.analyses;

import dev.agon.analysis.AnalysisReport;
import dev.agon.analysis.AnalysisReport.Chart;
import dev.agon.analysis.AnalysisReport.Figure;
import dev.agon.analysis.AnalysisReport.Section;
import dev.agon.analysis.AnalysisReport.Sentence;
import dev.agon.analysis.AnalysisReport.Table;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A report as it is kept with its job, and back. What is not a finite number is null. */
final class StoredReport {
  private static final String TEXT = "text";
  private static final String NAME = "name";
  private static final String VALUE = "value";
  private static final String LOW = "low";
  private static final String HIGH = "high";
  private static final String NOTE = "note";
  private static final String COLUMNS = "columns";
  private static final String ROWS = "rows";
  private static final String CHART = "chart";
  private static final String LABEL = "label";

  private StoredReport() {}

  static JsonArray json(AnalysisReport report) {
    JsonArray sections = new JsonArray();
    report.sections().forEach(section -> sections.add(json(section)));
    return sections;
  }

  private static JsonObject json(Section section) {
    return switch (section) {
      case Sentence sentence -> new JsonObject().put(TEXT, sentence.text());
      case Figure figure ->
          new JsonObject()
              .put(NAME, figure.name())
              .put(VALUE, finite(figure.value()))
              .put(LOW, finite(figure.low()))
              .put(HIGH, finite(figure.high()))
              .put(NOTE, figure.note());
      case Table table -> json(table);
    };
  }

  private static JsonObject json(Table table) {
    JsonArray rows = new JsonArray();
    for (List<@Nullable Object> row : table.rows()) {
      JsonArray cells = new JsonArray();
      row.forEach(cell -> cells.add(cell instanceof Double number ? finite(number) : cell));
      rows.add(cells);
    }
    JsonObject json =
        new JsonObject()
            .put(NAME, table.name())
            .put(COLUMNS, new JsonArray(table.columns()))
            .put(ROWS, rows);
    Chart chart = table.chart();
    return chart == null
        ? json
        : json.put(
            CHART,
            new JsonObject()
                .put(LABEL, chart.label())
                .put(VALUE, chart.value())
                .put(LOW, chart.low())
                .put(HIGH, chart.high()));
  }

  private static @Nullable Double finite(double number) {
    return Double.isFinite(number) ? Double.valueOf(number) : null;
  }

  static AnalysisReport report(JsonArray sections) {
    List<Section> read = new ArrayList<>();
    for (int k = 0; k < sections.size(); k++) {
      read.add(section(sections.getJsonObject(k)));
    }
    return new AnalysisReport(read);
  }

  private static Section section(JsonObject json) {
    if (json.containsKey(TEXT)) {
      return new Sentence(json.getString(TEXT));
    }
    return json.containsKey(COLUMNS)
        ? table(json)
        : new Figure(
            json.getString(NAME),
            number(json, VALUE),
            number(json, LOW),
            number(json, HIGH),
            json.getString(NOTE));
  }

  private static double number(JsonObject json, String name) {
    Double value = json.getDouble(name);
    return value == null ? Double.NaN : value;
  }

  private static Table table(JsonObject json) {
    List<String> columns = new ArrayList<>();
    json.getJsonArray(COLUMNS).forEach(name -> columns.add(name.toString()));
    List<List<@Nullable Object>> rows = new ArrayList<>();
    JsonArray stored = json.getJsonArray(ROWS);
    for (int k = 0; k < stored.size(); k++) {
      List<@Nullable Object> row = new ArrayList<>();
      stored
          .getJsonArray(k)
          .forEach(cell -> row.add(cell instanceof Integer whole ? whole.longValue() : cell));
      rows.add(row);
    }
    JsonObject chart = json.getJsonObject(CHART);
    return new Table(
        json.getString(NAME),
        columns,
        rows,
        chart == null
            ? null
            : new Chart(
                chart.getString(LABEL),
                chart.getString(VALUE),
                chart.getString(LOW),
                chart.getString(HIGH)));
  }
}
