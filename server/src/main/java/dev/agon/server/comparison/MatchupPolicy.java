package dev.agon.server.comparison;

import java.util.random.RandomGenerator;

/**
 * The uniform policy over a snapshot of the free places: a match-up has the probability of its
 * share of them.
 */
final class MatchupPolicy {
  private final long[] matchups;
  private final long[] cumulative;

  MatchupPolicy(long[] matchups, long[] free) {
    this.matchups = matchups.clone();
    this.cumulative = new long[free.length];
    long sum = 0;
    for (int k = 0; k < free.length; k++) {
      sum += free[k];
      cumulative[k] = sum;
    }
  }

  /** A match-up with its probability under this policy; match-up 0 when nothing is free. */
  record Draw(long matchup, double propensity) {}

  /** How many places the snapshot held. */
  long eligible() {
    return cumulative.length == 0 ? 0 : cumulative[cumulative.length - 1];
  }

  Draw draw(RandomGenerator random) {
    if (eligible() == 0) {
      return new Draw(0, 1);
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
    return new Draw(matchups[low], probability(low));
  }

  Long[] matchups() {
    Long[] all = new Long[matchups.length];
    for (int k = 0; k < all.length; k++) {
      all[k] = matchups[k];
    }
    return all;
  }

  Double[] probabilities() {
    Double[] all = new Double[matchups.length];
    for (int k = 0; k < all.length; k++) {
      all[k] = probability(k);
    }
    return all;
  }

  private double probability(int k) {
    long before = k == 0 ? 0 : cumulative[k - 1];
    return (double) (cumulative[k] - before) / eligible();
  }
}
