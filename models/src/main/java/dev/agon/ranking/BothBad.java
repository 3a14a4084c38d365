package dev.agon.ranking;

/** What a vote that finds both responses bad says of the two generators. */
public enum BothBad {
  /** It counts as a tie. */
  TIE,
  /** It does not count. */
  DROP
}
