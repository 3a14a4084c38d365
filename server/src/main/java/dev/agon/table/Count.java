package dev.agon.table;

import java.util.Locale;

/** Counts of things in sentences: one vote, two votes. */
public final class Count {
  private Count() {}

  /**
   * A number and the noun that goes with it, whose plural ends in s: {@code 1 vote}, {@code 2
   * votes}.
   */
  public static String of(long number, String noun) {
    return of(number, noun, noun + "s");
  }

  /** A number and what goes with it: {@code 1 row was}, {@code 2 rows were}. */
  public static String of(long number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }

  /** As {@link #of(long, String)}, with commas in large numbers. */
  public static String grouped(long number, String noun) {
    return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? noun : noun + "s");
  }
}
