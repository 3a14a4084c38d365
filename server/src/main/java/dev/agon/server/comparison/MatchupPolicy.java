package dev.agon.server.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The uniform policy over a snapshot of the free places: a match-up has the probability of its
 * share of them. Where the study goes by languages, each annotator has the policy over the places
 * that they read.
 */
final class MatchupPolicy {
  private final boolean byLanguage;
  private final int held;
  private final List<Cell> cells;
  private final long[] cumulative;
  private final Map<Set<Integer>, MatchupPolicy> readable = new ConcurrentHashMap<>();

  /**
   * A policy.
   *
   * @param byLanguage whether annotators get only what they read
   * @param held how many pairs an annotator holds at once
   * @param cells in the order of their match-ups
   */
  MatchupPolicy(boolean byLanguage, int held, List<Cell> cells) {
    this.byLanguage = byLanguage;
    this.held = held;
    this.cells = List.copyOf(cells);
    this.cumulative = new long[cells.size()];
    long sum = 0;
    for (int k = 0; k < cumulative.length; k++) {
      sum += cells.get(k).free();
      cumulative[k] = sum;
    }
  }

  /**
   * Free places of one match-up in one set of languages.
   *
   * @param languages the set, 0 for the study's own language
   */
  record Cell(long matchup, int languages, long free) {}

  /** A match-up with its probability under this policy; match-up 0 when nothing is free. */
  record Draw(long matchup, int languages, double propensity) {}

  boolean byLanguage() {
    return byLanguage;
  }

  /** How many pairs an annotator holds at once. */
  int held() {
    return held;
  }

  /** The policy for somebody who reads these sets of languages; null for all. */
  MatchupPolicy readableBy(@Nullable Set<Integer> sets) {
    return sets == null
        ? this
        : readable.computeIfAbsent(
            sets,
            read ->
                new MatchupPolicy(
                    byLanguage,
                    held,
                    cells.stream().filter(c -> read.contains(c.languages())).toList()));
  }

  /** How many places the snapshot held. */
  long eligible() {
    return cumulative.length == 0 ? 0 : cumulative[cumulative.length - 1];
  }

  Draw draw(RandomGenerator random) {
    if (eligible() == 0) {
      return new Draw(0, 0, 1);
    }
    long ticket = random.nextLong(eligible());
    int low = 0;
    int high = cumulative.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (cumulative[middle] > ticket) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    Cell cell = cells.get(low);
    return new Draw(cell.matchup(), cell.languages(), probability(first(low)));
  }

  /** The first cell of the match-up of a cell. */
  private int first(int cell) {
    int first = cell;
    while (first > 0 && cells.get(first - 1).matchup() == cells.get(cell).matchup()) {
      first--;
    }
    return first;
  }

  /** The match-ups, each once. */
  Long[] matchups() {
    return firsts().stream().map(k -> cells.get(k).matchup()).toArray(Long[]::new);
  }

  /** Their probabilities. */
  Double[] probabilities() {
    return firsts().stream().map(this::probability).toArray(Double[]::new);
  }

  private List<Integer> firsts() {
    List<Integer> firsts = new ArrayList<>();
    for (int k = 0; k < cells.size(); k++) {
      if (first(k) == k) {
        firsts.add(k);
      }
    }
    return firsts;
  }

  /** The probability of a match-up by its first cell. */
  private double probability(int first) {
    int last = first;
    while (last + 1 < cells.size() && cells.get(last + 1).matchup() == cells.get(first).matchup()) {
      last++;
    }
    long before = first == 0 ? 0 : cumulative[first - 1];
    return (double) (cumulative[last] - before) / eligible();
  }
}
