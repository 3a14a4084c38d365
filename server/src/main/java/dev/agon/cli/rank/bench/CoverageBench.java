package dev.agon.cli.rank.bench;

import dev.agon.pairing.PairDraw;
import dev.agon.pairing.PairPolicy;
import dev.agon.pairing.PairState;
import dev.agon.pairing.Policies;
import dev.agon.preference.PairCounts;
import dev.agon.preference.VoteTable;
import dev.agon.ranking.Method;
import dev.agon.ranking.fit.Fit;
import dev.agon.ranking.fit.FitOptions;
import dev.agon.ranking.interval.Clusters;
import dev.agon.ranking.interval.Sandwich;
import dev.agon.ranking.interval.Uncertainty;
import dev.agon.ranking.sequential.TrueSkill;
import dev.agon.simulation.World;
import dev.agon.simulation.WorldParameters;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Simulated studies and how often their intervals hold the truth. */
final class CoverageBench {
  /**
   * Shares over items, or pairs of items, and studies.
   *
   * @param clustered of ratings, intervals clustered by annotator
   * @param clusteredError the standard error of that share over studies
   * @param differences of differences of ratings, clustered
   * @param plain of ratings, votes taken as independent
   * @param tooFew whether the boards say that there are too few annotators
   */
  public record Row(
      boolean adaptive,
      int annotators,
      double clustered,
      double clusteredError,
      double differences,
      double plain,
      boolean tooFew) {}

  private static final FitOptions OPTIONS = FitOptions.of(Method.BRADLEY_TERRY);
  private static final double SPREAD = 0.5;
  private static final int REFIT = 100;

  private final int annotators;
  private final int votes;
  private final boolean adaptive;
  private final WorldParameters parameters;

  CoverageBench(int generators, int annotators, int votes, double taste, boolean adaptive) {
    this.annotators = annotators;
    this.votes = votes;
    this.adaptive = adaptive;
    this.parameters = WorldParameters.plain(generators, annotators, SPREAD, taste);
  }

  /** What one study gives: the shares of ratings and of differences that intervals hold. */
  private record Study(double clustered, double differences, double plain, boolean tooFew) {}

  Row run(int studies, long seed) {
    Study[] all =
        Arrays.stream(new SplittableRandom(seed).longs(studies).toArray())
            .parallel()
            .mapToObj(this::study)
            .toArray(Study[]::new);
    double mean = Arrays.stream(all).mapToDouble(Study::clustered).average().orElseThrow();
    double square = Arrays.stream(all).mapToDouble(s -> Math.pow(s.clustered() - mean, 2)).sum();
    return new Row(
        adaptive,
        annotators,
        mean,
        Math.sqrt(square / studies / Math.max(1, studies - 1)),
        Arrays.stream(all).mapToDouble(Study::differences).average().orElseThrow(),
        Arrays.stream(all).mapToDouble(Study::plain).average().orElseThrow(),
        Arrays.stream(all).allMatch(Study::tooFew));
  }

  private Study study(long seed) {
    World world = new World(parameters, seed);
    Fit truth = Fit.of(world.populationCounts(), OPTIONS, null);
    VoteTable table = adaptive ? adaptive(world, seed) : uniform(world);
    PairCounts counts = PairCounts.of(table);
    Fit fit = Fit.of(counts, OPTIONS, null);
    Uncertainty clustered = Sandwich.byAnnotator(counts, fit, Clusters.byAnnotator(table, counts));
    Uncertainty plain = Sandwich.plain(counts, fit);
    return new Study(
        ratings(truth, fit, clustered),
        differences(truth, fit, clustered),
        ratings(truth, fit, plain),
        clustered.tooFewAnnotators());
  }

  private static double ratings(Fit truth, Fit fit, Uncertainty uncertainty) {
    int held = 0;
    for (int i = 0; i < truth.items(); i++) {
      double off = Math.abs(fit.logStrength(i) - truth.logStrength(i));
      held += off <= uncertainty.quantile() * Math.sqrt(uncertainty.variance(i)) ? 1 : 0;
    }
    return (double) held / truth.items();
  }

  private static double differences(Fit truth, Fit fit, Uncertainty uncertainty) {
    int held = 0;
    int all = 0;
    for (int i = 0; i < truth.items(); i++) {
      for (int j = 0; j < i; j++) {
        double planted = truth.logStrength(i) - truth.logStrength(j);
        double off = Math.abs(fit.logStrength(i) - fit.logStrength(j) - planted);
        double se = Math.sqrt(uncertainty.differenceVariance(i, j));
        held += off <= uncertainty.quantile() * se ? 1 : 0;
        all++;
      }
    }
    return (double) held / all;
  }

  private VoteTable uniform(World world) {
    VoteTable table = new VoteTable(annotators * votes);
    for (int vote = 0; vote < annotators * votes; vote++) {
      add(table, world.vote(vote % annotators), vote);
    }
    return table;
  }

  private VoteTable adaptive(World world, long seed) {
    SplittableRandom random = new SplittableRandom(~seed);
    PairPolicy policy = Policies.nearTies();
    VoteTable table = new VoteTable(annotators * votes);
    PairCounts counts = new PairCounts();
    counts.ensureItems(parameters.generators());
    TrueSkill.Belief unknown = new TrueSkill.Belief(25, 70);
    Fit fit = Fit.of(counts, OPTIONS, null);
    PairState state = null;
    for (int vote = 0; vote < annotators * votes; vote++) {
      if (state == null || vote % REFIT == 0) {
        Fit now = Fit.of(counts, OPTIONS, fit);
        Uncertainty plain = Sandwich.plain(counts, now);
        fit = now;
        state =
            PairState.of(
                parameters.generators(),
                counts,
                now::logStrength,
                item -> Math.sqrt(plain.variance(item)),
                _ -> unknown);
      }
      PairDraw draw = PairDraw.of(policy, state, random);
      boolean swap = random.nextBoolean();
      World.Vote given =
          world.vote(
              vote % annotators,
              swap ? draw.upper() : draw.lower(),
              swap ? draw.lower() : draw.upper());
      add(table, given, vote);
      counts.add(given.first(), given.second(), given.outcome(), 1);
    }
    return table;
  }

  private static void add(VoteTable table, World.Vote vote, int comparison) {
    table.add(vote.first(), vote.second(), vote.outcome(), 1, vote.annotator(), comparison);
  }
}
