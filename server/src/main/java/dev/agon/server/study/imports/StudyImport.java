package dev.agon.server.study.imports;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Reads files into studies, all or nothing, outside the event loops. */
public interface StudyImport {
  /**
   * How a file begins, as it is read.
   *
   * @param file its name
   * @param kind what its rows seem to be (prompts, pairs, votes, agon), null when its columns do
   *     not tell
   * @param columns the names of its columns
   * @param rows the first rows, a cell a column
   * @param problem why it cannot be read; null when it can
   */
  record Beginning(
      String file,
      @Nullable String kind,
      List<String> columns,
      List<List<String>> rows,
      @Nullable String problem) {}

  /**
   * A file that was uploaded.
   *
   * @param name as the admin's browser called it
   */
  public record File(String name, Path path) {}

  /**
   * What is to be read, and where to.
   *
   * @param slug the study's name in paths
   * @param newName the name of the study to be made; null for one that exists
   * @param overlap the votes wanted of each new comparison
   * @param kind prompts, pairs, votes or agon
   * @param columns names of columns by field, where they are not the documented ones
   * @param keep false to check all of it and write nothing
   */
  public record Order(
      String actor,
      String slug,
      @Nullable String newName,
      int overlap,
      String kind,
      Map<String, String> columns,
      List<File> files,
      boolean keep) {}

  /** Told how it goes, on any thread. */
  public interface Progress {
    /** Files are read; {@code size} is of all of them, in bytes. */
    void reading(long bytes, long size, long rows);

    /** What was read is checked and written; {@code step} from 1. */
    void writing(String what, int step, int steps);
  }

  /** How it ended. */
  public sealed interface Outcome {
    /**
     * All of it was read and, if it was to be kept, written.
     *
     * @param added by kind of thing
     * @param present what the study had already
     * @param notes for a person
     */
    public record Done(
        long rows, Map<String, Long> added, Map<String, Long> present, List<String> notes)
        implements Outcome {}

    /** Something is wrong with the files; nothing was written. */
    public record Refused(List<Fault> faults) implements Outcome {}

    /** It was cancelled; nothing was written. */
    public record Cancelled() implements Outcome {}
  }

  /**
   * What is wrong with a file.
   *
   * @param line from 1; 0 when the file as a whole is meant
   * @param column from 1; 0 when the whole line is meant
   */
  record Fault(String file, long line, int column, String message) {}

  /** Work under way. */
  interface Run {
    /** Fails only for reasons that lie in no file. */
    Future<Outcome> outcome();

    /** Ends it soon, with nothing written unless it is done already. */
    void cancel();
  }

  /**
   * How files begin; how much of a cell is told is up to whoever reads them.
   *
   * @param gone whether nobody waits for that any more; asked while files are read
   */
  Future<List<Beginning>> look(List<File> files, BooleanSupplier gone);

  /** The fields whose columns can be named, for a kind. */
  List<String> fields(String kind);

  /** Begins to read. */
  Run begin(Order order, Progress progress);
}
