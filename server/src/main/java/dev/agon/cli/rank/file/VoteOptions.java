package dev.agon.cli.rank.file;

import dev.agon.cli.input.ReadingOptions;
import dev.agon.cli.input.WinnerOptions;
import dev.agon.table.FileProblem;
import dev.agon.table.TableReading;
import dev.agon.table.vote.VoteColumns;
import dev.agon.table.vote.VoteFile;
import dev.agon.table.vote.VoteReading;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which columns of a file say what of a vote. */
public final class VoteOptions {
  @Option(
      names = "--left",
      paramLabel = "COLUMN",
      description = "Column of the first item (default: ${DEFAULT-VALUE}).")
  private String left = "left";

  @Option(
      names = "--right",
      paramLabel = "COLUMN",
      description = "Column of the second item (default: ${DEFAULT-VALUE}).")
  private String right = "right";

  @Option(
      names = "--winner",
      paramLabel = "COLUMN",
      description = "Column of the winner (default: ${DEFAULT-VALUE}).")
  private String winner = "winner";

  @Option(
      names = "--annotator",
      paramLabel = "COLUMN",
      description = "Column of who voted; clusters the intervals.")
  private @Nullable String annotator;

  @Option(
      names = "--weight",
      paramLabel = "COLUMN",
      description = "Column of the votes' weights, above 0 (none: each counts 1).")
  private @Nullable String weight;

  @Option(
      names = "--where",
      paramLabel = "COLUMN=VALUE",
      description = "Read only the rows whose column has this value; may be given several times.")
  private Map<String, String> where = new LinkedHashMap<>();

  @Option(
      names = "--distinct",
      description = "Leave out rows that equal an earlier one in every column of the file.")
  private boolean distinct;

  @Mixin private WinnerOptions winners = new WinnerOptions();
  @Mixin private ReadingOptions reading = new ReadingOptions();

  /**
   * Reads votes and tells on the error stream what was left out.
   *
   * @param extras further columns, read as they are
   */
  public VoteFile read(
      List<Path> files,
      List<String> extras,
      GroupingOptions groupings,
      String command,
      PrintWriter err)
      throws FileProblem {
    List<String> all = new ArrayList<>(extras);
    if (groupings.ballot() != null) {
      all.add(groupings.ballot());
    }
    return read(files, columns(winner, groupings.comparison(), all, List.of()), command, err);
  }

  /**
   * As {@link #read(List, List, GroupingOptions, String, PrintWriter)}.
   *
   * @param optional further columns that may be missing
   * @param judged whether there is a winner column
   */
  public VoteFile read(
      List<Path> files,
      List<String> extras,
      List<String> optional,
      boolean judged,
      String command,
      PrintWriter err)
      throws FileProblem {
    return read(files, columns(judged ? winner : null, null, extras, optional), command, err);
  }

  /**
   * Reads votes whose further columns may all be missing.
   *
   * @param comparison column of what was judged; null for none
   */
  public VoteFile read(
      List<Path> files,
      @Nullable String comparison,
      List<String> optional,
      String command,
      PrintWriter err)
      throws FileProblem {
    return read(files, columns(winner, comparison, List.of(), optional), command, err);
  }

  /** The values that rows must have, by column. */
  public Map<String, String> where() {
    return where;
  }

  private VoteFile read(List<Path> files, VoteColumns columns, String command, PrintWriter err)
      throws FileProblem {
    VoteFile votes = VoteFile.read(files, columns, winners.winners(), reading.skipped(), distinct);
    VoteReading read = votes.reading();
    reading.tell(err, command, new TableReading.Done(read.rows(), read.bad()));
    read.notes().forEach(note -> err.println(command + ": " + note));
    if (votes.table().rows() == 0) {
      String why = where.isEmpty() ? "" : "; with --where only rows whose " + where + " are read";
      throw new FileProblem(String.valueOf(files.getFirst()), "has no votes to rank" + why);
    }
    return votes;
  }

  private VoteColumns columns(
      @Nullable String judged,
      @Nullable String comparison,
      List<String> extras,
      List<String> optional) {
    return new VoteColumns(
        left, right, judged, annotator, comparison, weight, extras, optional, where);
  }

  public boolean hasAnnotator() {
    return annotator != null;
  }
}
