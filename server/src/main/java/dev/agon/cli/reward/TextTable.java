package dev.agon.cli.reward;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The rows of a CSV file with a header, or of JSON objects one a line (.jsonl, .ndjson), either
 * gzipped (.gz) or not. Of objects, members that are texts, numbers or truth values are read.
 *
 * @param file where they come from
 * @param rows in the file's order
 */
record TextTable(Path file, List<Row> rows) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BUFFER = 1 << 16;

  /**
   * One row.
   *
   * @param line where it starts, from 1
   * @param fields by column
   */
  record Row(long line, Map<String, String> fields) {}

  static TextTable read(Path file) throws BadInput {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    boolean zipped = name.endsWith(".gz");
    String plain = zipped ? name.substring(0, name.length() - 3) : name;
    boolean json = plain.endsWith(".jsonl") || plain.endsWith(".ndjson");
    try (InputStream bytes = open(file, zipped);
        Reader text = new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder())) {
      return new TextTable(file, json ? objects(file, text) : records(file, text));
    } catch (IOException e) {
      throw new BadInput(file + ": " + reason(e));
    }
  }

  /** Adds the columns of the other table's row that has the same key; rows without one go. */
  TextTable joined(TextTable other, String key) throws BadInput {
    Map<String, Map<String, String>> byKey = new HashMap<>();
    for (Row row : other.rows()) {
      if (byKey.put(other.field(row, key), row.fields()) != null) {
        throw new BadInput(other.file() + ":" + row.line() + ": " + key + " is there twice");
      }
    }
    List<Row> kept = new ArrayList<>();
    for (Row row : rows) {
      Map<String, String> found = byKey.get(field(row, key));
      if (found != null) {
        Map<String, String> both = new LinkedHashMap<>(row.fields());
        both.putAll(found);
        kept.add(new Row(row.line(), both));
      }
    }
    return new TextTable(file, kept);
  }

  /** A field that must be there. */
  String field(Row row, String column) throws BadInput {
    String value = row.fields().get(column);
    if (value == null) {
      throw new BadInput(
          "%s:%d: no column '%s'; there are %s"
              .formatted(file, row.line(), column, String.join(", ", row.fields().keySet())));
    }
    return value;
  }

  BadInput problem(Row row, String column, String message) {
    return new BadInput("%s:%d: %s: %s".formatted(file, row.line(), column, message));
  }

  private static List<Row> records(Path file, Reader text) throws IOException, BadInput {
    List<Row> rows = new ArrayList<>();
    try (CsvReader<NamedCsvRecord> csv =
        CsvReader.builder().allowUnclosedQuote(false).ofNamedCsvRecord(text)) {
      for (NamedCsvRecord record : csv) {
        rows.add(new Row(record.getStartingLineNumber(), record.getFieldsAsMap()));
      }
    } catch (CsvParseException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new BadInput(file + ": is not CSV: " + cause.getMessage());
    }
    return rows;
  }

  private static List<Row> objects(Path file, Reader text) throws IOException, BadInput {
    List<Row> rows = new ArrayList<>();
    try (MappingIterator<JsonNode> nodes = JSON.readerFor(JsonNode.class).readValues(text)) {
      while (nodes.hasNextValue()) {
        JsonNode node = nodes.nextValue();
        long line = nodes.getCurrentLocation().getLineNr();
        if (!node.isObject()) {
          throw new BadInput(file + ":" + line + ": each line must be an object");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        node.properties()
            .forEach(
                member -> {
                  if (member.getValue().isValueNode() && !member.getValue().isNull()) {
                    fields.put(member.getKey(), member.getValue().asText());
                  }
                });
        rows.add(new Row(line, fields));
      }
    }
    return rows;
  }

  private static InputStream open(Path file, boolean zipped) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("is a folder");
    }
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    return zipped ? new GZIPInputStream(bytes, BUFFER) : bytes;
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "no such file";
      case CharacterCodingException _ -> "is not UTF-8 text";
      case EOFException _ -> "ends before it is complete";
      case ZipException _ -> "is not a gzip file: " + e.getMessage();
      default -> String.valueOf(e.getMessage());
    };
  }
}
