package dev.agon.cli.rank.bench;

import dev.agon.preference.Outcome;
import dev.agon.preference.PairCounts;
import dev.agon.preference.VoteTable;
import dev.agon.ranking.Clustering;
import dev.agon.ranking.Method;
import dev.agon.ranking.RatingScale;
import dev.agon.ranking.board.RankingState;
import dev.agon.ranking.fit.Fit;
import dev.agon.ranking.fit.FitOptions;
import dev.agon.ranking.interval.Uncertainty;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/** Simulated votes and the times that counting, fits and intervals take on them. */
final class RankBench {
  /** Milliseconds of one step over the measured rounds. */
  record Timing(String step, double minimum, double median) {}

  private static final long WARM_UP = 500_000_000;
  private static final int OVERLAP = 3;
  private static final double NU = 0.8;

  private final VoteTable table;
  private final RankingState state = new RankingState();

  /** The last result, kept so that no work is optimised away. */
  @SuppressWarnings("unused")
  private volatile @Nullable Object last;

  RankBench(int votes, int generators, int annotators, long seed) {
    table = simulate(votes, generators, annotators, seed);
    for (int row = 0; row < votes; row++) {
      state.add(
          table.annotator(row),
          table.comparison(row),
          table.first(row),
          table.second(row),
          Outcome.of(table.outcomeCode(row)),
          1);
    }
  }

  /** Draws pairs at random, three votes each, from Davidson's model with spread strengths. */
  private static VoteTable simulate(int votes, int generators, int annotators, long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    double[] strength = random.doubles(generators, -1.5, 1.5).toArray();
    VoteTable table = new VoteTable(votes);
    int first = 0;
    int second = 1;
    for (int row = 0; row < votes; row++) {
      if (row % OVERLAP == 0) {
        first = random.nextInt(generators);
        second = (first + 1 + random.nextInt(generators - 1)) % generators;
      }
      Outcome outcome = outcome(strength[first] - strength[second], random.nextDouble());
      table.add(first, second, outcome, 1, random.nextInt(annotators), row / OVERLAP);
    }
    return table;
  }

  private static Outcome outcome(double difference, double uniform) {
    double win = Math.exp(difference / 2);
    double loss = Math.exp(-difference / 2);
    double at = uniform * (win + loss + NU);
    return at < win ? Outcome.FIRST : at < win + loss ? Outcome.SECOND : Outcome.TIE;
  }

  List<Timing> run(int repeats) {
    List<Timing> timings = new ArrayList<>();
    timings.add(time("counting the columns", repeats, () -> PairCounts.of(table)));
    for (Method method : Method.values()) {
      FitOptions options = FitOptions.of(method);
      timings.add(
          time(
              "cold fit, " + method.label(), repeats, () -> Fit.of(state.counts(), options, null)));
      timings.add(time("warm refit, " + method.label(), repeats, () -> refit(options)));
      Fit fit = state.fit(options);
      for (Clustering clustering : Clustering.values()) {
        String step = "intervals, " + method.label() + ", " + label(clustering);
        timings.add(time(step, repeats, () -> state.uncertainty(fit, clustering)));
      }
      Uncertainty uncertainty = state.uncertainty(fit, Clustering.NONE);
      timings.add(
          time(
              "board with rank ranges, " + method.label(),
              repeats,
              () -> state.leaderboard(fit, uncertainty, RatingScale.ARENA)));
    }
    return timings;
  }

  private Fit refit(FitOptions options) {
    state.add(0, 0, table.first(0), table.second(0), Outcome.FIRST, 1);
    return state.fit(options);
  }

  private static String label(Clustering clustering) {
    return switch (clustering) {
      case FISHER -> "Fisher";
      case NONE -> "plain";
      case ANNOTATOR -> "by annotator";
      case COMPARISON -> "by comparison";
      case TWO_WAY -> "two-way";
    };
  }

  private Timing time(String step, int repeats, Supplier<Object> work) {
    long warm = System.nanoTime() + WARM_UP;
    for (int round = 0; round < repeats || System.nanoTime() < warm; round++) {
      last = work.get();
    }
    double[] milliseconds = new double[repeats];
    for (int round = 0; round < repeats; round++) {
      long start = System.nanoTime();
      last = work.get();
      milliseconds[round] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(milliseconds);
    return new Timing(step, milliseconds[0], milliseconds[repeats / 2]);
  }
}
