package dev.agon.ranking.sequential;

import dev.agon.numeric.Normal;
import dev.agon.preference.Outcome;
import dev.agon.ranking.sequential.TrueSkill.Belief;
import dev.agon.ranking.sequential.TrueSkill.Parameters;

/** How one vote moves what {@link TrueSkill} believes of two skills. */
public final class TrueSkillRule {
  private final Parameters parameters;
  private final double drawMargin;

  /** The rule of these parameters. */
  public TrueSkillRule(Parameters parameters) {
    this.parameters = parameters;
    this.drawMargin =
        Normal.quantile((parameters.draw() + 1) / 2) * Math.sqrt(2) * parameters.beta();
  }

  /** How far performances may differ in a draw. */
  public double drawMargin() {
    return drawMargin;
  }

  /** The beliefs of both after one vote. */
  public Belief[] after(Belief first, Belief second, Outcome outcome) {
    return switch (outcome) {
      case FIRST -> moved(first, second, false);
      case SECOND -> {
        Belief[] swapped = moved(second, first, false);
        yield new Belief[] {swapped[1], swapped[0]};
      }
      case TIE, BOTH_BAD -> moved(first, second, true);
    };
  }

  private Belief[] moved(Belief winner, Belief loser, boolean draw) {
    double drift = parameters.tau() * parameters.tau();
    double winnerVariance = winner.variance() + drift;
    double loserVariance = loser.variance() + drift;
    double c =
        Math.sqrt(2 * parameters.beta() * parameters.beta() + winnerVariance + loserVariance);
    double t = (winner.mean() - loser.mean()) / c;
    double margin = drawMargin / c;
    double v = draw ? TruncatedNormal.drawShift(t, margin) : TruncatedNormal.winShift(t - margin);
    double w = draw ? TruncatedNormal.drawShrink(t, margin) : TruncatedNormal.winShrink(t - margin);
    return new Belief[] {
      belief(winner.mean(), winnerVariance, c, v, w), belief(loser.mean(), loserVariance, c, -v, w)
    };
  }

  private static Belief belief(double mean, double variance, double c, double v, double w) {
    double shrunk = variance * (1 - variance / (c * c) * w);
    return new Belief(mean + variance / c * v, Math.max(shrunk, 1e-12 * variance));
  }

  /** The probability that the first performs better by more than the draw margin. */
  public double winProbability(Belief first, Belief second) {
    double c =
        Math.sqrt(2 * parameters.beta() * parameters.beta() + first.variance() + second.variance());
    return Normal.below((first.mean() - second.mean() - drawMargin) / c);
  }
}
