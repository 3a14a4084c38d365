package dev.agon.reward.pairs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Divides pairs into training and test so that neither a prompt nor a text stands on both sides.
 * Pairs that share a group or a text, directly or through others, are one unit (the connected
 * components of pairs, groups and texts); units are never cut.
 */
public final class Splits {
  private Splits() {}

  /**
   * The unit of each pair, numbered from 0 in order of appearance.
   *
   * @param textOf the text of each item, equal numbers for equal texts
   */
  public static int[] units(PreferencePairs pairs, int[] textOf) {
    int groups = 0;
    for (int row = 0; row < pairs.rows(); row++) {
      groups = Math.max(groups, pairs.group(row) + 1);
    }
    int texts = Arrays.stream(textOf).max().orElse(-1) + 1;
    DisjointSets sets = new DisjointSets(groups + texts);
    for (int row = 0; row < pairs.rows(); row++) {
      sets.join(pairs.group(row), groups + textOf[pairs.first(row)]);
      sets.join(pairs.group(row), groups + textOf[pairs.second(row)]);
    }
    int[] units = new int[pairs.rows()];
    int[] number = new int[groups + texts];
    Arrays.fill(number, -1);
    int next = 0;
    for (int row = 0; row < units.length; row++) {
      int root = sets.root(pairs.group(row));
      number[root] = number[root] < 0 ? next++ : number[root];
      units[row] = number[root];
    }
    return units;
  }

  /**
   * A text that ties groups together.
   *
   * @param text its number
   * @param groups whose pairs it stands in, 2 or more
   * @param pairs it stands in
   */
  public record Shared(int text, int groups, int pairs) {}

  /**
   * The text that stands in pairs of the most groups; empty when none stands in two. It is what
   * makes many groups one unit.
   *
   * @param textOf the text of each item, equal numbers for equal texts
   */
  public static Optional<Shared> mostShared(PreferencePairs pairs, int[] textOf) {
    Map<Integer, Set<Integer>> groups = new HashMap<>();
    Map<Integer, Integer> counts = new HashMap<>();
    for (int row = 0; row < pairs.rows(); row++) {
      int group = pairs.group(row);
      int first = textOf[pairs.first(row)];
      int second = textOf[pairs.second(row)];
      for (int text : first == second ? new int[] {first} : new int[] {first, second}) {
        groups.computeIfAbsent(text, _ -> new HashSet<>()).add(group);
        counts.merge(text, 1, Integer::sum);
      }
    }
    return groups.entrySet().stream()
        .filter(entry -> entry.getValue().size() > 1)
        .max(
            Comparator.comparingInt((Map.Entry<Integer, Set<Integer>> e) -> e.getValue().size())
                .thenComparing(Map.Entry::getKey, Comparator.reverseOrder()))
        .map(
            entry ->
                new Shared(
                    entry.getKey(),
                    entry.getValue().size(),
                    counts.getOrDefault(entry.getKey(), 0)));
  }

  /** The number of units. */
  public static int count(int[] units) {
    return Arrays.stream(units).max().orElse(-1) + 1;
  }

  /**
   * Folds of about equally many pairs; each is tested once. Units are shuffled by the seed and each
   * goes, the largest first, to the fold that has the fewest pairs.
   *
   * @param units see {@link #units}
   * @throws IllegalArgumentException when there are fewer units than folds or fewer than 2 folds
   */
  public static List<Split> folds(int[] units, int folds, long seed) {
    int count = count(units);
    if (folds < 2) {
      throw new IllegalArgumentException("there are 2 folds or more, not " + folds);
    }
    if (count < folds) {
      throw new IllegalArgumentException(
          "%d folds need as many groups of pairs that share no prompt and no response; there %s %d"
              .formatted(folds, count == 1 ? "is" : "are", count));
    }
    int[] sizes = new int[count];
    for (int unit : units) {
      sizes[unit]++;
    }
    int[] foldOf = new int[count];
    int[] load = new int[folds];
    for (int unit : largestFirst(sizes, seed)) {
      int least = 0;
      for (int fold = 1; fold < folds; fold++) {
        least = load[fold] < load[least] ? fold : least;
      }
      foldOf[unit] = least;
      load[least] += sizes[unit];
    }
    List<Split> splits = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      int tested = fold;
      int[] test = rows(units.length, row -> foldOf[units[row]] == tested);
      int[] train = rows(units.length, row -> foldOf[units[row]] != tested);
      splits.add(new Split("fold " + (fold + 1), train, test, 0));
    }
    return splits;
  }

  /**
   * Tests each group in turn and trains on the others, less the pairs that share a text with the
   * tested group.
   *
   * @param textOf the text of each item, equal numbers for equal texts
   * @param groupNames the name of each group
   * @throws IllegalArgumentException when there are fewer than 2 groups
   */
  public static List<Split> leaveOneGroupOut(
      PreferencePairs pairs, int[] textOf, List<String> groupNames) {
    int[] groups = IntStream.range(0, pairs.rows()).map(pairs::group).distinct().sorted().toArray();
    if (groups.length < 2) {
      throw new IllegalArgumentException("leaving one group out needs two groups or more");
    }
    int texts = Arrays.stream(textOf).max().orElse(-1) + 1;
    List<Split> splits = new ArrayList<>();
    for (int group : groups) {
      int[] test = rows(pairs.rows(), row -> pairs.group(row) == group);
      boolean[] tested = new boolean[texts];
      for (int row : test) {
        tested[textOf[pairs.first(row)]] = true;
        tested[textOf[pairs.second(row)]] = true;
      }
      int[] train =
          rows(
              pairs.rows(),
              row ->
                  pairs.group(row) != group
                      && !tested[textOf[pairs.first(row)]]
                      && !tested[textOf[pairs.second(row)]]);
      int purged = pairs.rows() - test.length - train.length;
      splits.add(new Split(groupNames.get(group), train, test, purged));
    }
    return splits;
  }

  private static int[] rows(int count, IntPredicate test) {
    return IntStream.range(0, count).filter(test).toArray();
  }

  private static int[] largestFirst(int[] sizes, long seed) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, sizes.length).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    order.sort((a, b) -> Integer.compare(sizes[b], sizes[a]));
    return order.stream().mapToInt(Integer::intValue).toArray();
  }
}
