package dev.agon.cli.rank.bench;

import dev.agon.preference.Outcome;
import dev.agon.preference.PairCounts;
import dev.agon.preference.VoteTable;
import dev.agon.ranking.Method;
import dev.agon.ranking.RatingScale;
import dev.agon.ranking.board.Leaderboard;
import dev.agon.ranking.board.RankingState;
import dev.agon.ranking.fit.Fit;
import dev.agon.ranking.fit.FitOptions;
import dev.agon.ranking.interval.Bootstrap;
import dev.agon.ranking.interval.Clusters;
import dev.agon.ranking.interval.Sandwich;
import dev.agon.ranking.interval.Uncertainty;
import dev.agon.table.FileProblem;
import dev.agon.table.Winners;
import dev.agon.table.vote.VoteColumns;
import dev.agon.table.vote.VoteFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** The times that a CSV file of simulated votes takes on its way to a board. */
final class VoteFileBench {
  private static final FitOptions OPTIONS = FitOptions.of(Method.BRADLEY_TERRY);
  private static final int OVERLAP = 3;
  private static final String HEADER = "left,right,winner,annotator\n";
  private static final int REFITS = 30;

  private VoteFileBench() {}

  /** Writes a file of votes and times reading, counting, fitting, intervals and the bootstrap. */
  static List<RankBench.Timing> run(
      int votes, int generators, int annotators, boolean comparisons, int rounds, long seed)
      throws IOException {
    Path file = Files.createTempFile("agon-votes", ".csv");
    try {
      write(file, votes, generators, annotators, comparisons, seed);
      List<RankBench.Timing> best = List.of();
      for (int round = 0; round < rounds; round++) {
        List<RankBench.Timing> timings = measure(file, comparisons);
        if (best.isEmpty() || timings.getLast().minimum() < best.getLast().minimum()) {
          best = timings;
        }
      }
      return best;
    } catch (FileProblem e) {
      throw new IOException(e);
    } finally {
      Files.delete(file);
    }
  }

  private static void write(
      Path file, int votes, int generators, int annotators, boolean comparisons, long seed)
      throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    double[] strength = random.doubles(generators, -1.5, 1.5).toArray();
    try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
      writer.write(comparisons ? "left,right,winner,annotator,comparison\n" : HEADER);
      int first = 0;
      int second = 1;
      for (int row = 0; row < votes; row++) {
        if (!comparisons || row % OVERLAP == 0) {
          first = random.nextInt(generators);
          second = (first + 1 + random.nextInt(generators - 1)) % generators;
        }
        writer.write("generator-");
        writer.write(Integer.toString(first));
        writer.write(",generator-");
        writer.write(Integer.toString(second));
        writer.write(
            switch (outcome(strength[first] - strength[second], random.nextDouble())) {
              case FIRST -> ",left,annotator-";
              case SECOND -> ",right,annotator-";
              case TIE, BOTH_BAD -> ",tie,annotator-";
            });
        writer.write(Integer.toString(random.nextInt(annotators)));
        if (comparisons) {
          writer.write(",comparison-");
          writer.write(Integer.toString(row / OVERLAP));
        }
        writer.write('\n');
      }
    }
  }

  private static Outcome outcome(double ahead, double uniform) {
    double win = 0.8 / (1 + Math.exp(-ahead));
    return uniform < win ? Outcome.FIRST : uniform < 0.8 ? Outcome.SECOND : Outcome.TIE;
  }

  /** Times refits after one vote, among so many generators that all met each other. */
  static RankBench.Timing refits(int generators, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] strength = random.doubles(generators, -1.5, 1.5).toArray();
    RankingState state = new RankingState();
    for (int round = 0; round < 4; round++) {
      for (int i = 0; i < generators; i++) {
        for (int j = 0; j < i; j++) {
          Outcome outcome = outcome(strength[i] - strength[j], random.nextDouble());
          state.add(random.nextInt(1000), round, i, j, outcome, 1);
        }
      }
    }
    state.fit(OPTIONS);
    double[] milliseconds = new double[REFITS];
    for (int refit = 0; refit < 2 * REFITS; refit++) {
      int first = random.nextInt(generators);
      int second = (first + 1 + random.nextInt(generators - 1)) % generators;
      Outcome outcome = outcome(strength[first] - strength[second], random.nextDouble());
      long start = System.nanoTime();
      state.add(random.nextInt(1000), refit, first, second, outcome, 1);
      state.fit(OPTIONS);
      milliseconds[refit % REFITS] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(milliseconds);
    return new RankBench.Timing(
        "refit after one vote, " + generators + " generators",
        milliseconds[0],
        milliseconds[REFITS / 2]);
  }

  private static List<RankBench.Timing> measure(Path file, boolean comparisons) throws FileProblem {
    List<RankBench.Timing> timings = new ArrayList<>();
    String comparison = comparisons ? "comparison" : null;
    long start = System.nanoTime();
    VoteTable table =
        VoteFile.read(
                List.of(file),
                new VoteColumns(
                    "left", "right", "winner", "annotator", comparison, null, List.of()),
                Winners.USUAL,
                null,
                false)
            .table();
    long read = add(timings, "reading the CSV", start);
    PairCounts counts = PairCounts.of(table);
    Fit fit = Fit.of(counts, OPTIONS, null);
    long fitted = add(timings, "counting and fitting", read);
    Clusters people = Clusters.byAnnotator(table, counts);
    Uncertainty uncertainty =
        comparisons
            ? Sandwich.twoWay(
                counts,
                fit,
                people,
                Clusters.byComparison(table, counts),
                Clusters.repeated(table, counts))
            : Sandwich.byAnnotator(counts, fit, people);
    Leaderboard.of(counts, fit, uncertainty, RatingScale.ARENA);
    String intervals = comparisons ? "two-way intervals" : "intervals by annotator";
    long ranked = add(timings, intervals + ", and ranks", fitted);
    Bootstrap.ofVotes(counts, fit, 1000, 1);
    add(timings, "1,000 bootstraps of votes", ranked);
    add(timings, "end to end, from the CSV to the board", System.nanoTime() - (ranked - start));
    return timings;
  }

  /** Times a cold fit of counted votes, and the same by scikit-learn if there is one. */
  static List<RankBench.Timing> besideSklearn(
      int votes, int generators, long seed, String python, PrintWriter notes) {
    PairCounts counts = simulated(votes, generators, seed);
    Fit fit = Fit.of(counts, OPTIONS, null);
    double[] milliseconds = new double[REFITS];
    for (int round = 0; round < 2 * REFITS; round++) {
      long start = System.nanoTime();
      Fit.of(counts, OPTIONS, null);
      milliseconds[round % REFITS] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(milliseconds);
    List<RankBench.Timing> timings = new ArrayList<>();
    timings.add(
        new RankBench.Timing("cold fit of cells", milliseconds[0], milliseconds[REFITS / 2]));
    switch (SklearnRun.of(python, counts, fit)) {
      case SklearnRun.Measured found -> {
        String step = "cold fit of cells, scikit-learn " + found.version();
        timings.add(new RankBench.Timing(step, found.milliseconds(), found.milliseconds()));
        notes.printf(
            Locale.ROOT,
            "scikit-learn takes %.1f times as long; log-strengths differ by at most %.1e%n%n",
            found.milliseconds() / milliseconds[0],
            found.apart());
      }
      case SklearnRun.Missing missing -> notes.println("not compared: " + missing.reason());
    }
    return timings;
  }

  private static PairCounts simulated(int votes, int generators, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] strength = random.doubles(generators, -1.5, 1.5).toArray();
    PairCounts counts = new PairCounts();
    for (int vote = 0; vote < votes; vote++) {
      int first = random.nextInt(generators);
      int second = (first + 1 + random.nextInt(generators - 1)) % generators;
      Outcome outcome = outcome(strength[first] - strength[second], random.nextDouble());
      counts.add(first, second, outcome, 1);
    }
    return counts;
  }

  private static long add(List<RankBench.Timing> timings, String step, long since) {
    long now = System.nanoTime();
    double milliseconds = (now - since) / 1e6;
    timings.add(new RankBench.Timing(step, milliseconds, milliseconds));
    return now;
  }
}
