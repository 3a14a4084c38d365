package dev.agon.server.training.pages;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A figure of a card with its 95 % interval; an end that is not known is null.
 *
 * @param value the figure
 * @param interval whether both ends are known
 */
public record CardFigure(
    double value, @Nullable Double low, @Nullable Double high, boolean interval) {

  CardFigure(double value, @Nullable Double low, @Nullable Double high) {
    this(value, low, high, low != null && high != null);
  }

  /** Reads one; null when it is not known. */
  static @Nullable CardFigure of(@Nullable JsonObject json) {
    Double value = json == null ? null : number(json, "value");
    return json == null || value == null
        ? null
        : new CardFigure(value, number(json, "low"), number(json, "high"));
  }

  /** A number of a card; null when it is not known, which cards write as NaN. */
  static @Nullable Double number(JsonObject json, String field) {
    return json.getValue(field) instanceof Number number && Double.isFinite(number.doubleValue())
        ? Double.valueOf(number.doubleValue())
        : null;
  }

  /** The same in percent. */
  CardFigure percent() {
    return new CardFigure(
        100 * value,
        low == null ? null : 100 * low,
        high == null ? null : Double.valueOf(100 * high));
  }
}
