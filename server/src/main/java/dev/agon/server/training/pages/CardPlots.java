package dev.agon.server.training.pages;

import dev.agon.server.training.pages.Plot.Drawing;
import dev.agon.server.training.pages.Plot.Point;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The plots of a card, each with the numbers of its table. */
final class CardPlots {
  private static final int PERCENT = 100;
  private static final int CHANCE = 50;
  private static final int STEP = 10;
  private static final double DOT = 4;
  private static final double LARGEST_DOT = 9;
  private static final int CURVE_STEPS = 60;

  private CardPlots() {}

  /**
   * How often the version is right where it is so and so sure.
   *
   * @param bins those with pairs, in percent
   */
  record Reliability(Plot plot, List<Bin> bins) {}

  /** Pairs of one range of confidence, in percent. */
  record Bin(double from, double to, double pairs, double confidence, double right) {}

  /**
   * Accuracy by the number of training pairs.
   *
   * @param plateau in percent, what more of the same data would approach; null when not known
   */
  record Curve(Plot plot, List<Step> steps, @Nullable Double plateau) {}

  /** Accuracy in percent at a number of training pairs. */
  record Step(long pairs, CardFigure accuracy) {}

  static @Nullable Reliability reliability(@Nullable JsonObject json) {
    List<Bin> bins = new ArrayList<>();
    for (Object entry : array(json, "bins")) {
      JsonObject bin = (JsonObject) entry;
      double weight = bin.getDouble("weight");
      if (weight > 0) {
        bins.add(
            new Bin(
                PERCENT * bin.getDouble("from"),
                PERCENT * bin.getDouble("to"),
                weight,
                PERCENT * bin.getDouble("confidence"),
                PERCENT * bin.getDouble("hits")));
      }
    }
    if (bins.isEmpty()) {
      return null;
    }
    double most = bins.stream().mapToDouble(Bin::pairs).max().orElse(1);
    double low = Math.min(CHANCE, bins.stream().mapToDouble(Bin::right).min().orElse(CHANCE));
    double floor = STEP * Math.floor(low / STEP);
    Drawing drawing = new Drawing(CHANCE, PERCENT, floor, PERCENT);
    for (int at = CHANCE; at <= PERCENT; at += STEP) {
      drawing.xTick(at, at + " %");
    }
    int yStep = PERCENT - floor > CHANCE ? 2 * STEP : STEP;
    for (double at = floor; at <= PERCENT; at += yStep) {
      drawing.yTick(at, (int) at + " %");
    }
    drawing.line("even", List.of(new Point(CHANCE, CHANCE), new Point(PERCENT, PERCENT)));
    drawing.line("model", bins.stream().map(b -> new Point(b.confidence(), b.right())).toList());
    for (Bin bin : bins) {
      double radius = DOT + (LARGEST_DOT - DOT) * Math.sqrt(bin.pairs() / most);
      drawing.dot("model", bin.confidence(), bin.right(), radius);
    }
    return new Reliability(drawing.plot(), List.copyOf(bins));
  }

  static @Nullable Curve curve(@Nullable JsonObject json) {
    List<Step> steps = new ArrayList<>();
    for (Object entry : array(json, "points")) {
      JsonObject point = (JsonObject) entry;
      CardFigure accuracy = CardFigure.of(point.getJsonObject("accuracy"));
      if (accuracy != null) {
        steps.add(new Step(point.getLong("pairs"), accuracy.percent()));
      }
    }
    if (json == null || steps.isEmpty()) {
      return null;
    }
    @Nullable Double plateau = CardFigure.number(json, "plateau");
    double most = (double) steps.getLast().pairs();
    double low = CHANCE;
    double high = plateau == null ? 0 : PERCENT * plateau;
    for (Step step : steps) {
      low = Math.min(low, end(step.accuracy().low(), step));
      high = Math.max(high, end(step.accuracy().high(), step));
    }
    double floor = STEP * Math.floor(Math.max(0, low) / STEP);
    double roof = Math.min(PERCENT, STEP * Math.ceil(high / STEP));
    Drawing drawing = new Drawing(0, most * 1.04, floor, roof);
    for (double at = floor; at <= roof; at += STEP) {
      drawing.yTick(at, (int) at + " %");
    }
    double nice = nice(most / 4);
    for (double at = 0; at <= most; at += nice) {
      drawing.xTick(at, String.format(Locale.ENGLISH, "%,.0f", at));
    }
    fitted(json, plateau, most, drawing);
    for (Step step : steps) {
      if (step.accuracy().interval()) {
        drawing.bar(
            "model",
            (double) step.pairs(),
            end(step.accuracy().low(), step),
            end(step.accuracy().high(), step));
      }
      drawing.dot("model", (double) step.pairs(), step.accuracy().value(), DOT);
    }
    return new Curve(
        drawing.plot(), List.copyOf(steps), plateau == null ? null : PERCENT * plateau);
  }

  private static void fitted(
      JsonObject json, @Nullable Double plateau, double most, Drawing drawing) {
    @Nullable Double factor = CardFigure.number(json, "factor");
    @Nullable Double exponent = CardFigure.number(json, "exponent");
    if (plateau == null || factor == null || exponent == null) {
      return;
    }
    List<Point> points = new ArrayList<>();
    for (int i = 1; i <= CURVE_STEPS; i++) {
      double pairs = most * i / CURVE_STEPS;
      points.add(new Point(pairs, PERCENT * (plateau - factor * Math.pow(pairs, -exponent))));
    }
    drawing.line(
        "plateau", List.of(new Point(0, PERCENT * plateau), new Point(most, PERCENT * plateau)));
    drawing.line("model", points);
  }

  private static double end(@Nullable Double end, Step step) {
    return end == null ? step.accuracy().value() : end;
  }

  /** 1, 2 or 5 times a power of ten, at least as large. */
  static double nice(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(Math.max(1, least))));
    for (double factor : new double[] {1, 2, 5, 10}) {
      if (factor * power >= least) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  private static JsonArray array(@Nullable JsonObject json, String field) {
    return json == null ? new JsonArray() : json.getJsonArray(field, new JsonArray());
  }
}
