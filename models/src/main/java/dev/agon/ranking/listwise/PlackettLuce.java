package dev.agon.ranking.listwise;

import dev.agon.ranking.Groups;
import dev.agon.ranking.interval.StrengthFit;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The Plackett-Luce model (Luce 1959, Individual Choice Behavior; Plackett 1975, Applied Statistics
 * 24, 193-202): items are placed one after the other, each with a probability in proportion to the
 * exponential of its log-strength among those that are left. Partial rankings and best-of-k are its
 * first stages; with two items it is Bradley-Terry's. Fitted by maximum likelihood with Newton's
 * method, which is a concave problem.
 *
 * <p>A finite maximum exists when in every split of the items into two groups some item of each is
 * placed before one of the other (Hunter 2004, Annals of Statistics 32, 384-406); otherwise a weak
 * normal prior is used and reported. Intervals are sandwich intervals, the rankings of one
 * annotator being allowed to depend on each other.
 */
public final class PlackettLuce {
  private final List<Ranking> rankings;
  private final int items;

  private PlackettLuce(List<Ranking> rankings, int items) {
    this.rankings = rankings;
    this.items = items;
  }

  /**
   * Fits rankings.
   *
   * @param items the number of items, larger than any that is ranked
   * @param ridge the precision of a normal prior on log-strengths, 0 for none unless one is needed
   */
  public static StrengthFit fit(List<Ranking> rankings, int items, double ridge) {
    return fit(rankings, items, ridge, _ -> {});
  }

  /**
   * As {@link #fit(List, int, double)}.
   *
   * @param progress told the number of steps taken, from 1, after each
   */
  public static StrengthFit fit(
      List<Ranking> rankings, int items, double ridge, IntConsumer progress) {
    PlackettLuce model = new PlackettLuce(List.copyOf(rankings), items);
    return StrengthFit.maximum(
        new PlackettLuceLikelihood(model.rankings, items), ridge, model.determined(), progress);
  }

  /** The items that were ranked together, if only over others. */
  public static Groups groups(List<Ranking> rankings, int items) {
    return Groups.of(items, rankings.stream().map(Ranking::items).toList());
  }

  /** Whether the graph from each placed item to all that were left behind is strongly connected. */
  private boolean determined() {
    boolean[][] ahead = new boolean[items][items];
    boolean[] ranked = new boolean[items];
    for (Ranking ranking : rankings) {
      int[] all = ranking.items();
      Arrays.stream(all).forEach(item -> ranked[item] = true);
      for (int stage = 0; stage < ranking.stages(); stage++) {
        for (int later = stage + 1; later < all.length; later++) {
          ahead[all[stage]][all[later]] = true;
        }
      }
    }
    int start = 0;
    while (start < items && !ranked[start]) {
      start++;
    }
    return start == items
        || (reaches(ahead, start, ranked, false) && reaches(ahead, start, ranked, true));
  }

  private boolean reaches(boolean[][] ahead, int start, boolean[] ranked, boolean backwards) {
    boolean[] seen = new boolean[items];
    int[] queue = new int[items];
    seen[start] = true;
    int size = 1;
    queue[0] = start;
    for (int next = 0; next < size; next++) {
      for (int to = 0; to < items; to++) {
        boolean edge = backwards ? ahead[to][queue[next]] : ahead[queue[next]][to];
        if (edge && !seen[to]) {
          seen[to] = true;
          queue[size++] = to;
        }
      }
    }
    for (int i = 0; i < items; i++) {
      if (ranked[i] && !seen[i]) {
        return false;
      }
    }
    return true;
  }
}
