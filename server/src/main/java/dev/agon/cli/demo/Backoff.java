package dev.agon.cli.demo;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long to wait before a request is sent again. */
final class Backoff {
  private static final long FIRST_MILLIS = 100;
  private static final long LONGEST_MILLIS = 10_000;
  private static final long LONGEST_OBEYED_SECONDS = 300;

  private Backoff() {}

  /**
   * What the server asked for where it did; otherwise twice as long each time, from 0.1 s to 10 s,
   * of which the later half is random so that clients do not return together.
   *
   * @param attempt failed attempts so far, at least 1
   * @param retryAfter the header's value in seconds, or null where there is none
   * @param uniform a random number from 0 to below 1
   */
  static Duration delay(int attempt, @Nullable String retryAfter, double uniform) {
    if (retryAfter != null && retryAfter.matches("\\d{1,9}")) {
      long seconds = Math.min(LONGEST_OBEYED_SECONDS, Long.parseLong(retryAfter));
      return Duration.ofMillis(seconds * 1000 + Math.round(uniform * FIRST_MILLIS));
    }
    long doubled = FIRST_MILLIS << Math.min(attempt - 1, 10);
    long most = Math.min(LONGEST_MILLIS, doubled);
    return Duration.ofMillis(Math.round(most * (0.5 + uniform / 2)));
  }
}
