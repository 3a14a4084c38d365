package dev.agon.server.training.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The geometry of a small chart, drawn by the server as SVG: no script, no inline style, both
 * themes. Coordinates lie in a box of {@link #WIDTH} by {@link #HEIGHT}.
 *
 * @param lines polylines, by their class
 * @param bars intervals as upright bars
 * @param dots points
 */
record Plot(
    List<Tick> xTicks, List<Tick> yTicks, List<Line> lines, List<Bar> bars, List<Dot> dots) {
  static final int WIDTH = 480;
  static final int HEIGHT = 260;
  private static final int LEFT = 48;
  private static final int RIGHT = 16;
  private static final int TOP = 12;
  private static final int BOTTOM = 34;

  /** A mark on an axis: where, and what it says. */
  record Tick(String at, String label) {}

  /** A polyline. */
  record Line(String kind, String points) {}

  /** An upright interval. */
  record Bar(String kind, String x, String from, String to) {}

  /** A point. */
  record Dot(String kind, String x, String y, String radius) {}

  /** A number of the chart's data. */
  record Point(double x, double y) {}

  /** Gathers a chart within fixed ranges. */
  static final class Drawing {
    private final double xLow;
    private final double xHigh;
    private final double yLow;
    private final double yHigh;
    private final List<Tick> xTicks = new ArrayList<>();
    private final List<Tick> yTicks = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private final List<Bar> bars = new ArrayList<>();
    private final List<Dot> dots = new ArrayList<>();

    /** A range without extent gets one. */
    Drawing(double xLow, double xHigh, double yLow, double yHigh) {
      this.xLow = xLow;
      this.xHigh = xHigh > xLow ? xHigh : xLow + 1;
      this.yLow = yLow;
      this.yHigh = yHigh > yLow ? yHigh : yLow + 1;
    }

    Drawing xTick(double at, String label) {
      xTicks.add(new Tick(x(at), label));
      return this;
    }

    Drawing yTick(double at, String label) {
      yTicks.add(new Tick(y(at), label));
      return this;
    }

    Drawing line(String kind, List<Point> points) {
      lines.add(
          new Line(
              kind,
              points.stream()
                  .map(p -> x(p.x()) + "," + y(p.y()))
                  .collect(Collectors.joining(" "))));
      return this;
    }

    Drawing bar(String kind, double at, double from, double to) {
      bars.add(new Bar(kind, x(at), y(from), y(to)));
      return this;
    }

    Drawing dot(String kind, double at, double value, double radius) {
      dots.add(new Dot(kind, x(at), y(value), number(radius)));
      return this;
    }

    Plot plot() {
      return new Plot(
          List.copyOf(xTicks),
          List.copyOf(yTicks),
          List.copyOf(lines),
          List.copyOf(bars),
          List.copyOf(dots));
    }

    private String x(double value) {
      double share = (Math.clamp(value, xLow, xHigh) - xLow) / (xHigh - xLow);
      return number(LEFT + share * (WIDTH - LEFT - RIGHT));
    }

    private String y(double value) {
      double share = (Math.clamp(value, yLow, yHigh) - yLow) / (yHigh - yLow);
      return number(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM));
    }
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
