package dev.agon.server.study.overview;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Figures as pages show them.
 *
 * @param counted votes that the board counts
 * @param total all places
 * @param bar the places as parts of a bar 100 wide
 * @param perMinute votes of the last full minute
 * @param peak most votes of a minute in the last hour
 * @param spark the last hour as the path of a drawing 60 wide and 20 high
 * @param crowd who takes part
 * @param content what is compared
 * @param left share of decided votes for the response shown first
 * @param ties share of ties
 * @param bothBad share of both bad
 */
record FiguresView(
    long counted,
    long total,
    Figures.Places places,
    Bar bar,
    long perMinute,
    long peak,
    String spark,
    Figures.Crowd crowd,
    Figures.Content content,
    RateView left,
    RateView ties,
    RateView bothBad,
    @Nullable OffsetDateTime lastVote) {

  private static final double SPARK_HEIGHT = 20;

  /** How wide the parts of a bar 100 wide are; the leased part begins where the voted one ends. */
  record Bar(String voted, String leased, double votedPercent) {}

  static FiguresView of(Figures f) {
    List<Long> minutes = f.perMinute();
    long peak = minutes.stream().mapToLong(Long::longValue).max().orElse(0);
    return new FiguresView(
        f.places().counted(),
        f.places().total(),
        f.places(),
        bar(f.places()),
        minutes.get(minutes.size() - 2),
        peak,
        spark(minutes, peak),
        f.crowd(),
        f.content(),
        RateView.of(f.habits().left()),
        RateView.of(f.habits().ties()),
        RateView.of(f.habits().bothBad()),
        f.lastVote());
  }

  private static Bar bar(Figures.Places places) {
    double all = Math.max(1, places.total());
    double voted = 100 * places.voted() / all;
    double leased = 100 * places.leased() / all;
    return new Bar(decimal(voted), decimal(leased), voted);
  }

  /** One bar a minute; a minute with few votes is still seen. */
  static String spark(List<Long> minutes, long peak) {
    StringBuilder path = new StringBuilder();
    for (int k = 0; k < minutes.size(); k++) {
      long votes = minutes.get(k);
      double height = votes == 0 ? 0 : Math.max(1, SPARK_HEIGHT * votes / peak);
      if (height > 0) {
        path.append(String.format(Locale.ROOT, "M%d.1 20v-%.2fh.8v%.2fz", k, height, height));
      }
    }
    return path.toString();
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
