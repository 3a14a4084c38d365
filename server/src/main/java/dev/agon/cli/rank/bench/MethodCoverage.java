package dev.agon.cli.rank.bench;

import dev.agon.cli.rank.bench.CoverageMethod.Span;
import dev.agon.preference.VoteTable;
import dev.agon.simulation.WorldParameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** How often the intervals of every method hold the truth, by the number of annotators. */
final class MethodCoverage {
  /** How different the worlds are of which studies are drawn. */
  private static final int WORLDS = 20;

  private static final double TIE_THRESHOLD = 0.2;

  /** Items whose true share of wins is below this, or above 1 less this, are extreme. */
  private static final double EXTREME = 0.1;

  private final int generators;
  private final int votes;
  private final double taste;
  private final int rounds;

  /**
   * One line.
   *
   * @param coverage the share of intervals that hold the truth, of items that are not extreme
   * @param error its standard error, studies being independent
   * @param extreme the same of items whose true share is below .1 or above .9; NaN without any
   * @param width the mean width over the true scores' standard deviation
   * @param beside that width over the least of any method with as many annotators
   * @param refused the share of items without an interval
   */
  record Line(
      String method,
      int annotators,
      double coverage,
      double error,
      double extreme,
      double width,
      double beside,
      double refused) {}

  /** Counts over the items of a study. */
  private record Held(int plain, int ofPlain, int extreme, int ofExtreme, double width, int none) {
    static final Held NOTHING = new Held(0, 0, 0, 0, 0, 0);

    Held plus(Held other) {
      return new Held(
          plain + other.plain,
          ofPlain + other.ofPlain,
          extreme + other.extreme,
          ofExtreme + other.ofExtreme,
          width + other.width,
          none + other.none);
    }
  }

  MethodCoverage(int generators, int votes, double taste, int rounds) {
    this.generators = generators;
    this.votes = votes;
    this.taste = taste;
    this.rounds = rounds;
  }

  /** The lines of all methods with so many annotators. */
  List<Line> of(int annotators, int studies, double spread, long seed) {
    WorldParameters parameters =
        new WorldParameters(generators, annotators, spread, taste, 1, 0, TIE_THRESHOLD, 0, 0, 0, 0);
    CoverageWorld[] worlds =
        IntStream.range(0, WORLDS)
            .mapToObj(number -> CoverageWorld.of(parameters, votes, number, seed))
            .toArray(CoverageWorld[]::new);
    List<Line> lines = new ArrayList<>();
    for (CoverageMethod method : CoverageMethod.all(rounds)) {
      lines.add(line(method, annotators, worlds, studies, seed));
    }
    double least =
        lines.stream().mapToDouble(Line::width).filter(Double::isFinite).min().orElse(Double.NaN);
    return lines.stream()
        .map(
            line ->
                new Line(
                    line.method,
                    line.annotators,
                    line.coverage,
                    line.error,
                    line.extreme,
                    line.width,
                    line.width / least,
                    line.refused))
        .toList();
  }

  private Line line(
      CoverageMethod method, int annotators, CoverageWorld[] worlds, int studies, long seed) {
    double[][] truths = Arrays.stream(worlds).map(method.truth()::of).toArray(double[][]::new);
    boolean rates = method.name().equals("win-rates");
    double[][] shares =
        Arrays.stream(worlds)
            .map(world -> rates ? world.sharesOverFirst() : world.shares())
            .toArray(double[][]::new);
    Held[] all =
        IntStream.range(0, studies)
            .parallel()
            .mapToObj(
                study -> {
                  int world = study % worlds.length;
                  VoteTable table = worlds[world].study(seed * 1_000_003 + study);
                  List<Span> spans = method.board().of(table);
                  return held(spans, truths[world], shares[world], rates ? 1 : 0);
                })
            .toArray(Held[]::new);
    Held sum = Arrays.stream(all).reduce(Held.NOTHING, Held::plus);
    double coverage = (double) sum.plain / sum.ofPlain;
    double square =
        Arrays.stream(all).mapToDouble(of -> Math.pow(of.plain - coverage * of.ofPlain, 2)).sum();
    int told = sum.ofPlain + sum.ofExtreme;
    return new Line(
        method.name(),
        annotators,
        coverage,
        Math.sqrt(square) / sum.ofPlain,
        (double) sum.extreme / sum.ofExtreme,
        sum.width / told,
        Double.NaN,
        (double) sum.none / (sum.none + told));
  }

  private static Held held(List<Span> spans, double[] truth, double[] shares, int from) {
    double mean = Arrays.stream(truth).skip(from).average().orElse(0);
    double deviation =
        Math.sqrt(
            Arrays.stream(truth).skip(from).map(x -> (x - mean) * (x - mean)).average().orElse(0));
    Held sum = Held.NOTHING;
    int missing = truth.length - from - spans.size();
    for (Span span : spans) {
      if (!Double.isFinite(span.low())) {
        missing++;
        continue;
      }
      double share = shares[span.item()];
      boolean isExtreme = share < EXTREME || share > 1 - EXTREME;
      double at = truth[span.item()];
      int holds = span.low() <= at && at <= span.high() ? 1 : 0;
      double width = (span.high() - span.low()) / deviation;
      sum =
          sum.plus(
              isExtreme ? new Held(0, 0, holds, 1, width, 0) : new Held(holds, 1, 0, 0, width, 0));
    }
    return sum.plus(new Held(0, 0, 0, 0, 0, Math.max(0, missing)));
  }
}
