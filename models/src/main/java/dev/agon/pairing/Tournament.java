package dev.agon.pairing;

import dev.agon.preference.Outcome;
import dev.agon.preference.PairCounts;
import dev.agon.ranking.sequential.TrueSkill;
import dev.agon.ranking.sequential.TrueSkillRule;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A simulated tournament under TrueSkill's own model, for comparing policies: skills are drawn from
 * a normal distribution, and every match is drawn by a policy.
 */
public final class Tournament {
  private static final TrueSkill.Parameters USUAL = TrueSkill.USUAL;
  private static final double DRAW_MARGIN = new TrueSkillRule(USUAL).drawMargin();

  private Tournament() {}

  /**
   * Spearman's rank correlation of the ratings with the true skills. A rating is the mean of what
   * is believed less three deviations, as TrueSkill's leaderboards have it.
   *
   * @param items at least 2
   * @param spread standard deviation of the true skills
   * @param matches played before the ratings are taken
   * @param seed of skills and matches; the same skills for every policy
   */
  public static double spearman(
      PairPolicy policy, int items, double spread, int matches, long seed) {
    Random shape = new Random(seed);
    double[] skill = new double[items];
    for (int i = 0; i < items; i++) {
      skill[i] = USUAL.mean() + spread * shape.nextGaussian();
    }
    Random random = new Random(~seed);
    TrueSkill rating = new TrueSkill(USUAL);
    PairCounts counts = new PairCounts();
    for (int match = 0; match < matches; match++) {
      PairState state =
          new PairState(items, counts, rating::rating, rating::deviation, rating::belief);
      PairDraw draw = PairDraw.of(policy, state, random);
      double ahead =
          skill[draw.lower()]
              - skill[draw.upper()]
              + USUAL.beta() * Math.sqrt(2) * random.nextGaussian();
      Outcome outcome =
          Math.abs(ahead) < DRAW_MARGIN ? Outcome.TIE : ahead > 0 ? Outcome.FIRST : Outcome.SECOND;
      rating.add(draw.lower(), draw.upper(), outcome);
      counts.add(draw.lower(), draw.upper(), outcome, 1);
    }
    double[] found =
        IntStream.range(0, items)
            .mapToDouble(item -> rating.rating(item) - 3 * rating.deviation(item))
            .toArray();
    return correlation(ranks(skill), ranks(found));
  }

  private static double[] ranks(double[] values) {
    double[] ranks = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      for (double other : values) {
        ranks[i] += other < values[i] ? 1 : other == values[i] ? 0.5 : 0;
      }
    }
    return ranks;
  }

  private static double correlation(double[] a, double[] b) {
    double meanA = Arrays.stream(a).average().orElse(0);
    double meanB = Arrays.stream(b).average().orElse(0);
    double product = 0;
    double squareA = 0;
    double squareB = 0;
    for (int i = 0; i < a.length; i++) {
      product += (a[i] - meanA) * (b[i] - meanB);
      squareA += (a[i] - meanA) * (a[i] - meanA);
      squareB += (b[i] - meanB) * (b[i] - meanB);
    }
    return product / Math.sqrt(squareA * squareB);
  }
}
