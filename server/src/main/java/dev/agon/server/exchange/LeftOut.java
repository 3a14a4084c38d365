package dev.agon.server.exchange;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;

/** The file of the rows that were left out, and why. */
final class LeftOut implements Closeable {
  private final Path file;
  private final CsvWriter csv;
  private long rows;

  private LeftOut(Path file, CsvWriter csv) {
    this.file = file;
    this.csv = csv;
  }

  /** Begins the file, which must not be there yet. */
  static LeftOut open(Path file) throws ImportRefused {
    try {
      CsvWriter csv =
          CsvWriter.builder()
              .build(
                  Files.newBufferedWriter(
                      file, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW));
      csv.writeRecord("file", "line", "column", "reason", "row");
      return new LeftOut(file, csv);
    } catch (FileAlreadyExistsException e) {
      throw new ImportRefused(file.toString(), "exists already; bad rows go to a new file");
    } catch (IOException e) {
      throw new ImportRefused(file.toString(), "cannot be written: " + e.getMessage());
    }
  }

  void add(ImportError error, Row row) {
    rows++;
    csv.writeRecord(
        error.file(),
        Long.toString(error.line()),
        error.column() == 0 ? "" : Integer.toString(error.column()),
        error.message(),
        written(row));
  }

  private static String written(Row row) {
    Map<String, Object> cells = new TreeMap<>();
    row.cells().forEach((name, cell) -> cells.put(name, cell.value()));
    return JsonlRows.JSON.valueToTree(cells).toString();
  }

  /** How many rows were left out, in words; empty when none was. */
  String note() {
    return rows == 0
        ? ""
        : "%,d %s left out: %s says which and why"
            .formatted(rows, rows == 1 ? "row was" : "rows were", file);
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
