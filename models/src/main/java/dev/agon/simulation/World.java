package dev.agon.simulation;

import dev.agon.preference.Outcome;
import dev.agon.preference.PairCounts;
import dev.agon.preference.VoteTable;
import java.util.Random;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A simulated study drawn from one seed: generators with utilities, annotators with tastes, groups
 * and errors. The same seed and parameters give the same world. Not safe for use by several
 * threads.
 */
public final class World {
  private static final double MEDIAN_LENGTH = 120;
  private static final double LENGTH_SPREAD = 0.5;
  private static final double[] SPAM = {0.5, 0.85};
  private static final int QUADRATURE = 2000;

  /**
   * A vote.
   *
   * @param first the generator shown first
   * @param second the generator shown second
   * @param outcome in the order shown
   * @param firstLength words of the first response
   * @param secondLength words of the second
   */
  public record Vote(
      int first,
      int second,
      Outcome outcome,
      int annotator,
      int group,
      int firstLength,
      int secondLength) {}

  private final WorldParameters parameters;
  private final double[] utility;
  private final double[][] taste;
  private final boolean[] spammer;
  private final SplittableRandom random;

  /** Draws a world. */
  public World(WorldParameters parameters, long seed) {
    this(parameters, null, seed);
  }

  /**
   * Draws a crowd for generators that are known.
   *
   * @param given the generators' utilities, or null to draw them too
   */
  public World(WorldParameters parameters, double @Nullable [] given, long seed) {
    this.parameters = parameters;
    SplittableRandom root = new SplittableRandom(seed);
    Random shape = new Random(root.nextLong());
    this.random = new SplittableRandom(root.nextLong());
    utility = utilities(parameters, shape, given);
    double[][] groups = new double[parameters.groups()][utility.length];
    for (double[] group : groups) {
      for (int i = 0; i < utility.length; i++) {
        group[i] = parameters.groupTaste() * shape.nextGaussian();
      }
    }
    taste = new double[parameters.annotators()][utility.length];
    spammer = new boolean[parameters.annotators()];
    for (int annotator = 0; annotator < taste.length; annotator++) {
      spammer[annotator] = shape.nextDouble() < parameters.spammers();
      for (int i = 0; i < utility.length; i++) {
        taste[annotator][i] =
            groups[group(annotator)][i] + parameters.taste() * shape.nextGaussian();
      }
    }
  }

  private static double[] utilities(
      WorldParameters parameters, Random shape, double @Nullable [] given) {
    double[] drawn = new double[parameters.generators()];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = given == null ? parameters.spread() * shape.nextGaussian() : given[i];
    }
    return drawn;
  }

  /** The common utility of a generator. */
  public double utility(int generator) {
    return utility[generator];
  }

  /** The group of an annotator. */
  public int group(int annotator) {
    return annotator % parameters.groups();
  }

  /** Whether an annotator answers without looking. */
  public boolean spammer(int annotator) {
    return spammer[annotator];
  }

  /** What an annotator says of two generators' responses in the order shown. */
  public Vote vote(int annotator, int first, int second) {
    int firstLength = length();
    int secondLength = length();
    double ahead =
        utility[first]
            + taste[annotator][first]
            - utility[second]
            - taste[annotator][second]
            + parameters.positionBias()
            + parameters.lengthBias() * Math.log((double) firstLength / secondLength);
    Outcome outcome = spammer[annotator] ? spam() : outcome(ahead);
    return new Vote(first, second, outcome, annotator, group(annotator), firstLength, secondLength);
  }

  /** A vote of an annotator on a pair and an order drawn at random. */
  public Vote vote(int annotator) {
    int first = random.nextInt(utility.length);
    int second = (first + 1 + random.nextInt(utility.length - 1)) % utility.length;
    return vote(annotator, first, second);
  }

  /** So many votes of each annotator, on pairs and orders drawn at random, a comparison each. */
  public VoteTable votes(int each) {
    VoteTable table = new VoteTable(each * taste.length);
    for (int row = 0; row < each * taste.length; row++) {
      Vote given = vote(row % taste.length);
      table.add(given.first(), given.second(), given.outcome(), 1, given.annotator(), row);
    }
    return table;
  }

  private int length() {
    return (int) Math.max(1, MEDIAN_LENGTH * Math.exp(LENGTH_SPREAD * random.nextGaussian()));
  }

  private Outcome spam() {
    double at = random.nextDouble();
    return at < SPAM[0] ? Outcome.FIRST : at < SPAM[1] ? Outcome.SECOND : Outcome.TIE;
  }

  private Outcome outcome(double ahead) {
    double at = random.nextDouble();
    double win = logistic(ahead - parameters.tieThreshold());
    double loss = logistic(-ahead - parameters.tieThreshold());
    Outcome outcome = at < win ? Outcome.FIRST : at < win + loss ? Outcome.SECOND : Outcome.TIE;
    return parameters.error() > 0 && random.nextDouble() < parameters.error()
        ? outcome.swapped()
        : outcome;
  }

  /**
   * The population's probability that a generator beats another, over annotators who are no
   * spammers, with the sides drawn at random: what a fit of endless votes would see, ties being
   * half wins. The tastes' normal distribution is integrated by the midpoint rule.
   */
  public double population(int generator, int other) {
    double deviation = Math.sqrt(2) * Math.hypot(parameters.taste(), parameters.groupTaste());
    double sum = 0;
    for (int i = 0; i < QUADRATURE; i++) {
      double z = -8 + 16 * (i + 0.5) / QUADRATURE;
      double weight = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * 16 / QUADRATURE;
      double ahead = utility[generator] - utility[other] + deviation * z;
      sum +=
          weight
              * (score(ahead + parameters.positionBias())
                  + score(ahead - parameters.positionBias()))
              / 2;
    }
    return sum + parameters.error() * (1 - 2 * sum);
  }

  private double score(double ahead) {
    double win = logistic(ahead - parameters.tieThreshold());
    double loss = logistic(-ahead - parameters.tieThreshold());
    return win + (1 - win - loss) / 2;
  }

  /**
   * The population's probabilities as weights of pairs, every pair alike: a fit of them gives the
   * Bradley-Terry values that the population implies.
   */
  public PairCounts populationCounts() {
    PairCounts counts = new PairCounts();
    for (int i = 0; i < utility.length; i++) {
      for (int j = i + 1; j < utility.length; j++) {
        double p = population(i, j);
        counts.add(i, j, Outcome.FIRST, p);
        counts.add(i, j, Outcome.SECOND, 1 - p);
      }
    }
    return counts;
  }

  /**
   * The population's probabilities of each outcome as weights of pairs, every pair alike, in all so
   * many votes; without biases, errors and spammers.
   *
   * @param votes above 0
   */
  public PairCounts populationOutcomes(double votes) {
    double deviation = Math.sqrt(2) * Math.hypot(parameters.taste(), parameters.groupTaste());
    double each = 2 * votes / (utility.length * (utility.length - 1.0));
    PairCounts counts = new PairCounts();
    for (int i = 0; i < utility.length; i++) {
      for (int j = i + 1; j < utility.length; j++) {
        double win = 0;
        double loss = 0;
        for (int k = 0; k < QUADRATURE; k++) {
          double z = -8 + 16 * (k + 0.5) / QUADRATURE;
          double weight = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * 16 / QUADRATURE;
          double ahead = utility[i] - utility[j] + deviation * z;
          win += weight * logistic(ahead - parameters.tieThreshold());
          loss += weight * logistic(-ahead - parameters.tieThreshold());
        }
        counts.add(i, j, Outcome.FIRST, each * win);
        counts.add(i, j, Outcome.SECOND, each * loss);
        if (parameters.tieThreshold() > 0) {
          counts.add(i, j, Outcome.TIE, each * (1 - win - loss));
        }
      }
    }
    return counts;
  }

  private static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
