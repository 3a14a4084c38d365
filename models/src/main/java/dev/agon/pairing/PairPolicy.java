package dev.agon.pairing;

/** How much each pair of generators is worth asking about next. */
public interface PairPolicy {
  /** The name under which votes are kept that this policy drew. */
  String name();

  /** What pairs weigh in this state, each at least 0. */
  Weigher weigher(PairState state);

  /** How many match-ups share the policy's draws: those that weigh most, or all. */
  default int best() {
    return Integer.MAX_VALUE;
  }

  /** What a pair weighs. */
  @FunctionalInterface
  interface Weigher {
    /** The weight of two different items, the same in both orders. */
    double weight(int one, int other);
  }
}
