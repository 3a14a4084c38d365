package dev.agon.cli.rank.bench;

import dev.agon.preference.Outcome;
import dev.agon.preference.PairCounts;
import dev.agon.preference.VoteTable;
import dev.agon.ranking.BothBad;
import dev.agon.ranking.score.ScoreMethod;
import dev.agon.simulation.World;
import dev.agon.simulation.WorldParameters;
import java.util.Random;

/**
 * Generators whose population is known, and crowds of annotators drawn from it.
 *
 * @param votes of each annotator
 * @param utilities the generators' natural log-strengths
 * @param expected the population's table of as many votes as a study has
 */
@SuppressWarnings("ArrayRecordComponent")
record CoverageWorld(
    WorldParameters parameters, int votes, double[] utilities, PairCounts expected) {
  /** How far behind or ahead of all others one generator of every second world is. */
  private static final double EXTREME = 3.5;

  /** The world of a number; every second one has a generator that nearly always loses, or wins. */
  static CoverageWorld of(WorldParameters parameters, int votes, int number, long seed) {
    Random random = new Random(seed + number);
    double[] utilities = new double[parameters.generators()];
    for (int i = 0; i < utilities.length; i++) {
      utilities[i] = parameters.spread() * random.nextGaussian();
    }
    if (number % 2 == 1) {
      utilities[utilities.length - 1] = number % 4 == 1 ? -EXTREME : EXTREME;
    }
    double all = (double) votes * parameters.annotators();
    PairCounts expected = new World(parameters, utilities, 0).populationOutcomes(all);
    return new CoverageWorld(parameters, votes, utilities, expected);
  }

  /** The votes of a fresh crowd, every annotator's on pairs drawn at random. */
  VoteTable study(long seed) {
    return new World(parameters, utilities, seed).votes(votes);
  }

  /** Each generator's true mean share of wins over the others. */
  double[] shares() {
    return ScoreMethod.AVERAGE_WIN_RATE.scores(expected, BothBad.TIE);
  }

  /** The true share of wins of each generator over the first one. */
  double[] sharesOverFirst() {
    double[] shares = new double[parameters.generators()];
    for (int i = 1; i < shares.length; i++) {
      int pair = expected.pair(0, i);
      double won = expected.weight(pair, Outcome.SECOND) + expected.weight(pair, Outcome.TIE) / 2;
      double lost = expected.weight(pair, Outcome.FIRST) + expected.weight(pair, Outcome.TIE) / 2;
      shares[i] = won / (won + lost);
    }
    return shares;
  }
}
