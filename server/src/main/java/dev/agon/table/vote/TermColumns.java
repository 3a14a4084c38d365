package dev.agon.table.vote;

import dev.agon.preference.Names;
import dev.agon.ranking.terms.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The terms of {@code --terms}: position, features of style, or the name of a column whose values
 * are levels. A feature of style is read from the columns {@code left_NAME} and {@code right_NAME}.
 *
 * @param names as they were given
 */
public record TermColumns(List<String> names) {
  private static final String POSITION = "position";
  private static final Set<String> STYLE = Set.of("length", "headers", "bold", "lists");

  public TermColumns {
    names = List.copyOf(names);
  }

  /** The columns that the terms need beside those of a vote. */
  public List<String> columns() {
    List<String> columns = new ArrayList<>();
    for (String name : names) {
      if (STYLE.contains(name)) {
        columns.add("left_" + name);
        columns.add("right_" + name);
      } else if (!name.equals(POSITION)) {
        columns.add(name);
      }
    }
    return columns;
  }

  /**
   * The terms of some rows.
   *
   * @throws IllegalArgumentException when a feature is not a number of at least 0
   */
  public List<Term> terms(VoteFile votes, int[] rows) {
    return names.stream().map(name -> term(name, votes, rows)).toList();
  }

  private static Term term(String name, VoteFile votes, int[] rows) {
    if (name.equals(POSITION)) {
      return Term.position(IntStream.of(rows).mapToDouble(_ -> 1).toArray());
    }
    if (STYLE.contains(name)) {
      return Term.style(
          name, numbers("left_" + name, votes, rows), numbers("right_" + name, votes, rows));
    }
    String[] values = votes.extra(name);
    Names levels = new Names();
    int[] level =
        IntStream.of(rows)
            .map(row -> values[row].isBlank() ? -1 : levels.number(values[row]))
            .toArray();
    List<String> known = IntStream.range(0, levels.size()).mapToObj(levels::name).toList();
    return new Term.Offsets(name, level, known, Term.SHRINKAGE);
  }

  /**
   * A column of numbers of at least 0.
   *
   * @throws IllegalArgumentException when one is not
   */
  public static double[] numbers(String column, VoteFile votes) {
    return numbers(column, votes, IntStream.range(0, votes.table().rows()).toArray());
  }

  private static double[] numbers(String column, VoteFile votes, int[] rows) {
    String[] values = votes.extra(column);
    return IntStream.of(rows).mapToDouble(row -> number(column, values[row], row)).toArray();
  }

  private static double number(String column, String value, int row) {
    try {
      double number = Double.parseDouble(value);
      if (number >= 0 && number < Double.POSITIVE_INFINITY) {
        return number;
      }
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException(problem(column, value, row));
    }
    throw new IllegalArgumentException(problem(column, value, row));
  }

  private static String problem(String column, String value, int row) {
    return "%s: '%s' of vote %d is not a number of at least 0".formatted(column, value, row + 1);
  }
}
