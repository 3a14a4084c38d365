package dev.agon.reward.loss;

/** How likely an outcome is at a difference of rewards: the base of a {@link PairLoss}. */
public sealed interface PairLikelihood permits BradleyTerryLikelihood, RaoKupperLikelihood {

  /** The name with its parameters, as {@link LossNames} reads it. */
  String name();

  /** The probabilities at a difference of rewards d, first less second, in logits. */
  OutcomeProbabilities at(double d);

  /**
   * Writes the negative log-likelihood of one pair's shares to its terms.
   *
   * @param shares by outcome: first, second, tie; they add up to 1
   */
  void write(PairTerms terms, int row, double[] shares);
}
