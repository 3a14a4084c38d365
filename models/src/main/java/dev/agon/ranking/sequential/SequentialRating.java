package dev.agon.ranking.sequential;

import dev.agon.preference.Outcome;

/**
 * Ratings that move with every vote, in the order in which votes are added. They cannot forget a
 * vote: whoever takes one back starts anew. Not safe for use by several threads.
 */
public interface SequentialRating {
  /**
   * Counts a vote; an item not seen before starts at the initial rating. A vote that finds both bad
   * is a tie.
   *
   * @throws IllegalArgumentException when an item is negative or both are the same
   */
  void add(int first, int second, Outcome outcome);

  /** One more than the largest item seen. */
  int items();

  /** The rating of an item; the initial one before its first vote. */
  double rating(int item);

  /**
   * The standard deviation of what is believed of an item's rating, on its scale; NaN for a method
   * that knows none.
   */
  double deviation(int item);

  /** Checks a vote's items. */
  static void check(int first, int second) {
    if (first < 0 || second < 0 || first == second) {
      throw new IllegalArgumentException("a vote needs two items, not " + first + " and " + second);
    }
  }

  /** What the first item scores: 1, 0, or 0.5. */
  static double score(Outcome outcome) {
    return switch (outcome) {
      case FIRST -> 1;
      case SECOND -> 0;
      case TIE, BOTH_BAD -> 0.5;
    };
  }
}
