package dev.agon.table.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import dev.agon.analysis.AnalysisReport;
import dev.agon.analysis.AnalysisReport.Figure;
import dev.agon.analysis.AnalysisReport.Sentence;
import dev.agon.analysis.AnalysisReport.Table;
import dev.agon.table.SpreadsheetText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A report for programs. What is not known is null in JSON and empty in CSV. */
public final class ReportFiles {
  private static final List<String> FIGURES = List.of("name", "value", "low", "high", "note");

  private ReportFiles() {}

  /** The sections of a report, in order. */
  public static ArrayNode json(AnalysisReport report) {
    ArrayNode sections = new ObjectMapper().createArrayNode();
    for (AnalysisReport.Section section : report.sections()) {
      ObjectNode node = sections.addObject();
      switch (section) {
        case Sentence sentence -> node.put("type", "sentence").put("text", sentence.text());
        case Figure figure -> {
          node.put("type", "figure").put("name", figure.name());
          put(node, "value", figure.value());
          put(node, "low", figure.low());
          put(node, "high", figure.high());
          node.put("note", figure.note());
        }
        case Table table -> put(node.put("type", "table").put("name", table.name()), table);
      }
    }
    return sections;
  }

  private static void put(ObjectNode node, Table table) {
    ArrayNode rows = node.putArray("rows");
    for (List<@Nullable Object> row : table.rows()) {
      ObjectNode cells = rows.addObject();
      for (int k = 0; k < row.size(); k++) {
        put(cells, table.columns().get(k).replace(' ', '_'), row.get(k));
      }
    }
  }

  private static void put(ObjectNode node, String name, @Nullable Object value) {
    switch (value) {
      case null -> node.putNull(name);
      case Double number -> {
        if (Double.isFinite(number)) {
          node.put(name, number);
        } else {
          node.putNull(name);
        }
      }
      case Long number -> node.put(name, number);
      default -> node.put(name, value.toString());
    }
  }

  /** Writes a CSV file for the figures and one for each table into a folder; gives their names. */
  public static List<String> csv(AnalysisReport report, Path folder) throws IOException {
    Files.createDirectories(folder);
    List<String> names = new ArrayList<>();
    List<List<@Nullable Object>> figures = new ArrayList<>();
    for (AnalysisReport.Section section : report.sections()) {
      switch (section) {
        case Sentence sentence -> {}
        case Figure figure ->
            figures.add(
                Arrays.asList(
                    figure.name(), figure.value(), figure.low(), figure.high(), figure.note()));
        case Table table -> {
          String name = table.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
          write(folder, name + ".csv", table.columns(), table.rows(), names);
        }
      }
    }
    if (!figures.isEmpty()) {
      write(folder, "figures.csv", FIGURES, figures, names);
    }
    return names;
  }

  private static void write(
      Path folder,
      String name,
      List<String> columns,
      List<List<@Nullable Object>> rows,
      List<String> names)
      throws IOException {
    try (Writer out = Files.newBufferedWriter(folder.resolve(name))) {
      write(out, columns, rows);
    }
    names.add(name);
  }

  private static void write(Writer out, List<String> columns, List<List<@Nullable Object>> rows)
      throws IOException {
    try (CsvWriter csv = CsvWriter.builder().build(out)) {
      csv.writeRecord(columns.stream().map(SpreadsheetText::of).toList());
      for (List<@Nullable Object> row : rows) {
        csv.writeRecord(row.stream().map(ReportFiles::cell).toList());
      }
    }
  }

  /** A table as CSV. */
  public static String csv(Table table) {
    StringWriter text = new StringWriter();
    try {
      write(text, table.columns(), table.rows());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static String cell(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Double number when number.isNaN() -> "";
      case Number number -> number.toString();
      default -> SpreadsheetText.of(value.toString());
    };
  }
}
