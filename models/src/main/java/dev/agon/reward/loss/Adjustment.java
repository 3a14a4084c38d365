package dev.agon.reward.loss;

import dev.agon.reward.pairs.PreferencePairs;

/** What a {@link PairLoss} adds to its likelihood: margins, weights, smoothing. */
public sealed interface Adjustment
    permits ConstantMargin, ScoreGapMargin, StrengthMargin, GapWeight, LabelSmoothing, VoteWeights {

  /** What pairs must carry beside their judgements. */
  public enum Need {
    /** Nothing. */
    NOTHING,
    /** Each response's own rating. */
    RATINGS,
    /** The strengths of a cross-fitted {@code Ensemble}. */
    STRENGTHS
  }

  /** What pairs must carry for it to apply. */
  default Need needs() {
    return Need.NOTHING;
  }

  /** The name with its parameters, as {@link LossNames} reads it. */
  String name();

  /**
   * Changes one judged pair's terms.
   *
   * @throws IllegalArgumentException when the pair lacks what is needed, such as scores
   */
  void apply(PairTerms terms, PreferencePairs pairs, int row, int criterion);
}
