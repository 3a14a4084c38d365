package dev.agon.server.job;

import dev.agon.server.http.Worded;
import java.util.Locale;

/** Where a job stands. */
public enum JobState implements Worded {
  /** Nobody has begun. */
  WAITING,
  /** A worker is on it, or was when it ended without a word. */
  RUNNING,
  /** It has its result. */
  DONE,
  /** What it was given does not fit; the result says what and where. */
  REFUSED,
  /** It did not work; the error or the result says why. */
  FAILED,
  /** Somebody ended it. */
  CANCELLED;

  /** The state that the database calls so. */
  public static JobState of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** Whether the work is still to be done or under way. */
  public boolean open() {
    return this == WAITING || this == RUNNING;
  }

  @Override
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
