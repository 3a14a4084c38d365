package dev.agon.server.comparison;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** How many are in each condition, and which ones the rule gives a newcomer. */
final class ConditionBalance {
  final int[] finished;
  final int[] atWork;
  final int[] dropped;

  ConditionBalance(int conditions) {
    finished = new int[conditions];
    atWork = new int[conditions];
    dropped = new int[conditions];
  }

  int started(int condition) {
    return finished[condition] + atWork[condition] + dropped[condition];
  }

  private int counting(int condition) {
    return finished[condition] + atWork[condition];
  }

  private double meanStarted(int newcomers) {
    return (IntStream.range(0, finished.length).map(this::started).sum() + newcomers)
        / (double) finished.length;
  }

  /** The conditions that a newcomer may get. */
  List<Integer> next() {
    double most = meanStarted(1) + 2;
    Comparator<Integer> rule =
        Comparator.<Integer, Boolean>comparing(k -> started(k) + 1 > most)
            .thenComparing(this::counting)
            .thenComparing(this::started);
    List<Integer> all = new ArrayList<>(IntStream.range(0, finished.length).boxed().toList());
    Integer best = Collections.min(all, rule);
    all.removeIf(k -> rule.compare(k, best) != 0);
    return all;
  }

  private static boolean within(int[] counts, double of) {
    double mean = IntStream.of(counts).average().orElseThrow();
    return IntStream.of(counts).allMatch(count -> Math.abs(count - mean) <= of);
  }

  boolean finishedWithinOneOfTheMean() {
    return within(finished, 1);
  }

  boolean startedWithinTwoOfTheMean() {
    return within(IntStream.range(0, finished.length).map(this::started).toArray(), 2);
  }

  /**
   * A study from the first newcomer to the last one's end; every fifth of all who start, at random,
   * drops out.
   *
   * @param finishing whether newcomers come until so many have finished; else until so many started
   * @param together how many are at work at once
   */
  static ConditionBalance of(
      int conditions, int people, boolean finishing, int together, long seed) {
    ConditionBalance balance = new ConditionBalance(conditions);
    SplittableRandom random = new SplittableRandom(seed);
    int all = finishing ? people * 5 / 4 : people;
    List<Boolean> drops =
        new ArrayList<>(IntStream.range(0, all).mapToObj(k -> k % 5 == 0).toList());
    Collections.shuffle(drops, random);
    List<int[]> working = new ArrayList<>();
    int started = 0;
    int finished = 0;
    do {
      while (working.size() < together
          && (finishing ? finished + working.size() < people : started < people)) {
        List<Integer> best = balance.next();
        int condition = best.get(random.nextInt(best.size()));
        boolean drop = started < all ? drops.get(started) : random.nextInt(5) == 0;
        balance.atWork[condition]++;
        working.add(new int[] {condition, drop ? 1 : 0});
        started++;
      }
      int[] one = working.remove(random.nextInt(working.size()));
      balance.atWork[one[0]]--;
      if (one[1] == 1) {
        balance.dropped[one[0]]++;
      } else {
        balance.finished[one[0]]++;
        finished++;
      }
    } while (!working.isEmpty() || (finishing ? finished < people : started < people));
    return balance;
  }
}
