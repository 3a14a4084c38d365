package dev.agon.agreement;

import org.jspecify.annotations.Nullable;

/**
 * A coefficient of agreement.
 *
 * @param value NaN when it is undefined
 * @param low the lower end of the 95 % bootstrap interval over units; NaN when there is none
 * @param high the upper end
 * @param undefined why it is undefined, or null
 * @param reason the same in plain words, or null
 */
public record Figure(
    double value, double low, double high, @Nullable Undefined undefined, @Nullable String reason) {
  static Figure of(double value) {
    return new Figure(value, Double.NaN, Double.NaN, null, null);
  }

  static Figure undefined(Undefined why, String reason) {
    return new Figure(Double.NaN, Double.NaN, Double.NaN, why, reason);
  }

  Figure within(double lowest, double highest) {
    return new Figure(value, lowest, highest, undefined, reason);
  }

  /** Whether it has a value. */
  public boolean defined() {
    return undefined == null;
  }
}
