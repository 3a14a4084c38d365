package dev.agon.ranking.fit;

import java.util.Arrays;

/** Whether the votes alone determine finite strengths. */
final class ComparisonGraph {
  private final PairColumns pairs;

  ComparisonGraph(PairColumns pairs) {
    this.pairs = pairs;
  }

  /**
   * Whether every item reaches every other over edges from winner to loser, a tie being an edge
   * both ways: then and only then the Bradley-Terry likelihood has one finite maximum up to a shift
   * (Ford 1957, American Mathematical Monthly 64(8), 28-33).
   */
  boolean isStronglyConnected() {
    return pairs.items() <= 1
        || (reaches(pairs.wins, pairs.losses) && reaches(pairs.losses, pairs.wins));
  }

  /** Whether the first item reaches all others, down the pair by {@code down}, up by {@code up}. */
  private boolean reaches(double[] down, double[] up) {
    int[] start = new int[pairs.items() + 1];
    int[] target = edges(down, up, start);
    boolean[] seen = new boolean[pairs.items()];
    int[] queue = new int[pairs.items()];
    seen[0] = true;
    int size = 1;
    for (int next = 0; next < size; next++) {
      for (int edge = start[queue[next]]; edge < start[queue[next] + 1]; edge++) {
        if (!seen[target[edge]]) {
          seen[target[edge]] = true;
          queue[size++] = target[edge];
        }
      }
    }
    return size == pairs.items();
  }

  private int[] edges(double[] down, double[] up, int[] start) {
    for (int i = 0; i < pairs.pairs(); i++) {
      start[pairs.lower[i] + 1] += down[i] + pairs.ties[i] > 0 ? 1 : 0;
      start[pairs.upper[i] + 1] += up[i] + pairs.ties[i] > 0 ? 1 : 0;
    }
    Arrays.parallelPrefix(start, Integer::sum);
    int[] target = new int[start[pairs.items()]];
    int[] next = start.clone();
    for (int i = 0; i < pairs.pairs(); i++) {
      if (down[i] + pairs.ties[i] > 0) {
        target[next[pairs.lower[i]]++] = pairs.upper[i];
      }
      if (up[i] + pairs.ties[i] > 0) {
        target[next[pairs.upper[i]]++] = pairs.lower[i];
      }
    }
    return target;
  }

  /**
   * Whether the likelihood of a model of ties rises for ever along some direction in which its tie
   * parameter grows. It does when steps v exist with v[winner] - v[loser] at least 1 for every win
   * and at most 1 in size for every tie: then each vote's own outcome gains on the pair's other
   * outcomes, or keeps up with them. Such steps are a system of difference constraints, solved by
   * Bellman-Ford; a bound below minus the number of items proves that there are none.
   */
  boolean letsTiesGrow() {
    for (int i = 0; i < pairs.pairs(); i++) {
      if (pairs.wins[i] > 0 && pairs.losses[i] > 0) {
        return false;
      }
    }
    double[] bound = new double[pairs.items()];
    double lowest = 0;
    boolean changed = true;
    while (changed && lowest > -pairs.items()) {
      changed = false;
      for (int i = 0; i < pairs.pairs(); i++) {
        changed |= tighten(bound, i);
        lowest = Math.min(lowest, Math.min(bound[pairs.lower[i]], bound[pairs.upper[i]]));
      }
    }
    return !changed;
  }

  private boolean tighten(double[] bound, int pair) {
    int lower = pairs.lower[pair];
    int upper = pairs.upper[pair];
    boolean changed = false;
    if (pairs.wins[pair] > 0) {
      changed |= limit(bound, upper, bound[lower] - 1);
    }
    if (pairs.losses[pair] > 0) {
      changed |= limit(bound, lower, bound[upper] - 1);
    }
    if (pairs.ties[pair] > 0) {
      changed |= limit(bound, upper, bound[lower] + 1);
      changed |= limit(bound, lower, bound[upper] + 1);
    }
    return changed;
  }

  private static boolean limit(double[] bound, int at, double value) {
    if (value < bound[at]) {
      bound[at] = value;
      return true;
    }
    return false;
  }
}
