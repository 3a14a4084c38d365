package dev.agon.agreement;

import org.jspecify.annotations.Nullable;

/**
 * A coefficient of agreement.
 *
 * @param value NaN when it is undefined
 * @param low the lower end of the 95 % interval over units; NaN when there is none
 * @param high the upper end
 * @param noSpread why a value has no interval although one was asked for, or null
 * @param undefined why it is undefined, or null
 * @param reason the same in plain words, or null
 */
public record Figure(
    double value,
    double low,
    double high,
    @Nullable NoSpread noSpread,
    @Nullable Undefined undefined,
    @Nullable String reason) {
  static Figure of(double value) {
    return new Figure(value, Double.NaN, Double.NaN, null, null, null);
  }

  static Figure undefined(Undefined why, String reason) {
    return new Figure(Double.NaN, Double.NaN, Double.NaN, null, why, reason);
  }

  Figure within(double lowest, double highest) {
    return new Figure(value, lowest, highest, null, undefined, reason);
  }

  Figure without(NoSpread why) {
    return new Figure(value, Double.NaN, Double.NaN, why, undefined, reason);
  }

  /** Whether it has a value. */
  public boolean defined() {
    return undefined == null;
  }
}
