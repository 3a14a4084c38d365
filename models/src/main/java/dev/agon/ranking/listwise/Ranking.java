package dev.agon.ranking.listwise;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * What an annotator says of several items: the best ones in order, then the others without order. A
 * full ranking leaves no others; best-of-k places one item and leaves k - 1.
 *
 * @param placed items, best first; at least one
 * @param others items shown that all stand behind the placed ones
 * @param weight how much it counts, finite and above 0
 * @param annotator who gave it, or -1
 */
@SuppressWarnings("ArrayRecordComponent")
public record Ranking(int[] placed, int[] others, double weight, int annotator) {
  /**
   * @throws IllegalArgumentException when fewer than two items are named, one twice, one negative,
   *     none is placed, or the weight is not finite and above 0
   */
  public Ranking {
    if (placed.length == 0 || placed.length + others.length < 2) {
      throw new IllegalArgumentException("a ranking places at least one of at least two items");
    }
    if (!(weight > 0) || weight == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("the weight " + weight + " is not finite and above 0");
    }
    Set<Integer> seen = new HashSet<>();
    for (int[] items : new int[][] {placed, others}) {
      for (int item : items) {
        if (item < 0 || !seen.add(item)) {
          throw new IllegalArgumentException("item " + item + " is negative or ranked twice");
        }
      }
    }
    placed = placed.clone();
    others = others.clone();
  }

  /** All items in order, best first. */
  public static Ranking full(int... best) {
    return new Ranking(best, new int[0], 1, -1);
  }

  /** One item preferred to some others. */
  public static Ranking best(int item, int... others) {
    return new Ranking(new int[] {item}, others, 1, -1);
  }

  /** The choices made: the last item of a full ranking is none. */
  int stages() {
    return others.length == 0 ? placed.length - 1 : placed.length;
  }

  /** All items, the placed ones first. */
  int[] items() {
    int[] items = Arrays.copyOf(placed, placed.length + others.length);
    System.arraycopy(others, 0, items, placed.length, others.length);
    return items;
  }
}
