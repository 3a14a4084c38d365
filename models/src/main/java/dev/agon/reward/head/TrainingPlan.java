package dev.agon.reward.head;

import dev.agon.reward.loss.PairLoss;
import dev.agon.reward.pairs.ColumnScaling;

/**
 * Everything besides the data that decides what a training makes.
 *
 * @param head the shape of the reward
 * @param loss what it is fitted by
 * @param scaling what features are worth; it must have as many columns as the features
 * @param position whether the preference for the response shown first is a term of its own
 * @param seed of initial values and of the order of batches; a linear head does not need it
 */
public record TrainingPlan(
    Head head, PairLoss loss, ColumnScaling scaling, boolean position, long seed) {

  /** Plain Bradley-Terry with a linear head over standardised features. */
  public static TrainingPlan linear(int columns, double l2) {
    return new TrainingPlan(
        new Head.Linear(l2), PairLoss.plain(), ColumnScaling.of(columns, true), false, 0);
  }

  /** The same with another ridge or shape. */
  public TrainingPlan with(Head other) {
    return new TrainingPlan(other, loss, scaling, position, seed);
  }

  /** The same with another loss. */
  public TrainingPlan with(PairLoss other) {
    return new TrainingPlan(head, other, scaling, position, seed);
  }

  /** The same with another seed. */
  public TrainingPlan withSeed(long other) {
    return new TrainingPlan(head, loss, scaling, position, other);
  }
}
