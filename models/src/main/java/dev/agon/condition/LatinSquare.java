package dev.agon.condition;

import java.util.ArrayList;
import java.util.List;

/** Orders in which subjects go through conditions. */
public final class LatinSquare {
  private LatinSquare() {}

  /**
   * A Latin square that is balanced for the carry-over of one treatment to the next: each treatment
   * is once in each place, and each follows each other equally often. For an even number of
   * treatments it has as many rows, for an odd number twice as many.
   *
   * <p>Source: Williams, Experimental designs balanced for the estimation of residual effects of
   * treatments, 1949.
   *
   * @param treatments how many, at least 1
   * @return rows of treatments from 0 on
   */
  public static List<List<Integer>> balanced(int treatments) {
    if (treatments < 1) {
      throw new IllegalArgumentException("a square needs a treatment");
    }
    List<List<Integer>> rows = new ArrayList<>();
    for (int row = 0; row < treatments; row++) {
      List<Integer> order = new ArrayList<>();
      for (int k = 0; k < treatments; k++) {
        // 0, 1, n-1, 2, n-2 ...: neighbours differ by every distance once.
        int step = k % 2 == 1 ? (k + 1) / 2 : treatments - k / 2;
        order.add((row + step) % treatments);
      }
      rows.add(List.copyOf(order));
    }
    if (treatments % 2 == 1 && treatments > 1) {
      rows.stream().toList().forEach(order -> rows.add(order.reversed().stream().toList()));
    }
    return List.copyOf(rows);
  }
}
