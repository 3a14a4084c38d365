package dev.agon.server.ranking.rank;

import dev.agon.server.core.AnnotatorKind;
import dev.agon.server.ranking.Board;
import java.util.ArrayList;
import java.util.List;

/** Counted votes by kind of annotator, of all items and of each. For use by one thread. */
public final class KindCounts {
  private final List<Board.Kinds> items = new ArrayList<>();
  private Board.Kinds all = Board.Kinds.NONE;

  /** Counts one more, or with sign -1 one less. */
  public void add(AnnotatorKind kind, int first, int second, int sign) {
    while (items.size() <= Math.max(first, second)) {
      items.add(Board.Kinds.NONE);
    }
    all = all.plus(kind, sign);
    items.set(first, items.get(first).plus(kind, sign));
    items.set(second, items.get(second).plus(kind, sign));
  }

  public Board.Kinds all() {
    return all;
  }

  public Board.Kinds of(int item) {
    return item < items.size() ? items.get(item) : Board.Kinds.NONE;
  }
}
