package dev.agon.server.exchange;

import com.fasterxml.jackson.databind.node.TextNode;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows of CSV with a header; separated by commas, or by what the header has instead. */
final class CsvRows implements RowReader {
  private static final int HEADER_PEEK = 64 * 1024;

  private final Utf8Reader text;
  private final CsvReader<CsvRecord> csv;
  private final CloseableIterator<CsvRecord> records;
  private final List<String> header;
  private long lastLine = 1;
  private boolean over;

  private CsvRows(InputStream text) throws IOException, RowProblem {
    char separator = separator(text);
    this.text = new Utf8Reader(text);
    this.csv =
        CsvReader.builder()
            .fieldSeparator(separator)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .allowExtraCharsAfterClosingQuote(false)
            .maxBufferSize(JsonlRows.LONGEST_CELL)
            .ofCsvRecord(this.text);
    this.records = csv.iterator();
    CsvRecord first = record();
    if (first == null) {
      throw new RowProblem(1, 1, "is empty: CSV needs a header");
    }
    this.header = List.copyOf(first.getFields());
  }

  /** Reads the header of a text that supports {@code mark}. */
  static CsvRows open(InputStream text) throws IOException, RowProblem {
    CsvRows rows = new CsvRows(text);
    Set<String> names = new HashSet<>();
    for (int k = 0; k < rows.header.size(); k++) {
      if (!names.add(rows.header.get(k))) {
        throw new RowProblem(1, k + 1, "two columns are called '" + rows.header.get(k) + "'");
      }
    }
    return rows;
  }

  /** The columns' names, in the file's order. */
  List<String> header() {
    return header;
  }

  @Override
  public @Nullable Row next() throws IOException, RowProblem {
    CsvRecord record = record();
    if (record == null) {
      return null;
    }
    int fields = record.getFieldCount();
    if (fields != header.size()) {
      throw new RowProblem(
          lastLine,
          Math.min(fields, header.size()) + 1,
          "has " + fields + " fields where the header has " + header.size());
    }
    Map<String, Cell> cells = HashMap.newHashMap(fields);
    for (int k = 0; k < fields; k++) {
      cells.put(header.get(k), new Cell(TextNode.valueOf(record.getField(k)), k + 1));
    }
    return new Row(lastLine, cells);
  }

  private @Nullable CsvRecord record() throws IOException, RowProblem {
    text.rowDone();
    if (over) {
      return null;
    }
    try {
      if (records.hasNext()) {
        CsvRecord record = records.next();
        lastLine = record.getStartingLineNumber();
        return record;
      }
      over = true;
      return null;
    } catch (CsvParseException | UncheckedIOException e) {
      over = true;
      throw problem(e);
    }
  }

  private RowProblem problem(RuntimeException e) throws IOException {
    if (e.getCause() instanceof Utf8Reader.Unreadable unreadable) {
      return unreadable.problem();
    }
    if (e.getCause() instanceof IOException io) {
      throw io;
    }
    String message = String.valueOf((e.getCause() == null ? e : e.getCause()).getMessage());
    if (message.contains("maximum buffer size")) {
      message = "a field has more than %,d characters".formatted(JsonlRows.LONGEST_CELL);
    }
    return new RowProblem(
        lastLine + 1,
        0,
        "is not CSV: the record after the one of line " + lastLine + ": " + message);
  }

  private static char separator(InputStream text) throws IOException {
    text.mark(HEADER_PEEK);
    String head = new String(text.readNBytes(HEADER_PEEK), StandardCharsets.UTF_8);
    text.reset();
    int end = head.indexOf('\n');
    String line = end < 0 ? head : head.substring(0, end);
    if (line.indexOf(',') >= 0) {
      return ',';
    }
    if (line.indexOf('\t') >= 0) {
      return '\t';
    }
    return line.indexOf(';') >= 0 ? ';' : ',';
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
