package dev.agon.server.ranking;

import java.util.ArrayList;
import java.util.List;

/** Counted votes by kind of annotator, of all items and of each. For use by one thread. */
final class KindCounts {
  private final List<Board.Kinds> items = new ArrayList<>();
  private Board.Kinds all = Board.Kinds.NONE;

  /** Counts one more, or with sign -1 one less. */
  void add(AnnotatorKind kind, int first, int second, int sign) {
    while (items.size() <= Math.max(first, second)) {
      items.add(Board.Kinds.NONE);
    }
    all = all.plus(kind, sign);
    items.set(first, items.get(first).plus(kind, sign));
    items.set(second, items.get(second).plus(kind, sign));
  }

  Board.Kinds all() {
    return all;
  }

  Board.Kinds of(int item) {
    return item < items.size() ? items.get(item) : Board.Kinds.NONE;
  }
}
