package dev.agon.server.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a file's rows are written. */
public enum FileFormat {
  CSV,
  JSONL;

  /** Reads the rows of a file; without a format, its name tells, or else its first character. */
  static RowReader open(InputStream raw, String name, @Nullable FileFormat given)
      throws IOException, RowProblem {
    InputStream text = TextInput.of(raw);
    FileFormat format = given == null ? guess(text, name) : given;
    return switch (format) {
      case CSV -> CsvRows.open(text);
      case JSONL -> new JsonlRows(text);
    };
  }

  private static FileFormat guess(InputStream text, String name) throws IOException, RowProblem {
    String plain = name.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
    if (plain.endsWith(".csv") || plain.endsWith(".tsv")) {
      return CSV;
    }
    if (plain.endsWith(".jsonl") || plain.endsWith(".ndjson")) {
      return JSONL;
    }
    text.mark(1);
    int first = text.read();
    text.reset();
    if (first == '[') {
      throw new RowProblem(1, 1, "is one JSON array: write its objects one a line (JSONL)");
    }
    return first == '{' ? JSONL : CSV;
  }
}
