package dev.agon.cli.rank;

import dev.agon.agreement.Codings;
import dev.agon.table.Count;
import dev.agon.table.Row;
import dev.agon.table.RowProblem;
import dev.agon.table.RowSink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers what annotators said from rows: one judgement a row, or one unit a row with a column for
 * each annotator. A judgement that comes twice counts once.
 */
final class AgreementRows implements RowSink {
  private static final String BETWEEN = " · ";

  private final Codings.Builder codings;
  private final List<String> unit;
  private final String annotator;
  private final String value;
  private final List<String> raters;
  private final Map<List<String>, Entry> said = new HashMap<>();
  private long twice;
  private long empty;
  private long notNumbers;

  private record Entry(String value, long line) {}

  /**
   * Nothing read yet.
   *
   * @param unit the columns that together name a unit
   * @param raters the columns of the annotators; empty where each row names one
   */
  AgreementRows(
      Codings.Builder codings,
      List<String> unit,
      String annotator,
      String value,
      List<String> raters) {
    this.codings = codings;
    this.unit = unit;
    this.annotator = annotator;
    this.value = value;
    this.raters = raters;
  }

  @Override
  public List<String> needed(List<String> header) {
    List<String> needed = new ArrayList<>(unit);
    needed.addAll(raters.isEmpty() ? List.of(annotator, value) : raters);
    return needed;
  }

  @Override
  public void add(Row row) throws RowProblem {
    List<String> key = new ArrayList<>();
    for (String column : unit) {
      key.add(row.name(column));
    }
    if (raters.isEmpty()) {
      add(row, key, row.name(annotator), value);
      return;
    }
    for (String rater : raters) {
      add(row, key, rater, rater);
    }
  }

  private void add(Row row, List<String> key, String who, String column) throws RowProblem {
    String what = row.nulls().containsKey(column) ? "" : row.name(column);
    if (what.isBlank()) {
      empty++;
      return;
    }
    if (what.equalsIgnoreCase("nan")) {
      notNumbers++;
      return;
    }
    List<String> coding = new ArrayList<>(key);
    coding.add(who);
    Entry before = said.putIfAbsent(coding, new Entry(what, row.line()));
    if (before != null && before.value.equals(what)) {
      twice++;
      return;
    }
    String of = String.join(BETWEEN, key);
    if (before != null) {
      throw row.problem(
          column,
          "%s says '%s' of %s, and '%s' in line %d"
              .formatted(who, what, of, before.value, before.line));
    }
    try {
      codings.add(key.toString(), who, what);
    } catch (IllegalArgumentException e) {
      said.remove(coding);
      throw row.problem(column, String.valueOf(e.getMessage()));
    }
  }

  /** What a reader of the figures must know. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (twice > 0) {
      notes.add(
          Count.of(twice, "judgement is", "judgements are")
              + " there again with the same value; each counts once");
    }
    if (empty > 0) {
      notes.add(Count.of(empty, "empty value was", "empty values were") + " left out");
    }
    if (notNumbers > 0) {
      notes.add(
          Count.of(notNumbers, "value 'NaN' was", "values 'NaN' were")
              + " taken as missing and left out");
    }
    return notes;
  }
}
