package dev.agon.agreement;

import org.jspecify.annotations.Nullable;

/**
 * A coefficient of agreement.
 *
 * @param value NaN when it is undefined
 * @param low the lower end of the 95 % bootstrap interval over units; NaN when there is none
 * @param high the upper end
 * @param reason why it is undefined, in plain words, or null
 */
public record Figure(double value, double low, double high, @Nullable String reason) {
  static Figure of(double value) {
    return new Figure(value, Double.NaN, Double.NaN, null);
  }

  static Figure undefined(String reason) {
    return new Figure(Double.NaN, Double.NaN, Double.NaN, reason);
  }

  Figure within(double lowest, double highest) {
    return new Figure(value, lowest, highest, reason);
  }

  /** Whether it has a value. */
  public boolean defined() {
    return reason == null;
  }
}
