package dev.agon.ranking.sequential;

import dev.agon.numeric.Normal;
import dev.agon.preference.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * TrueSkill for two players with draws (Herbrich, Minka and Graepel 2006, Advances in Neural
 * Information Processing Systems 19): each skill is believed to be normal, a performance scatters
 * about it by beta, and a draw is a difference of performances of at most epsilon. The posterior is
 * approximated by matching two moments. It always exists; its interval is the belief's, which takes
 * votes as independent.
 */
public final class TrueSkill implements SequentialRating {
  /** The usual parameters: mean 25, deviation 25/3, beta 25/6, tau 25/300, 10 % draws. */
  public static final Parameters USUAL = new Parameters(25, 25.0 / 3, 25.0 / 6, 25.0 / 300, 0.1);

  /**
   * What is believed before any vote.
   *
   * @param mean of a skill
   * @param deviation of a skill about it, above 0
   * @param beta how far a performance scatters about its skill, above 0
   * @param tau by how much a skill may drift between votes, at least 0
   * @param draw the probability that equal skills draw, at least 0 and below 1
   */
  public record Parameters(double mean, double deviation, double beta, double tau, double draw) {
    public Parameters {
      if (!(deviation > 0) || !(beta > 0) || !(tau >= 0) || !(draw >= 0) || !(draw < 1)) {
        throw new IllegalArgumentException("a parameter of TrueSkill is out of its range");
      }
    }
  }

  /**
   * What is believed of one skill.
   *
   * @param mean its mean
   * @param variance its variance, above 0
   */
  public record Belief(double mean, double variance) {
    /** The standard deviation. */
    public double deviation() {
      return Math.sqrt(variance);
    }

    /** The probability that this skill is above another, both believed independently. */
    public double above(Belief other) {
      return Normal.below((mean - other.mean) / Math.sqrt(variance + other.variance));
    }
  }

  private final Parameters parameters;
  private final TrueSkillRule rule;
  private final List<Belief> beliefs = new ArrayList<>();

  /** Nothing is known of anybody. */
  public TrueSkill(Parameters parameters) {
    this.parameters = parameters;
    this.rule = new TrueSkillRule(parameters);
  }

  @Override
  public void add(int first, int second, Outcome outcome) {
    SequentialRating.check(first, second);
    while (beliefs.size() <= Math.max(first, second)) {
      beliefs.add(new Belief(parameters.mean(), parameters.deviation() * parameters.deviation()));
    }
    Belief[] next = rule.after(beliefs.get(first), beliefs.get(second), outcome);
    beliefs.set(first, next[0]);
    beliefs.set(second, next[1]);
  }

  /** What is believed of an item. */
  public Belief belief(int item) {
    return item < beliefs.size()
        ? beliefs.get(item)
        : new Belief(parameters.mean(), parameters.deviation() * parameters.deviation());
  }

  /** The parameters. */
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public int items() {
    return beliefs.size();
  }

  @Override
  public double rating(int item) {
    return belief(item).mean();
  }

  @Override
  public double deviation(int item) {
    return belief(item).deviation();
  }
}
