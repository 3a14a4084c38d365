package dev.agon.cli.rank;

import dev.agon.preference.Names;
import dev.agon.ranking.Anchor;
import dev.agon.ranking.RatingScale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The scale of the ratings. */
final class ScaleOptions {
  @Option(
      names = "--scale",
      paramLabel = "POINTS",
      description = "Points for odds of the base to one (default: ${DEFAULT-VALUE}).")
  private double scale = 400;

  @Option(
      names = "--base",
      paramLabel = "NUMBER",
      description = "Those odds (default: ${DEFAULT-VALUE}).")
  private double base = 10;

  @Option(
      names = "--centre",
      paramLabel = "RATING",
      description = "The mean rating (default: ${DEFAULT-VALUE}).")
  private double centre = 1000;

  @Option(
      names = "--anchor",
      paramLabel = "ITEM=RATING",
      description =
          "An item whose rating is given; the others and their intervals are then relative to it.")
  private @Nullable String anchor;

  RatingScale scale() {
    return new RatingScale(scale, base, centre);
  }

  /** The anchor among the items, or null for none. */
  @Nullable Anchor anchor(Names items) {
    if (anchor == null) {
      return null;
    }
    int sign = anchor.lastIndexOf('=');
    String name = sign < 0 ? anchor : anchor.substring(0, sign);
    for (int item = 0; item < items.size(); item++) {
      if (items.name(item).equals(name)) {
        return new Anchor(item, sign < 0 ? centre : rating(anchor.substring(sign + 1)));
      }
    }
    throw new IllegalArgumentException("--anchor: no item is called '" + name + "'");
  }

  private static double rating(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException("--anchor: '" + text + "' is not a number");
    }
  }
}
