package dev.agon.reward.loss;

/**
 * How likely each outcome of a pair is; the three sum to one.
 *
 * @param first probability that the first response is preferred
 * @param second probability that the second response is preferred
 * @param tie probability of a tie
 */
public record OutcomeProbabilities(double first, double second, double tie) {}
