package dev.agon.ranking.board;

import dev.agon.preference.Outcome;
import dev.agon.preference.PairCounts;
import dev.agon.ranking.BothBad;
import dev.agon.ranking.Tally;
import dev.agon.ranking.fit.Cholesky;
import dev.agon.ranking.fit.Fit;
import dev.agon.ranking.fit.FitOptions;
import dev.agon.ranking.fit.Newton;
import dev.agon.ranking.fit.PairColumns;
import dev.agon.ranking.fit.Scores;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The search of {@link Fragility}. */
final class FragilitySearch {
  private static final Outcome[] OUTCOMES = Outcome.values();

  /** One kind of vote: a pair, an outcome, and by how much one of them carries the difference. */
  private record Cell(int pair, Outcome outcome, double influence) {}

  /** Votes of one cell, as they are removed. */
  private record Step(int pair, Outcome outcome, long votes) {}

  private final PairCounts counts;
  private final FitOptions options;
  private final Fit full;
  private final int first;
  private final int second;
  private final long counted;

  FragilitySearch(PairCounts counts, Fit fit) {
    this.counts = counts;
    this.options = fit.options();
    this.full = fit;
    Tally tally = new Tally(counts, options.bothBad());
    int[] best =
        IntStream.range(0, tally.items())
            .filter(item -> tally.votes(item) > 0)
            .boxed()
            .sorted(Comparator.comparingDouble(item -> -fit.logStrength(item)))
            .limit(2)
            .mapToInt(Integer::intValue)
            .toArray();
    if (best.length < 2) {
      throw new IllegalArgumentException("fewer than two items have counted votes");
    }
    first = best[0];
    second = best[1];
    counted = tally.allVotes();
  }

  Fragility run() {
    PairCounts left = copy(counts);
    Fit fit = full;
    List<Step> steps = new ArrayList<>();
    long predicted = 0;
    for (int round = 0; round < Fragility.mostSteps() && ahead(fit) > 0; round++) {
      List<Step> next = promised(left, fit);
      predicted = round == 0 ? votes(next) : predicted;
      if (next.isEmpty()) {
        return Fragility.of(first, second, counts, counts, 0, counted);
      }
      next.forEach(step -> remove(left, step, step.votes()));
      steps.addAll(next);
      fit = Fit.of(left, options, fit);
    }
    if (ahead(fit) > 0) {
      return Fragility.of(first, second, counts, counts, predicted, counted);
    }
    return Fragility.of(first, second, counts, fewest(steps), predicted, counted);
  }

  private double ahead(Fit fit) {
    return fit.logStrength(first) - fit.logStrength(second);
  }

  /** The votes of most influence whose sum just outweighs the difference. */
  private List<Step> promised(PairCounts left, Fit fit) {
    List<Cell> cells = cells(left, fit);
    double rest = ahead(fit);
    List<Step> steps = new ArrayList<>();
    for (Cell cell : cells) {
      long there = left.count(cell.pair(), cell.outcome());
      long needed = Math.min(there, (long) Math.floor(rest / cell.influence()) + 1);
      steps.add(new Step(cell.pair(), cell.outcome(), needed));
      rest -= needed * cell.influence();
      if (rest < 0) {
        return steps;
      }
    }
    return steps;
  }

  /** The cells whose votes carry the difference, those that carry most first. */
  private List<Cell> cells(PairCounts left, Fit fit) {
    PairColumns pairs = new PairColumns(left, options.bothBad());
    double[] at = fit.coordinates(pairs);
    Newton newton = new Newton(pairs, options.method(), fit.fitsTies(), fit.prior(), at);
    double[] direction = new double[at.length];
    direction[pairs.position[first]] = 1;
    direction[pairs.position[second]] = -1;
    new Cholesky(newton.information(new double[at.length])).solve(direction);
    Scores scores = new Scores(pairs, fit);
    List<Cell> cells = new ArrayList<>();
    for (int pair = 0; pair < left.pairs(); pair++) {
      int row = pairs.row[pair];
      for (Outcome outcome : OUTCOMES) {
        boolean counts = outcome != Outcome.BOTH_BAD || options.bothBad() == BothBad.TIE;
        if (row >= 0 && counts && left.count(pair, outcome) > 0) {
          double along = direction[pairs.lower[row]] - direction[pairs.upper[row]];
          double tie = scores.fitsTies ? direction[pairs.items()] : 0;
          double score =
              along * scores.strength(row, outcome.code()) + tie * scores.tie(row, outcome.code());
          double weight = left.weight(pair, outcome) / left.count(pair, outcome);
          if (score * weight > 0) {
            cells.add(new Cell(pair, outcome, score * weight));
          }
        }
      }
    }
    cells.sort(Comparator.comparingDouble(Cell::influence).reversed());
    return cells;
  }

  /** What is left after the shortest beginning of the steps whose refit changes places. */
  private PairCounts fewest(List<Step> steps) {
    long low = 0;
    long high = votes(steps);
    while (high - low > 1) {
      long middle = (low + high) / 2;
      if (ahead(Fit.of(without(steps, middle), options, full)) > 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return without(steps, high);
  }

  private PairCounts without(List<Step> steps, long votes) {
    PairCounts left = copy(counts);
    long rest = votes;
    for (Step step : steps) {
      long taken = Math.min(rest, step.votes());
      remove(left, step, taken);
      rest -= taken;
    }
    return left;
  }

  private static long votes(List<Step> steps) {
    return steps.stream().mapToLong(Step::votes).sum();
  }

  private static void remove(PairCounts from, Step step, long votes) {
    double weight =
        from.weight(step.pair(), step.outcome()) / from.count(step.pair(), step.outcome());
    for (long i = 0; i < votes; i++) {
      from.remove(from.lower(step.pair()), from.upper(step.pair()), step.outcome(), weight);
    }
  }

  private static PairCounts copy(PairCounts counts) {
    PairCounts copy = new PairCounts();
    copy.ensureItems(counts.items());
    for (int pair = 0; pair < counts.pairs(); pair++) {
      for (Outcome outcome : OUTCOMES) {
        long votes = counts.count(pair, outcome);
        for (long i = 0; i < votes; i++) {
          double weight = counts.weight(pair, outcome) / votes;
          copy.add(counts.lower(pair), counts.upper(pair), outcome, weight);
        }
      }
    }
    return copy;
  }
}
