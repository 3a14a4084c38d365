package dev.agon.ranking.terms;

import dev.agon.preference.LongIndex;
import dev.agon.preference.Outcome;
import dev.agon.preference.VoteTable;
import dev.agon.ranking.BothBad;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What each counted vote's difference is made of. The parameters are the items' log-strengths, the
 * effects of covariates, then the offsets of items at levels that occur.
 */
final class TermDesign {
  /** The rows of the table that count. */
  final int[] rows;

  /** How many parameters a vote's difference has. */
  final int width;

  /** Those parameters, {@link #width} a vote. */
  final int[] parameter;

  /** What a unit of each contributes. */
  final double[] unit;

  final List<Term.Covariate> covariates = new ArrayList<>();
  private final List<Term.Offsets> offsets = new ArrayList<>();
  private final List<LongIndex> cells = new ArrayList<>();
  private final int[] start;
  private final VoteTable table;

  TermDesign(VoteTable table, BothBad bothBad, List<Term> terms) {
    this.table = table;
    this.rows =
        IntStream.range(0, table.rows())
            .filter(
                row -> bothBad == BothBad.TIE || table.outcomeCode(row) != Outcome.BOTH_BAD.code())
            .toArray();
    for (Term term : terms) {
      switch (term) {
        case Term.Covariate covariate -> {
          require(covariate.column().length, term);
          covariates.add(covariate);
        }
        case Term.Offsets offset -> {
          require(offset.level().length, term);
          offsets.add(offset);
          cells.add(cells(offset));
        }
      }
    }
    start = new int[offsets.size() + 1];
    start[0] = table.items() + covariates.size();
    for (int i = 0; i < offsets.size(); i++) {
      start[i + 1] = start[i] + cells.get(i).size();
    }
    width = 2 + covariates.size() + 2 * offsets.size();
    parameter = new int[rows.length * width];
    unit = new double[parameter.length];
    for (int vote = 0; vote < rows.length; vote++) {
      describe(rows[vote], vote * width);
    }
  }

  private void require(int values, Term term) {
    if (values != table.rows()) {
      throw new IllegalArgumentException(
          term.name() + ": " + values + " values for " + table.rows() + " votes");
    }
  }

  private LongIndex cells(Term.Offsets term) {
    LongIndex index = new LongIndex();
    for (int row : rows) {
      int level = term.level()[row];
      if (level >= 0) {
        index.number(key(level, table.first(row)));
        index.number(key(level, table.second(row)));
      }
    }
    return index;
  }

  private static long key(int level, int item) {
    return (long) level << 32 | item;
  }

  private void describe(int row, int from) {
    int at = put(from, table.first(row), 1);
    at = put(at, table.second(row), -1);
    for (int i = 0; i < covariates.size(); i++) {
      at = put(at, table.items() + i, covariates.get(i).column()[row]);
    }
    for (int i = 0; i < offsets.size(); i++) {
      int level = offsets.get(i).level()[row];
      at = put(at, cell(i, level, table.first(row)), level < 0 ? 0 : 1);
      at = put(at, cell(i, level, table.second(row)), level < 0 ? 0 : -1);
    }
  }

  /** The parameter of an item's offset; the item itself, to no effect, where there is no level. */
  private int cell(int term, int level, int item) {
    return level < 0 ? item : start[term] + cells.get(term).find(key(level, item));
  }

  private int put(int at, int which, double value) {
    parameter[at] = which;
    unit[at] = value;
    return at + 1;
  }

  int parameters() {
    return start[offsets.size()];
  }

  /** The precision of the term that a parameter belongs to, 0 for an item's log-strength. */
  double precision(int which) {
    if (which < table.items()) {
      return 0;
    }
    if (which < start[0]) {
      return covariates.get(which - table.items()).precision();
    }
    int term = Arrays.binarySearch(start, which);
    return offsets.get(term >= 0 ? lastStarting(term) : -term - 2).precision();
  }

  private int lastStarting(int term) {
    int last = term;
    while (last + 1 < offsets.size() && start[last + 1] == start[term]) {
      last++;
    }
    return last;
  }

  /** The parameter of an item's offset at a level, or -1 when no vote tells of it. */
  int offset(String term, int level, int item) {
    for (int i = 0; i < offsets.size(); i++) {
      if (offsets.get(i).name().equals(term)) {
        int cell = cells.get(i).find(key(level, item));
        return cell < 0 ? -1 : start[i] + cell;
      }
    }
    throw new IllegalArgumentException("no term is called " + term);
  }

  double difference(int vote, double[] at) {
    double sum = 0;
    for (int i = vote * width; i < (vote + 1) * width; i++) {
      sum += unit[i] * at[parameter[i]];
    }
    return sum;
  }
}
