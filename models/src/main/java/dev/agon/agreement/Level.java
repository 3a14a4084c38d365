package dev.agon.agreement;

/** What may be said of two different values (Stevens 1946, Science 103, 677-680). */
public enum Level {
  /** That they differ. */
  NOMINAL,
  /** Which one is higher. */
  ORDINAL,
  /** By how much. */
  INTERVAL
}
