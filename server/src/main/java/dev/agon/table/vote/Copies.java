package dev.agon.table.vote;

import java.util.Arrays;

/**
 * Rows that say the same in every column.
 *
 * @param copies rows that equal an earlier one; 0 where that says nothing, because rows are not
 *     told apart by more than pair, winner and annotator
 * @param times how many times over every different row is there, or a multiple; 1 where it is not,
 *     or the rows are too few to tell
 */
record Copies(long copies, long times) {
  static final Copies NONE = new Copies(0, 1);

  /** With fewer different rows it is no wonder when all are there an even number of times. */
  private static final int ENOUGH = 5;

  /**
   * Counts equal keys.
   *
   * @param keys one a row; sorted here
   * @param toldApart whether votes that are not the same have different rows
   */
  static Copies of(long[] keys, boolean toldApart) {
    Arrays.parallelSort(keys);
    long different = 0;
    long times = 0;
    for (int from = 0; from < keys.length; ) {
      int to = from + 1;
      while (to < keys.length && keys[to] == keys[from]) {
        to++;
      }
      different++;
      times = divisor(times, (long) to - from);
      from = to;
    }
    return new Copies(toldApart ? keys.length - different : 0, different < ENOUGH ? 1 : times);
  }

  private static long divisor(long a, long b) {
    return b == 0 ? a : divisor(b, a % b);
  }

  /** What to tell of them; empty where there are none. */
  String told(long rows) {
    String cure = "; if they are the same votes, --distinct leaves the copies out";
    if (times > 1) {
      String often = times == 2 ? "twice" : times + " times";
      return "every row is there " + often + ", or a multiple of that" + cure;
    }
    return copies == 0
        ? ""
        : "%d of %d rows %s in every column%s"
            .formatted(
                copies, rows, copies == 1 ? "is a copy of another" : "are copies of others", cure);
  }
}
