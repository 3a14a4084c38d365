package dev.agon.server.study.overview;

import java.util.Locale;

/**
 * A rate as pages show it, in percent.
 *
 * @param known whether there are votes to take it of
 * @param leans first or second when the interval excludes one half, else even
 * @param lowAt where the interval begins in a drawing 100 wide
 * @param width how wide it is
 * @param at where the rate is
 */
public record RateView(
    boolean known,
    double percent,
    double low,
    double high,
    String leans,
    String lowAt,
    String width,
    String at) {

  public static RateView of(Rate rate) {
    double percent = 100 * rate.share();
    double low = 100 * rate.low();
    double high = 100 * rate.high();
    String leans = !rate.excludes(0.5) ? "even" : rate.share() > 0.5 ? "first" : "second";
    return new RateView(
        rate.count() > 0,
        percent,
        low,
        high,
        leans,
        decimal(low),
        decimal(high - low),
        decimal(percent));
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
