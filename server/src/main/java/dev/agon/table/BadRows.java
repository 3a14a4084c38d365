package dev.agon.table;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The file of the rows that were left out, and why: CSV that no spreadsheet computes. */
public final class BadRows implements Closeable {
  private final CsvWriter csv;
  private long rows;

  private BadRows(CsvWriter csv) {
    this.csv = csv;
  }

  /** Begins the file, which must not be there yet. */
  public static BadRows open(Path file) throws FileProblem {
    try {
      CsvWriter csv =
          CsvWriter.builder()
              .build(
                  Files.newBufferedWriter(
                      file, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW));
      csv.writeRecord("file", "line", "column", "reason", "row");
      return new BadRows(csv);
    } catch (FileAlreadyExistsException e) {
      throw new FileProblem(file.toString(), "exists already; bad rows are written to a new file");
    } catch (IOException e) {
      throw new FileProblem(file.toString(), "cannot be written: " + e.getMessage());
    }
  }

  /** Adds a row. */
  public void add(String file, RowProblem problem) {
    rows++;
    csv.writeRecord(
        SpreadsheetText.of(file),
        Long.toString(problem.line()),
        problem.column() == 0 ? "" : Integer.toString(problem.column()),
        SpreadsheetText.of(String.valueOf(problem.getMessage())),
        SpreadsheetText.of(problem.written()));
  }

  /** How many rows were left out. */
  public long rows() {
    return rows;
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
