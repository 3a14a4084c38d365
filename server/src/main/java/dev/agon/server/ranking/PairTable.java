package dev.agon.server.ranking;

import java.util.HashMap;
import java.util.Map;

/** Tallies of all pairs of generators of a slice. For use by one thread until it is complete. */
final class PairTable {
  private final Map<Pair, PairTally> tallies = new HashMap<>();

  private record Pair(long lower, long upper) {}

  void add(SliceVote vote) {
    boolean ordered = vote.left() < vote.right();
    Pair pair = ordered ? new Pair(vote.left(), vote.right()) : new Pair(vote.right(), vote.left());
    tallies.merge(
        pair,
        PairTally.NONE.plus(ordered ? vote.outcome() : vote.outcome().swapped(), ordered),
        (a, b) ->
            new PairTally(
                a.shownFirst().plus(b.shownFirst()), a.shownSecond().plus(b.shownSecond())));
  }

  /** What votes say of a generator against another. */
  PairTally of(long generator, long rival) {
    return generator < rival
        ? tallies.getOrDefault(new Pair(generator, rival), PairTally.NONE)
        : tallies.getOrDefault(new Pair(rival, generator), PairTally.NONE).swapped();
  }
}
