package dev.agon.table;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a file's rows are written. */
public enum FileFormat {
  /** A header and records, by commas, tabs or semicolons. */
  CSV,
  /** Objects, one a line or all in one array. */
  JSONL;

  private static final int BLANKS = 4096;

  /**
   * Reads the rows of a file; without a format, its name tells, or else its first character.
   *
   * @param raw its bytes, gzipped or not
   */
  public static RowReader open(InputStream raw, String name, @Nullable FileFormat given)
      throws IOException, RowProblem {
    InputStream text = TextInput.of(raw);
    int first = first(text);
    FileFormat format = given == null ? guess(first, name) : given;
    return switch (format) {
      case CSV -> CsvRows.open(text);
      case JSONL -> first == '[' ? new JsonArrayRows(text) : new JsonlRows(text);
    };
  }

  private static FileFormat guess(int first, String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
    if (plain.endsWith(".csv") || plain.endsWith(".tsv")) {
      return CSV;
    }
    if (plain.endsWith(".jsonl") || plain.endsWith(".ndjson") || plain.endsWith(".json")) {
      return JSONL;
    }
    return first == '{' || first == '[' ? JSONL : CSV;
  }

  /** The first character that is no blank, or -1. */
  private static int first(InputStream text) throws IOException {
    text.mark(BLANKS);
    byte[] head = text.readNBytes(BLANKS);
    text.reset();
    for (byte b : head) {
      if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
        return b;
      }
    }
    return -1;
  }
}
