package dev.agon.table.vote;

import dev.agon.preference.LongIndex;
import dev.agon.preference.Names;
import dev.agon.preference.Outcome;
import dev.agon.preference.VoteTable;
import dev.agon.table.Row;
import dev.agon.table.RowProblem;
import dev.agon.table.RowSink;
import dev.agon.table.TableReading;
import dev.agon.table.Winners;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks the rows of files of votes and gathers them in a table. */
final class VoteTableBuilder implements RowSink {
  private final VoteColumns columns;
  private final Winners winners;
  private final boolean distinct;
  private final List<String[]> extras = new ArrayList<>();
  private final VoteTable table = new VoteTable(1024);
  private final Names items = new Names();
  private final Names annotators = new Names();
  private final Names comparisons = new Names();
  private final LongIndex seen = new LongIndex();
  private long[] keys = new long[1024];
  private int rows;
  private boolean toldApart;
  private long self;
  private long skipped;
  private long copies;

  /**
   * Nothing read yet.
   *
   * @param distinct whether copies of earlier rows are left out
   */
  VoteTableBuilder(VoteColumns columns, Winners winners, boolean distinct) {
    this.columns = columns;
    this.winners = winners;
    this.distinct = distinct;
  }

  @Override
  public List<String> needed(List<String> header) {
    List<String> needed = new ArrayList<>(columns.all());
    if (columns.winner() != null && WinnerColumns.among(header)) {
      needed.remove(columns.winner());
    }
    needed.addAll(columns.extras());
    needed.addAll(columns.only().keySet());
    return needed;
  }

  /** Adds a row, unless it is not among those to be read. */
  @Override
  public void add(Row row) throws RowProblem {
    if (!meant(row)) {
      return;
    }
    String left = named(row, columns.left());
    String right = named(row, columns.right());
    Outcome outcome = outcome(row, left, right);
    String annotator = optional(row, columns.annotator());
    String comparison = optional(row, columns.comparison());
    double weight = weight(row);
    String[] further = further(row);
    if (outcome == null) {
      skipped++;
    } else if (left.equals(right)) {
      self++;
    } else if (!copied(row)) {
      table.add(
          items.number(left),
          items.number(right),
          outcome,
          weight,
          annotator == null ? VoteTable.NONE : annotators.number(annotator),
          comparison == null ? VoteTable.NONE : comparisons.number(comparison));
      if (further.length > 0) {
        extras.add(further);
      }
    }
  }

  private String[] further(Row row) throws RowProblem {
    List<String> further = new ArrayList<>();
    for (String column : columns.extras()) {
      further.add(row.said(column));
    }
    for (String column : columns.optional()) {
      further.add(row.cells().containsKey(column) ? row.said(column) : "");
    }
    return further.toArray(String[]::new);
  }

  /** Whether the columns say what they must. */
  private boolean meant(Row row) throws RowProblem {
    for (Map.Entry<String, String> must : columns.only().entrySet()) {
      if (!row.name(must.getKey()).equals(must.getValue())) {
        return false;
      }
    }
    return true;
  }

  /** Notes what the row says, and whether it is a copy that is to be left out. */
  private boolean copied(Row row) {
    long key = row.fingerprint();
    if (distinct) {
      int known = seen.size();
      boolean copy = seen.number(key) < known;
      copies += copy ? 1 : 0;
      return copy;
    }
    if (rows == keys.length) {
      keys = Arrays.copyOf(keys, Math.multiplyExact(2, rows));
    }
    keys[rows++] = key;
    toldApart |= columns.tellsApart(row.names());
    return false;
  }

  /** The votes that were read, with what is known of all rows. */
  VoteFile votes(TableReading.Done done) {
    Copies found =
        distinct || rows == 0 ? Copies.NONE : Copies.of(Arrays.copyOf(keys, rows), toldApart);
    keys = new long[0];
    return new VoteFile(
        table,
        items,
        annotators,
        Stream.concat(columns.extras().stream(), columns.optional().stream()).toList(),
        extras,
        new VoteReading(done.rows(), self, skipped, copies, done.skipped(), found));
  }

  private @Nullable String optional(Row row, @Nullable String column) throws RowProblem {
    return column == null ? null : named(row, column);
  }

  private static String named(Row row, String column) throws RowProblem {
    String name = row.name(column);
    if (name.isBlank()) {
      throw row.problem(column, "is empty");
    }
    return name;
  }

  /** What the vote says, a tie where that is in another column; null when it is to be skipped. */
  private @Nullable Outcome outcome(Row row, String left, String right) throws RowProblem {
    String column = columns.winner();
    if (column == null) {
      return Outcome.TIE;
    }
    if (!row.cells().containsKey(column) && WinnerColumns.among(row.names())) {
      return WinnerColumns.outcome(row);
    }
    String word = row.name(column);
    Winners.Meaning meaning = winners.meaning(word, left, right);
    return switch (meaning) {
      case Winners.Meaning.Vote vote -> vote.outcome();
      case Winners.Meaning.Skipped _ -> null;
      case Winners.Meaning.Unknown _, Winners.Meaning.Ambiguous _ ->
          throw row.problem(column, winners.refusal(word, meaning));
    };
  }

  private double weight(Row row) throws RowProblem {
    String column = columns.weight();
    if (column == null) {
      return 1;
    }
    String text = row.text(column);
    double weight;
    try {
      weight = Double.parseDouble(text);
    } catch (NumberFormatException _) {
      throw row.problem(column, "'" + text + "' is not a number");
    }
    if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
      throw row.problem(column, "'" + text + "' is not finite and above 0");
    }
    return weight;
  }
}
