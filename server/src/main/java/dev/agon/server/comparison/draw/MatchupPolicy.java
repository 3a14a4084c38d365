package dev.agon.server.comparison.draw;

import dev.agon.pairing.MatchupWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A policy over a snapshot of the free places. Drawn uniformly, a match-up has the probability of
 * its share of them; under other policies it has a tenth of that, and the rest by its weight. Where
 * the study goes by languages, each annotator has the policy over the places that they read.
 */
final class MatchupPolicy {
  /** Nothing can be drawn. */
  static final MatchupPolicy NONE = new MatchupPolicy("uniform", false, 1, List.of(), Map.of());

  private final String policy;
  private final boolean byLanguage;
  private final int held;
  private final List<Cell> cells;
  private final Map<Long, Double> weights;
  private final List<Matchup> matchups = new ArrayList<>();
  private final long eligible;
  private final double weight;
  private final double[] cumulative;
  private final Map<Set<Integer>, MatchupPolicy> readable = new ConcurrentHashMap<>();

  /**
   * A policy.
   *
   * @param policy its name
   * @param byLanguage whether annotators get only what they read
   * @param held how many pairs an annotator holds at once
   * @param cells in the order of their match-ups
   * @param weights of match-ups; empty to draw uniformly
   */
  MatchupPolicy(
      String policy, boolean byLanguage, int held, List<Cell> cells, Map<Long, Double> weights) {
    this.policy = policy;
    this.byLanguage = byLanguage;
    this.held = held;
    this.cells = List.copyOf(cells);
    this.weights = Map.copyOf(weights);
    for (int from = 0; from < cells.size(); ) {
      int to = from;
      long free = 0;
      while (to < cells.size() && cells.get(to).matchup() == cells.get(from).matchup()) {
        free += cells.get(to++).free();
      }
      long id = cells.get(from).matchup();
      matchups.add(new Matchup(id, from, to, free, weights.getOrDefault(id, 0.0)));
      from = to;
    }
    this.eligible = matchups.stream().mapToLong(Matchup::free).sum();
    double sum = matchups.stream().mapToDouble(Matchup::weight).sum();
    this.weight = Double.isFinite(sum) ? sum : 0;
    this.cumulative = matchups.stream().mapToDouble(this::probability).toArray();
    Arrays.parallelPrefix(cumulative, Double::sum);
  }

  /**
   * Free places of one match-up in one set of languages.
   *
   * @param languages the set, 0 for the study's own language
   */
  record Cell(long matchup, int languages, long free) {}

  /** A match-up with the range of its cells. */
  private record Matchup(long id, int from, int to, long free, double weight) {}

  /** A match-up with its probability under this policy; match-up 0 when nothing is free. */
  record Draw(long matchup, int languages, double propensity) {}

  /** The name under which places keep what drew them. */
  String name() {
    return policy + (byLanguage ? "-readable" : "") + "-1";
  }

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
                    policy,
                    byLanguage,
                    held,
                    cells.stream().filter(c -> read.contains(c.languages())).toList(),
                    weights));
  }

  /** How many places the snapshot held. */
  long eligible() {
    return eligible;
  }

  Draw draw(RandomGenerator random) {
    if (eligible == 0) {
      return new Draw(0, 0, 1);
    }
    int at = Arrays.binarySearch(cumulative, random.nextDouble());
    // A draw on the border belongs to the match-up after it; rounding may leave a gap at the end.
    Matchup drawn = matchups.get(Math.min(at < 0 ? -at - 1 : at + 1, matchups.size() - 1));
    long ticket = random.nextLong(drawn.free);
    int cell = drawn.from;
    while (ticket >= cells.get(cell).free()) {
      ticket -= cells.get(cell++).free();
    }
    return new Draw(drawn.id, cells.get(cell).languages(), probability(drawn));
  }

  /** The match-ups, each once. */
  Long[] matchups() {
    return matchups.stream().map(Matchup::id).toArray(Long[]::new);
  }

  /** Their probabilities. */
  Double[] probabilities() {
    return matchups.stream().map(this::probability).toArray(Double[]::new);
  }

  private double probability(Matchup matchup) {
    double share = (double) matchup.free / eligible;
    return weight > 0
        ? MatchupWeights.FLOOR * share + (1 - MatchupWeights.FLOOR) * matchup.weight / weight
        : share;
  }
}
