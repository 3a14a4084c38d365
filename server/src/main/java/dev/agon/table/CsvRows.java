package dev.agon.table;

import com.fasterxml.jackson.databind.node.TextNode;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows of CSV with a header; separated by commas, tabs or semicolons, as most of the header is. */
public final class CsvRows implements RowReader {
  private static final int HEADER_PEEK = 64 * 1024;

  private final Utf8Reader text;
  private final CsvReader<CsvRecord> csv;
  private final CloseableIterator<CsvRecord> records;
  private final List<String> header;
  private final Map<String, Integer> places = new LinkedHashMap<>();
  private final char separator;

  /** Whether the header has blanks beside its names; fields then have them too. */
  private final boolean trimmed;

  private long lastLine = 1;
  private boolean over;

  private CsvRows(Utf8Reader text, char separator) throws IOException, RowProblem {
    this.separator = separator;
    this.text = text;
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
      throw RowProblem.ofFile(1, 1, "is empty: CSV needs a header");
    }
    this.trimmed = first.getFields().stream().anyMatch(name -> !name.equals(name.strip()));
    this.header = first.getFields().stream().map(String::strip).toList();
    for (int k = 0; k < header.size(); k++) {
      if (places.putIfAbsent(header.get(k), k) != null && !header.get(k).isEmpty()) {
        throw RowProblem.ofFile(1, k + 1, "two columns are called '" + header.get(k) + "'");
      }
    }
  }

  /** Reads the header of a text that supports {@code mark}. */
  static CsvRows open(InputStream text) throws IOException, RowProblem {
    char separator = peek(text);
    Utf8Reader decoded = new Utf8Reader(text);
    try {
      return new CsvRows(decoded, separator);
    } catch (IOException | RowProblem | RuntimeException e) {
      decoded.rowDone();
      throw e;
    }
  }

  @Override
  public List<String> header() {
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
          "has " + fields + " fields where the header has " + header.size(),
          written(record.getFields()));
    }
    List<String> held = record.getFields();
    return new Row(lastLine, new Cells(held, lastLine), Map.of(), header, () -> written(held));
  }

  private String written(List<String> fields) {
    StringWriter line = new StringWriter();
    CsvWriter.builder().fieldSeparator(separator).bufferSize(0).build(line).writeRecord(fields);
    return line.toString().stripTrailing();
  }

  /** A record's cells, made when they are asked for. */
  private final class Cells extends AbstractMap<String, Cell> {
    private final List<String> fields;
    private final long line;

    Cells(List<String> fields, long line) {
      this.fields = fields;
      this.line = line;
    }

    @Override
    public boolean containsKey(Object name) {
      return places.containsKey(name);
    }

    @Override
    public @Nullable Cell get(Object name) {
      Integer place = places.get(name);
      return place == null ? null : cell(place);
    }

    private Cell cell(int place) {
      String field = fields.get(place);
      String text = trimmed ? field.strip() : field;
      return new Cell(TextNode.valueOf(text), line, place + 1, true);
    }

    @Override
    public Set<Map.Entry<String, Cell>> entrySet() {
      Map<String, Cell> all = new LinkedHashMap<>();
      places.forEach((name, place) -> all.put(name, cell(place)));
      return all.entrySet();
    }
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
    return RowProblem.ofFile(
        lastLine + 1,
        0,
        "is not CSV: the record after the one of line " + lastLine + ": " + message);
  }

  private static char peek(InputStream text) throws IOException {
    text.mark(HEADER_PEEK);
    String head = new String(text.readNBytes(HEADER_PEEK), StandardCharsets.UTF_8);
    text.reset();
    return separator(head);
  }

  /** What separates fields in a text that begins with a header: what that has most of. */
  public static char separator(String head) {
    int commas = 0;
    int tabs = 0;
    int semicolons = 0;
    boolean quoted = false;
    for (int k = 0; k < head.length() && (quoted || head.charAt(k) != '\n'); k++) {
      char c = head.charAt(k);
      quoted ^= c == '"';
      commas += c == ',' && !quoted ? 1 : 0;
      tabs += c == '\t' && !quoted ? 1 : 0;
      semicolons += c == ';' && !quoted ? 1 : 0;
    }
    if (tabs > commas && tabs >= semicolons) {
      return '\t';
    }
    return semicolons > commas ? ';' : ',';
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
