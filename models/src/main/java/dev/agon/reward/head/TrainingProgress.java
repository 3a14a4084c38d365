package dev.agon.reward.head;

/**
 * How far a training is.
 *
 * @param step steps done, from 1
 * @param steps most steps that it can take; it may end earlier
 * @param loss the mean loss of a judged pair, without penalties
 * @param heldOutLoss the same on the pairs kept for stopping early; NaN where none are kept
 * @param pairsPerSecond pairs gone through a second
 * @param secondsLeft at most, at this rate
 */
public record TrainingProgress(
    long step,
    long steps,
    double loss,
    double heldOutLoss,
    double pairsPerSecond,
    double secondsLeft) {}
