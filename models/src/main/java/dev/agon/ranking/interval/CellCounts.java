package dev.agon.ranking.interval;

import dev.agon.preference.LongIndex;
import java.util.Arrays;

/**
 * Votes counted by cluster, pair and outcome, incrementally. A cell that has lost all its votes
 * weighs exactly nothing.
 */
public final class CellCounts {
  private static final int PAIR_BITS = 34;
  private static final int OUTCOME_BITS = 2;

  private final LongIndex clusters = new LongIndex();
  private final LongIndex index = new LongIndex();
  private int[] votes = new int[16];
  private double[] weight = new double[16];
  private int[] clusterVotes = new int[16];
  private int occupied;

  /** Counts a vote; the outcome's code is meant with the pair's lower item first. */
  public void add(long cluster, int pair, int outcomeCode, double weight) {
    int number = clusters.number(cluster);
    if (number == clusterVotes.length) {
      clusterVotes = Arrays.copyOf(clusterVotes, 2 * clusterVotes.length);
    }
    int cell = index.number(key(number, pair, outcomeCode));
    if (cell == votes.length) {
      votes = Arrays.copyOf(votes, 2 * votes.length);
      this.weight = Arrays.copyOf(this.weight, 2 * this.weight.length);
    }
    votes[cell]++;
    this.weight[cell] += weight;
    if (clusterVotes[number]++ == 0) {
      occupied++;
    }
  }

  /** Whether such a vote is counted. */
  public boolean holds(long cluster, int pair, int outcomeCode) {
    int number = clusters.find(cluster);
    int cell = number < 0 || pair < 0 ? -1 : index.find(key(number, pair, outcomeCode));
    return cell >= 0 && votes[cell] > 0;
  }

  /** Takes back a vote that {@link #holds} affirms. */
  public void remove(long cluster, int pair, int outcomeCode, double weight) {
    int number = clusters.find(cluster);
    int cell = index.find(key(number, pair, outcomeCode));
    votes[cell]--;
    this.weight[cell] = votes[cell] == 0 ? 0 : this.weight[cell] - weight;
    if (--clusterVotes[number] == 0) {
      occupied--;
    }
  }

  /** The number of clusters that hold votes. */
  public int clusters() {
    return occupied;
  }

  /** New numbers from 0 for the clusters that hold votes, by their numbers here. */
  int[] occupiedClusters() {
    int[] renumbered = new int[clusters.size()];
    int next = 0;
    for (int i = 0; i < renumbered.length; i++) {
      renumbered[i] = clusterVotes[i] > 0 ? next++ : -1;
    }
    return renumbered;
  }

  /** The number of cells, with and without votes. */
  int cells() {
    return index.size();
  }

  int votes(int cell) {
    return votes[cell];
  }

  double weight(int cell) {
    return weight[cell];
  }

  int cluster(int cell) {
    return (int) (index.key(cell) >>> PAIR_BITS);
  }

  int pair(int cell) {
    return (int) (index.key(cell) >>> OUTCOME_BITS);
  }

  int outcomeCode(int cell) {
    return (int) (index.key(cell) & 3) + 1;
  }

  private static long key(int cluster, int pair, int outcomeCode) {
    return (long) cluster << PAIR_BITS | (long) pair << OUTCOME_BITS | (outcomeCode - 1);
  }
}
