package dev.agon.cli.rank;

import dev.agon.preference.Names;
import dev.agon.preference.Outcome;
import dev.agon.preference.VoteTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks the fields of a vote file's rows and gathers them in a table. */
final class VoteRows implements RowSink {
  private static final String WINNERS =
      "left, right, tie, both_bad, model_a, model_b or tie (bothbad)";

  private final Path file;
  private final List<@Nullable String> columns;
  private final List<String> extraNames;
  private final String[] only;
  private final List<String[]> extras = new ArrayList<>();
  private final VoteTable table = new VoteTable(1024);
  private final Names items = new Names();
  private final Names annotators = new Names();
  private final Names comparisons = new Names();
  private long line;
  private int[] places = {};

  VoteRows(Path file, VoteColumns columns) {
    this.file = file;
    this.columns = columns.names();
    this.extraNames = columns.extras();
    this.only = columns.only().values().toArray(String[]::new);
  }

  /**
   * Adds a row, unless it is not among those to be read.
   *
   * @param fields by the constants of {@link VoteColumns}; those of unused columns are not read
   * @param places the column of each field in the file, from 1
   */
  @Override
  public void add(String[] fields, long line, int[] places) throws FileProblem {
    this.line = line;
    this.places = places;
    if (!meant(fields)) {
      return;
    }
    String left = named(fields, VoteColumns.LEFT);
    String right = named(fields, VoteColumns.RIGHT);
    if (left.equals(right)) {
      throw problem(VoteColumns.RIGHT, "'" + right + "' is compared with itself");
    }
    table.add(
        items.number(left),
        items.number(right),
        outcome(fields[VoteColumns.WINNER]),
        weight(fields),
        number(fields, VoteColumns.ANNOTATOR, annotators),
        number(fields, VoteColumns.COMPARISON, comparisons));
    if (!extraNames.isEmpty()) {
      extras.add(Arrays.copyOfRange(fields, VoteColumns.EXTRAS, fields.length));
    }
  }

  /** Whether the last columns say what they must. */
  private boolean meant(String[] fields) {
    return Arrays.equals(only, 0, only.length, fields, fields.length - only.length, fields.length);
  }

  VoteFile votes() {
    return new VoteFile(table, items, annotators, extraNames, extras);
  }

  private int number(String[] fields, int column, Names names) throws FileProblem {
    return columns.get(column) == null ? VoteTable.NONE : names.number(named(fields, column));
  }

  private String named(String[] fields, int column) throws FileProblem {
    String name = fields[column];
    if (name.isBlank()) {
      throw problem(column, "is empty");
    }
    return name;
  }

  private Outcome outcome(String winner) throws FileProblem {
    return switch (winner) {
      case "left", "model_a" -> Outcome.FIRST;
      case "right", "model_b" -> Outcome.SECOND;
      case "tie" -> Outcome.TIE;
      case "both_bad", "tie (bothbad)" -> Outcome.BOTH_BAD;
      default ->
          throw problem(VoteColumns.WINNER, "'" + winner + "' is unknown; known are " + WINNERS);
    };
  }

  private double weight(String[] fields) throws FileProblem {
    if (columns.get(VoteColumns.WEIGHT) == null) {
      return 1;
    }
    String text = fields[VoteColumns.WEIGHT];
    try {
      double weight = Double.parseDouble(text);
      if (weight > 0 && weight < Double.POSITIVE_INFINITY) {
        return weight;
      }
    } catch (NumberFormatException _) {
      throw problem(VoteColumns.WEIGHT, "'" + text + "' is not a number");
    }
    throw problem(VoteColumns.WEIGHT, "'" + text + "' is not finite and above 0");
  }

  private FileProblem problem(int column, String message) {
    return new FileProblem(file, line, places[column], columns.get(column) + ": " + message);
  }
}
