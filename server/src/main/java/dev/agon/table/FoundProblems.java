package dev.agon.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The problems of one file's rows, until there are enough to work on. What many rows lack is told
 * once, with how many they are.
 */
public final class FoundProblems {
  private final int most;
  private final List<RowProblem> single = new ArrayList<>();
  private final Map<String, Lack> lacks = new LinkedHashMap<>();
  private long bad;

  private static final class Lack {
    private final RowProblem first;
    private final Set<String> names = new LinkedHashSet<>();
    private long rows;

    private Lack(RowProblem first) {
      this.first = first;
    }

    private RowProblem problem(long of, boolean cut) {
      if (rows == 1) {
        return first;
      }
      String where =
          rows < of
              ? " in %d of %s%d rows".formatted(rows, cut ? "the first " : "", of)
              : " in all %s%d rows".formatted(cut ? "of the first " : "", of);
      return new RowProblem(first.line(), first.column(), first.absent(where, names));
    }
  }

  /** At most so many are told. */
  public FoundProblems(int most) {
    this.most = most;
  }

  /** Adds a problem of the next bad row, or of the file. */
  public void add(RowProblem problem) {
    bad += problem.whole() ? 0 : 1;
    if (problem.absent().isEmpty()) {
      single.add(problem);
      return;
    }
    Lack lack = lacks.computeIfAbsent(problem.absent(), _ -> new Lack(problem));
    lack.rows++;
    lack.names.addAll(problem.names());
  }

  /** Whether there are enough, so that no more rows need be read. */
  public boolean isFull() {
    return single.size() + lacks.size() >= most;
  }

  /** Whether this is among what rows lack. */
  public boolean lacks(String what) {
    return lacks.containsKey(what);
  }

  /**
   * All of them in the order of lines.
   *
   * @param good rows that had no problem
   */
  public List<RowProblem> list(long good) {
    List<RowProblem> all = new ArrayList<>(single);
    lacks.values().forEach(lack -> all.add(lack.problem(good + bad, isFull())));
    all.sort(Comparator.comparingLong(RowProblem::line).thenComparingInt(RowProblem::column));
    return all;
  }
}
