package dev.agon.cli.input;

import dev.agon.table.Count;
import dev.agon.table.TableReading;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is done with rows that cannot be read. */
public final class ReadingOptions {
  @Option(
      names = "--skip-bad-rows",
      paramLabel = "FILE",
      description =
          "Leave out rows that cannot be read, and write them to this new CSV file, with file, line,"
              + " column and reason (default: a bad row ends the command).")
  private @Nullable Path skipped;

  /** What every command and the import read, in their help. */
  public static final String FORMATS =
      "FILE is CSV with a header (commas, tabs or semicolons), one JSON object per "
          + "line, or one JSON"
          + " array of objects; UTF-8, gzipped or not";

  /** What files have in common for every command, in its help. */
  public static final String FILES =
      FORMATS + "; several files are read as one, and - is standard input.";

  /** A reading of a command's files. */
  public TableReading reading(List<Path> files) {
    return new TableReading(files, skipped);
  }

  /** Where bad rows go; null when they end the command. */
  public @Nullable Path skipped() {
    return skipped;
  }

  /** Tells how many rows were left out for what was wrong with them. */
  public void tell(PrintWriter err, String command, TableReading.Done done) {
    if (skipped != null) {
      err.println(
          "%s: %d of %s could not be read; %s has them, with the reasons"
              .formatted(
                  command, done.skipped(), Count.of(done.rows() + done.skipped(), "row"), skipped));
    }
  }
}
