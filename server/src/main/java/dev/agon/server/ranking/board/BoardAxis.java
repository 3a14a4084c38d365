package dev.agon.server.ranking.board;

import dev.agon.server.ranking.Board;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The axis that all whiskers of a board share, as coordinates of an SVG of {@link #WIDTH} by {@link
 * #HEIGHT}. It spans the intervals of the settled items; a preliminary item's may run off its ends.
 */
final class BoardAxis {
  static final int WIDTH = 240;
  static final int HEIGHT = 24;
  private static final double MARGIN = 6;
  private static final double[] STEPS = {
    0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000
  };
  private static final int MOST_TICKS = 4;

  private final double low;
  private final double high;

  /** A tick of the axis. */
  record Tick(String x, String label) {}

  /**
   * One item's interval and rating.
   *
   * @param cutLow whether the interval goes on beyond the low end
   * @param cutHigh whether it goes on beyond the high end
   */
  record Whisker(String low, String high, String rating, boolean cutLow, boolean cutHigh) {}

  BoardAxis(List<Board.Item> items, long preliminaryBelow) {
    List<Board.Item> settled =
        items.stream().filter(item -> item.votes() >= preliminaryBelow).toList();
    List<Board.Item> spanned = settled.isEmpty() ? items : settled;
    double lowest =
        spanned.stream()
            .mapToDouble(item -> item.hasInterval() ? item.low() : item.rating())
            .min()
            .orElse(900);
    double highest =
        spanned.stream()
            .mapToDouble(item -> item.hasInterval() ? item.high() : item.rating())
            .max()
            .orElse(1100);
    this.low = items.stream().mapToDouble(Board.Item::rating).reduce(lowest, Math::min);
    this.high = items.stream().mapToDouble(Board.Item::rating).reduce(highest, Math::max);
  }

  /** Without an interval, the rating alone. */
  Whisker whisker(Board.Item item) {
    if (!item.hasInterval()) {
      String at = x(item.rating());
      return new Whisker(at, at, at, true, true);
    }
    return new Whisker(
        x(Math.max(item.low(), low)),
        x(Math.min(item.high(), high)),
        x(item.rating()),
        item.low() < low,
        item.high() > high);
  }

  List<Tick> ticks() {
    double step = STEPS[STEPS.length - 1];
    for (int i = STEPS.length - 1; i >= 0 && (high - low) / STEPS[i] <= MOST_TICKS; i--) {
      step = STEPS[i];
    }
    String label = step < 0.1 ? "%.2f" : step < 1 ? "%.1f" : "%.0f";
    List<Tick> ticks = new ArrayList<>();
    for (double at = Math.ceil(low / step) * step; at <= high; at += step) {
      ticks.add(new Tick(x(at), String.format(Locale.ROOT, label, at)));
    }
    return ticks;
  }

  private String x(double rating) {
    double share = high > low ? (rating - low) / (high - low) : 0.5;
    return String.format(Locale.ROOT, "%.1f", MARGIN + share * (WIDTH - 2 * MARGIN));
  }
}
