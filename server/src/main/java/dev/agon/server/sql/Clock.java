package dev.agon.server.sql;

/**
 * Comparisons with the database's clock that stay right when it was put back. A time that lies
 * ahead was written before that: it says nothing of how long ago that was, and whoever waits for it
 * may wait for weeks.
 */
public final class Clock {
  private Clock() {}

  /**
   * The condition that a time is past by so much, or lies ahead.
   *
   * @param time an expression, null for never
   * @param age an interval as an expression
   */
  public static String olderThan(String time, String age) {
    return "(%1$s < clock_timestamp() - %2$s or %1$s > clock_timestamp())".formatted(time, age);
  }

  /**
   * The condition that something is held until a time, which never lies further ahead than it is
   * held for, unless the clock was put back.
   *
   * @param until an expression, null for never
   * @param seconds for how long it is held at most
   */
  public static String held(String until, double seconds) {
    return "(%1$s > clock_timestamp() and %1$s <= clock_timestamp() + interval '%2$s seconds')"
        .formatted(until, seconds);
  }
}
