package dev.agon.reward.head;

import dev.agon.reward.pairs.PreferencePairs;

/** Learns from some pairs and says how it sees others: what {@code Judge} judges. */
@FunctionalInterface
public interface Learner {
  /**
   * Learns from the training pairs alone.
   *
   * @param test pairs whose judgements must not be looked at
   * @return the reward differences of the test pairs, first less second, in logits: by criterion
   *     and row
   */
  double[][] differences(PreferencePairs train, PreferencePairs test);
}
