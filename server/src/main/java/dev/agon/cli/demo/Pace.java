package dev.agon.cli.demo;

/**
 * Says how many votes are due, so that they come evenly at a given rate. Time that nobody used is
 * forgotten beyond a quarter of a second: a crowd that was held up does not rush afterwards.
 */
final class Pace {
  private static final double NANOS_PER_MINUTE = 60e9;
  private static final double LONGEST_CATCH_UP_NANOS = 0.25e9;

  private final double votesPerNano;
  private final double largestCredit;
  private double credit;
  private long asked;

  /**
   * @param votesPerMinute above 0
   * @param now nanoseconds of the clock that {@link #due} is asked with
   */
  Pace(double votesPerMinute, long now) {
    this.votesPerNano = votesPerMinute / NANOS_PER_MINUTE;
    this.largestCredit = Math.max(1, votesPerNano * LONGEST_CATCH_UP_NANOS);
    this.asked = now;
  }

  /** Whole votes that have become due since the last call. */
  int due(long now) {
    credit = Math.min(largestCredit, credit + (now - asked) * votesPerNano);
    asked = now;
    int votes = (int) credit;
    credit -= votes;
    return votes;
  }

  /** Milliseconds between two looks at the clock: often enough for the rate, 5 to 250. */
  long tickMillis() {
    return Math.clamp(Math.round(1 / (votesPerNano * 2e6)), 5, 250);
  }
}
