package dev.agon.cli.rank.bench;

import dev.agon.cli.rank.GlickoPeriods;
import dev.agon.preference.Outcome;
import dev.agon.preference.PairCounts;
import dev.agon.preference.VoteTable;
import dev.agon.ranking.BothBad;
import dev.agon.ranking.Clustering;
import dev.agon.ranking.Method;
import dev.agon.ranking.board.ScoreBoard;
import dev.agon.ranking.board.Scored;
import dev.agon.ranking.fit.Fit;
import dev.agon.ranking.fit.FitOptions;
import dev.agon.ranking.interval.Bootstrap;
import dev.agon.ranking.interval.Clusters;
import dev.agon.ranking.interval.Sandwich;
import dev.agon.ranking.interval.Uncertainty;
import dev.agon.ranking.score.ScoreMethod;
import dev.agon.ranking.sequential.Elo;
import dev.agon.ranking.sequential.SequentialBoards;
import dev.agon.ranking.sequential.TrueSkill;
import dev.agon.ranking.terms.LengthControlled;
import dev.agon.ranking.terms.LengthControlled.Judgement;
import dev.agon.ranking.terms.LengthControlled.Rate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A method whose intervals are measured.
 *
 * @param name as in the table
 * @param board its scores and intervals of a study's votes
 * @param truth what its scores estimate
 */
record CoverageMethod(String name, Boards board, Truth truth) {
  private static final long SEED = 1;

  /** Studies of the same world whose mean is the truth of a method that depends on the order. */
  private static final int FRESH = 1000;

  /** Scores of a study's votes, and intervals where the method gives any. */
  interface Boards {
    List<Span> of(VoteTable votes);
  }

  /** The true scores of a world's items. */
  interface Truth {
    double[] of(CoverageWorld world);
  }

  /**
   * An item's score and interval.
   *
   * @param low the lower end; NaN without an interval
   */
  record Span(int item, double score, double low, double high) {}

  /**
   * All methods.
   *
   * @param rounds of each bootstrap
   */
  static List<CoverageMethod> all(int rounds) {
    List<CoverageMethod> methods = new ArrayList<>();
    for (Method method : Method.values()) {
      methods.add(likelihood(method, method.label(), 0));
    }
    methods.add(likelihood(Method.BRADLEY_TERRY, "bradley-terry --bootstrap", rounds));
    methods.add(likelihood(Method.DAVIDSON, "davidson --bootstrap", rounds));
    methods.add(likelihood(Method.RAO_KUPPER, "rao-kupper --bootstrap", rounds));
    for (ScoreMethod method : ScoreMethod.values()) {
      methods.add(
          new CoverageMethod(
              method.label(),
              votes -> spans(method.board(votes, BothBad.TIE)),
              world -> method.scores(world.expected(), BothBad.TIE)));
    }
    methods.add(
        new CoverageMethod("win-rates", CoverageMethod::rates, CoverageWorld::sharesOverFirst));
    methods.add(ordered(SequentialBoards.ELO, votes -> SequentialBoards.elo(votes, rounds, SEED)));
    methods.add(
        ordered(
            SequentialBoards.TRUE_SKILL, votes -> SequentialBoards.trueSkill(votes, rounds, SEED)));
    methods.add(
        ordered(
            "glicko-2",
            votes ->
                SequentialBoards.board(
                    "glicko-2",
                    votes,
                    sample -> GlickoPeriods.of(sample, null).ratings(),
                    false,
                    rounds,
                    SEED)));
    return methods;
  }

  private static CoverageMethod likelihood(Method method, String name, int rounds) {
    FitOptions options = FitOptions.of(method);
    return new CoverageMethod(
        name,
        votes -> strengths(votes, options, rounds),
        world -> {
          Fit fit = Fit.of(world.expected(), options, null);
          return IntStream.range(0, fit.items()).mapToDouble(fit::logStrength).toArray();
        });
  }

  private static List<Span> strengths(VoteTable votes, FitOptions options, int rounds) {
    PairCounts counts = PairCounts.of(votes);
    Fit fit = Fit.of(counts, options, null);
    Clusters annotators = Clusters.byAnnotator(votes, counts);
    Uncertainty uncertainty =
        rounds == 0
            ? Sandwich.byAnnotator(counts, fit, annotators)
            : Bootstrap.uncertainty(
                counts,
                fit,
                Bootstrap.ofClusters(counts, fit, annotators, rounds, SEED),
                Clustering.ANNOTATOR,
                annotators);
    return IntStream.range(0, fit.items())
        .mapToObj(
            item -> {
              double reach = uncertainty.quantile() * Math.sqrt(uncertainty.variance(item));
              double score = fit.logStrength(item);
              return new Span(item, score, score - reach, score + reach);
            })
        .toList();
  }

  private static List<Span> spans(ScoreBoard board) {
    return board.items().stream().map(CoverageMethod::span).toList();
  }

  private static Span span(Scored scored) {
    return new Span(scored.item(), scored.score(), scored.low(), scored.high());
  }

  /** Win rates over the first item, lengths being equal. */
  private static List<Span> rates(VoteTable votes) {
    List<Judgement> judgements = new ArrayList<>();
    for (int row = 0; row < votes.rows(); row++) {
      boolean first = votes.first(row) == 0;
      if (first || votes.second(row) == 0) {
        Outcome outcome = Outcome.of(votes.outcomeCode(row));
        double preferred =
            switch (first ? outcome.swapped() : outcome) {
              case FIRST -> 1;
              case SECOND -> 0;
              case TIE, BOTH_BAD -> 0.5;
            };
        int item = first ? votes.second(row) : votes.first(row);
        judgements.add(
            new Judgement(item, judgements.size(), preferred, 1, 1, 1, votes.annotator(row)));
      }
    }
    return LengthControlled.rates(judgements).stream().map(CoverageMethod::span).toList();
  }

  private static Span span(Rate rate) {
    return new Span(rate.generator(), rate.controlled(), rate.low(), rate.high());
  }

  /** Ratings that depend on the order of votes: the truth is the mean over fresh studies. */
  private static CoverageMethod ordered(String name, Function<VoteTable, ScoreBoard> board) {
    return new CoverageMethod(
        name,
        votes -> spans(board.apply(votes)),
        world -> {
          double[][] studies =
              IntStream.range(0, FRESH)
                  .parallel()
                  .mapToObj(study -> ratings(name, world.study(~study)))
                  .toArray(double[][]::new);
          double[] mean = new double[world.utilities().length];
          Arrays.setAll(
              mean, item -> Arrays.stream(studies).mapToDouble(of -> of[item]).average().orElse(0));
          return mean;
        });
  }

  private static double[] ratings(String name, VoteTable votes) {
    return switch (name) {
      case SequentialBoards.ELO -> SequentialBoards.ratings(new Elo(Elo.ARENA_STEP), votes);
      case SequentialBoards.TRUE_SKILL ->
          SequentialBoards.ratings(new TrueSkill(TrueSkill.USUAL), votes);
      default -> GlickoPeriods.of(votes, null).ratings();
    };
  }
}
