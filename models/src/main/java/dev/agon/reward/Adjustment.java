package dev.agon.reward;

/** What a {@link PairLoss} adds to its likelihood: margins, weights, smoothing. */
public sealed interface Adjustment
    permits ConstantMargin, ScoreGapMargin, StrengthMargin, GapWeight, LabelSmoothing, VoteWeights {

  /** The name with its parameters, as {@link LossNames} reads it. */
  String name();

  /**
   * Changes one judged pair's terms.
   *
   * @throws IllegalArgumentException when the pair lacks what is needed, such as scores
   */
  void apply(PairTerms terms, PreferencePairs pairs, int row, int criterion);
}
