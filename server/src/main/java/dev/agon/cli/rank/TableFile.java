package dev.agon.cli.rank;

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
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Columns of a CSV or JSONL file, gzipped or not. */
final class TableFile {
  private TableFile() {}

  /**
   * Reads the wanted columns. Files whose names end in {@code .jsonl} or {@code .ndjson} are read
   * as JSON objects, all others as CSV with a header; a further {@code .gz} means gzip.
   *
   * @param wanted the columns' names; null for one that is not used
   */
  static void read(Path file, List<@Nullable String> wanted, RowSink rows) throws FileProblem {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    boolean zipped = name.endsWith(".gz");
    String plain = zipped ? name.substring(0, name.length() - 3) : name;
    try (InputStream bytes = open(file, zipped);
        Reader text = new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder())) {
      if (plain.endsWith(".jsonl") || plain.endsWith(".ndjson")) {
        new JsonlRows(file, wanted).read(text, rows);
      } else {
        new CsvRows(file, wanted).read(text, rows);
      }
    } catch (IOException e) {
      throw new FileProblem(file, reason(e));
    }
  }

  private static InputStream open(Path file, boolean zipped) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("is a folder");
    }
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    return zipped ? new GZIPInputStream(bytes, 1 << 16) : bytes;
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
