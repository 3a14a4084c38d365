package dev.agon.ranking;

import dev.agon.preference.Outcome;
import dev.agon.preference.PairCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * The items that were compared with each other, if only over others. Votes say nothing of how items
 * of different groups stand to each other.
 */
public final class Groups {
  /** No items. */
  public static final Groups NONE = new Groups(new int[0], List.of());

  private final int[] group;
  private final List<List<Integer>> items;

  private Groups(int[] group, List<List<Integer>> items) {
    this.group = group;
    this.items = items;
  }

  /** The groups of counted votes: the largest first, those of equal size by their first items. */
  public static Groups of(PairCounts counts, BothBad bothBad) {
    int[] parent = new int[counts.items()];
    Arrays.fill(parent, -1);
    for (int pair = 0; pair < counts.pairs(); pair++) {
      if (votes(counts, pair, bothBad) > 0) {
        join(parent, counts.lower(pair), counts.upper(pair));
      }
    }
    return of(parent);
  }

  /** The groups of items that occur together; each list names items that were judged together. */
  public static Groups of(int items, List<int[]> together) {
    int[] parent = new int[items];
    Arrays.fill(parent, -1);
    for (int[] some : together) {
      for (int item : some) {
        join(parent, some[0], item);
      }
    }
    return of(parent);
  }

  private static Groups of(int[] parent) {
    List<List<Integer>> byRoot =
        new ArrayList<>(Collections.nCopies(parent.length, List.<Integer>of()));
    for (int item = 0; item < parent.length; item++) {
      if (parent[item] >= 0) {
        int root = root(parent, item);
        if (byRoot.get(root).isEmpty()) {
          byRoot.set(root, new ArrayList<>());
        }
        byRoot.get(root).add(item);
      }
    }
    List<List<Integer>> groups =
        byRoot.stream()
            .filter(some -> !some.isEmpty())
            .sorted(
                Comparator.comparingInt((List<Integer> some) -> -some.size())
                    .thenComparing(List::getFirst))
            .map(List::copyOf)
            .toList();
    int[] group = new int[parent.length];
    Arrays.fill(group, -1);
    for (int number = 0; number < groups.size(); number++) {
      for (int item : groups.get(number)) {
        group[item] = number;
      }
    }
    return new Groups(group, groups);
  }

  private static void join(int[] parent, int one, int two) {
    parent[one] = parent[one] < 0 ? one : parent[one];
    parent[two] = parent[two] < 0 ? two : parent[two];
    parent[root(parent, two)] = root(parent, one);
  }

  private static int root(int[] parent, int item) {
    int at = item;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }

  static long votes(PairCounts counts, int pair, BothBad bothBad) {
    return counts.count(pair, Outcome.FIRST)
        + counts.count(pair, Outcome.SECOND)
        + counts.count(pair, Outcome.TIE)
        + (bothBad == BothBad.TIE ? counts.count(pair, Outcome.BOTH_BAD) : 0);
  }

  /** How many there are; with one or none every item can be ranked among all. */
  public int size() {
    return items.size();
  }

  /** The items of each group. */
  public List<List<Integer>> items() {
    return items;
  }

  /** The number of an item's group, from 0; -1 for an item without counted votes. */
  public int of(int item) {
    return item < group.length ? group[item] : -1;
  }

  /** Whether votes tell how two items stand to each other. */
  public boolean comparable(int item, int other) {
    return of(item) == of(other);
  }
}
