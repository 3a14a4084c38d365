package dev.agon.cli.rank;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads rows of CSV with a header row; the columns may stand in any order. */
final class CsvRows {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final Path file;
  private final List<@Nullable String> wanted;
  private long line;

  CsvRows(Path file, List<@Nullable String> wanted) {
    this.file = file;
    this.wanted = wanted;
  }

  void read(Reader text, RowSink rows) throws IOException, FileProblem {
    try (CsvReader<CsvRecord> csv =
            CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .ofCsvRecord(text);
        CloseableIterator<CsvRecord> records = csv.iterator()) {
      if (!records.hasNext()) {
        throw new FileProblem(file, 1, 1, "is empty; a header is needed");
      }
      List<String> header = records.next().getFields();
      int[] places = places(header);
      String[] fields = new String[places.length];
      line = 1;
      while (records.hasNext()) {
        CsvRecord record = records.next();
        line = record.getStartingLineNumber();
        checkCount(record, header.size());
        for (int i = 0; i < places.length; i++) {
          fields[i] = places[i] == 0 ? "" : record.getField(places[i] - 1);
        }
        rows.add(fields, line, places);
      }
    } catch (CsvParseException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new FileProblem(file, line + 1, 1, "is not CSV: " + cause.getMessage());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void checkCount(CsvRecord record, int expected) throws FileProblem {
    int count = record.getFieldCount();
    if (count != expected) {
      String message = "has " + count + " fields where the header has " + expected;
      throw new FileProblem(file, line, Math.min(count, expected) + 1, message);
    }
  }

  /** The columns of the wanted fields, from 1; 0 for those that are not used. */
  private int[] places(List<String> header) throws FileProblem {
    int[] places = new int[wanted.size()];
    for (int i = 0; i < places.length; i++) {
      String name = wanted.get(i);
      if (name != null) {
        places[i] = place(header, name);
      }
    }
    return places;
  }

  private int place(List<String> header, String name) throws FileProblem {
    for (int i = 0; i < header.size(); i++) {
      String held = header.get(i);
      if (i == 0 && held.startsWith(BYTE_ORDER_MARK)) {
        held = held.substring(1);
      }
      if (held.equals(name)) {
        return i + 1;
      }
    }
    throw new FileProblem(
        file, 1, 1, "no column '" + name + "'; there are " + String.join(", ", header));
  }
}
