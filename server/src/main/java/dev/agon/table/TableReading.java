package dev.agon.table;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of files one after another. The first problems are gathered and told together;
 * where bad rows are to be skipped, they are written to a file instead.
 */
public final class TableReading {
  /** Stands for standard input among the files. */
  public static final Path STANDARD_INPUT = Path.of("-");

  /** How many problems are told at once. */
  static final int MOST = 20;

  private final List<Path> files;
  private final @Nullable Path skipped;
  private final InputStream standardInput;
  private final List<String> problems = new ArrayList<>();

  /**
   * What was read.
   *
   * @param rows that were taken
   * @param skipped rows that were left out for what was wrong with them
   */
  public record Done(long rows, long skipped) {}

  /**
   * A reading of files, of which {@code -} is standard input.
   *
   * @param skipped where bad rows go; null when there are to be none
   */
  public TableReading(List<Path> files, @Nullable Path skipped) {
    this(files, skipped, System.in);
  }

  TableReading(List<Path> files, @Nullable Path skipped, InputStream standardInput) {
    this.files = List.copyOf(files);
    this.skipped = skipped;
    this.standardInput = standardInput;
  }

  /**
   * Reads all rows.
   *
   * @throws FileProblem when a file cannot be read, has no rows, or has bad ones that are not
   *     skipped
   */
  public Done read(RowSink sink) throws FileProblem {
    if (skipped == null) {
      long rows = all(sink, null);
      return new Done(rows, 0);
    }
    try (BadRows bad = BadRows.open(skipped)) {
      long rows = all(sink, bad);
      return new Done(rows, bad.rows());
    } catch (IOException e) {
      throw new FileProblem(skipped.toString(), "cannot be written: " + e.getMessage());
    }
  }

  /** As {@link #read(RowSink)}, of files that must have some columns. */
  public Done read(List<String> needed, RowSink sink) throws FileProblem {
    return read(
        new RowSink() {
          @Override
          public List<String> needed(List<String> header) {
            return needed;
          }

          @Override
          public void add(Row row) throws RowProblem {
            sink.add(row);
          }
        });
  }

  private long all(RowSink sink, @Nullable BadRows bad) throws FileProblem {
    long rows = 0;
    for (Path file : files) {
      long before = problems.size() + (bad == null ? 0 : bad.rows());
      long read = one(file, sink, bad);
      if (read == 0 && before == problems.size() + (bad == null ? 0 : bad.rows())) {
        add(name(file) + ": has no rows, only a header or nothing");
      }
      rows += read;
    }
    if (!problems.isEmpty()) {
      throw new FileProblem(problems);
    }
    return rows;
  }

  private long one(Path file, RowSink sink, @Nullable BadRows bad) throws FileProblem {
    String name = name(file);
    FoundProblems found = new FoundProblems(MOST - problems.size());
    long rows = 0;
    try (InputStream bytes = open(file);
        RowReader reader = FileFormat.open(bytes, name, null)) {
      check(sink, reader.header());
      boolean more = true;
      while (more && !found.isFull()) {
        try {
          Row row = reader.next();
          more = row != null;
          if (row != null) {
            sink.add(row);
            rows++;
          }
        } catch (RowProblem e) {
          more = !e.whole();
          if (bad != null && more) {
            bad.add(name, e);
          } else {
            found.add(e);
          }
        }
      }
    } catch (RowProblem e) {
      found.add(e);
    } catch (IOException e) {
      throw new FileProblem(name, reason(e));
    }
    for (RowProblem problem : found.list(rows)) {
      add(problem.in(name));
    }
    return rows;
  }

  private static void check(RowSink sink, List<String> header) throws RowProblem {
    for (String column : header.isEmpty() ? List.<String>of() : sink.needed(header)) {
      if (!header.contains(column)) {
        throw Row.noColumn(column, header);
      }
    }
  }

  private void add(String problem) throws FileProblem {
    problems.add(problem);
    if (problems.size() == MOST) {
      problems.add("these are the first " + MOST + " problems; there may be more");
      throw new FileProblem(problems);
    }
  }

  private static String name(Path file) {
    return file.equals(STANDARD_INPUT) ? "standard input" : file.toString();
  }

  private InputStream open(Path file) throws IOException {
    if (file.equals(STANDARD_INPUT)) {
      return standardInput;
    }
    if (Files.isDirectory(file)) {
      throw new IOException("is a folder");
    }
    return Files.newInputStream(file);
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "no such file";
      case EOFException _ -> "ends before it is complete";
      case ZipException _ -> "is a damaged gzip file: " + e.getMessage();
      default -> String.valueOf(e.getMessage());
    };
  }
}
