package dev.agon.pairing;

import dev.agon.preference.Outcome;
import dev.agon.preference.PairCounts;
import dev.agon.ranking.sequential.TrueSkill;
import dev.agon.ranking.sequential.TrueSkillRule;
import java.util.Arrays;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A simulated tournament under TrueSkill's own model, for comparing ways of drawing matches: by a
 * policy, or any two items as they come.
 */
public final class Tournament {
  private static final TrueSkill.Parameters USUAL = TrueSkill.USUAL;
  private static final double DRAW_MARGIN = new TrueSkillRule(USUAL).drawMargin();

  private Tournament() {}

  /** What draws the next match. */
  @FunctionalInterface
  public interface Matchmaker {
    /** Two different items. */
    int[] next(PairState state, RandomGenerator random);

    /** Draws as the server does by this policy: with its floor and its guard. */
    static Matchmaker of(PairPolicy policy) {
      return (state, random) -> {
        PairDraw draw = PairDraw.of(policy, state, random);
        return new int[] {draw.lower(), draw.upper()};
      };
    }

    /** Any two items, whatever was played. */
    static Matchmaker random() {
      return (state, random) -> {
        int one = random.nextInt(state.items());
        int other = random.nextInt(state.items() - 1);
        return new int[] {one, other >= one ? other + 1 : other};
      };
    }
  }

  /** Skills in even steps, with this standard deviation. */
  public static double[] evenSkills(int items, double spread) {
    double step = spread / Math.sqrt((items * items - 1) / 12.0);
    return IntStream.range(0, items)
        .mapToDouble(i -> USUAL.mean() + step * (i - (items - 1) / 2.0))
        .toArray();
  }

  /** Skills from a normal distribution with this standard deviation. */
  public static double[] normalSkills(int items, double spread, long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, items)
        .mapToDouble(_ -> USUAL.mean() + spread * random.nextGaussian())
        .toArray();
  }

  /**
   * Spearman's rank correlation of the ratings with the true skills. A rating is the mean of what
   * is believed less three deviations, as TrueSkill's leaderboards have it.
   *
   * @param skill of each item, at least 2, on TrueSkill's usual scale
   * @param matches played before the ratings are taken
   * @param seed of draws and performances
   */
  public static double spearman(Matchmaker matchmaker, double[] skill, int matches, long seed) {
    int items = skill.length;
    Random random = new Random(~seed);
    TrueSkill rating = new TrueSkill(USUAL);
    PairCounts counts = new PairCounts();
    for (int match = 0; match < matches; match++) {
      int[] pair =
          matchmaker.next(
              PairState.of(items, counts, rating::rating, rating::deviation, rating::belief),
              random);
      double ahead =
          skill[pair[0]] - skill[pair[1]] + USUAL.beta() * Math.sqrt(2) * random.nextGaussian();
      Outcome outcome =
          Math.abs(ahead) < DRAW_MARGIN ? Outcome.TIE : ahead > 0 ? Outcome.FIRST : Outcome.SECOND;
      rating.add(pair[0], pair[1], outcome);
      counts.add(pair[0], pair[1], outcome, 1);
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
