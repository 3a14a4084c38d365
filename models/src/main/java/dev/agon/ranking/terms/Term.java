package dev.agon.ranking.terms;

import java.util.Arrays;
import java.util.List;

/**
 * Something beside the items that moves votes, added to the difference of the log-strengths of the
 * first and second item. Columns have a value for each row of the votes.
 */
public sealed interface Term {
  /** The precision that keeps levels' offsets near 0 unless asked otherwise: a deviation of 0.5. */
  public double SHRINKAGE = 4;

  /** The name in commands, files and tables. */
  String name();

  /**
   * A covariate with one effect, in natural log-odds for each unit of the column. The column is
   * that of the first item less that of the second, so that exchanging them changes its sign.
   *
   * @param column one value a vote
   * @param precision of a normal prior on the effect, 0 for none
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Covariate(String name, double[] column, double precision) implements Term {
    public Covariate {
      column = column.clone();
      for (double value : column) {
        if (!Double.isFinite(value)) {
          throw new IllegalArgumentException(name + ": a value is not finite");
        }
      }
    }
  }

  /**
   * An offset of every item at every level but shrunk towards 0: an item's log-strength at a level
   * is its own plus the offset. For languages, groups and categories, of which some have few votes.
   *
   * @param level one number a vote, from 0; -1 for none
   * @param levels the levels' names by their numbers
   * @param precision of a normal prior on each offset, above 0; see {@link #SHRINKAGE}
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Offsets(String name, int[] level, List<String> levels, double precision)
      implements Term {
    public Offsets {
      level = level.clone();
      levels = List.copyOf(levels);
      if (!(precision > 0) || precision == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException(name + ": offsets need a precision above 0");
      }
    }
  }

  /**
   * The advantage of being shown first (or of playing at home: Agresti 2002, section 10.6.4), in
   * natural log-odds.
   *
   * @param firstShown 1 where the first item was shown first, -1 where second, 0 where unknown
   */
  public static Term position(double[] firstShown) {
    return new Covariate("position", firstShown, 0);
  }

  /**
   * A feature of style, as arenas control it: the difference over the sum plus one, in units of its
   * root mean square. That is the standard deviation when every vote is counted in both orders, so
   * that the order of the two items does not matter.
   *
   * @param first the feature of the first response, at least 0: its tokens, headers, bold, lists
   * @param second the feature of the second response
   */
  public static Term style(String name, double[] first, double[] second) {
    double[] column = new double[first.length];
    for (int row = 0; row < column.length; row++) {
      column[row] = (first[row] - second[row]) / (first[row] + second[row] + 1);
    }
    double square = Arrays.stream(column).map(x -> x * x).average().orElse(0);
    double unit = square > 0 ? Math.sqrt(square) : 1;
    return new Covariate(name, Arrays.stream(column).map(x -> x / unit).toArray(), 0);
  }
}
