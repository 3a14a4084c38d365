package dev.agon.server.ranking.board;

import dev.agon.agreement.Agreement;
import dev.agon.agreement.Figure;
import dev.agon.ranking.board.Fragility;
import dev.agon.ranking.terms.TermFit;
import dev.agon.server.ranking.slice.SliceCount;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What says how far a board can be believed.
 *
 * @param checks null without votes
 */
record ChecksView(BoardPages.Frame frame, @Nullable Checked checks) {

  /**
   * Checks of a board with votes.
   *
   * @param units comparisons that several annotators judged
   * @param coefficients of agreement
   * @param position the advantage of being shown first
   * @param fragility how few votes decide the first place; null where the board is not by the
   *     counts alone
   * @param first the name of the generator there
   * @param second the name of the next one
   * @param share of all votes that these are, in percent
   */
  record Checked(
      int units,
      int annotators,
      long values,
      List<Coefficient> coefficients,
      Effect position,
      @Nullable Fragility fragility,
      String first,
      String second,
      double share) {}

  /**
   * A coefficient of agreement.
   *
   * @param value null where it is undefined
   * @param low of its 95 % interval; null where there is none
   * @param noSpread why a value has no interval: few-units or alike; null where it has one
   * @param undefined why there is no value: no-pair, unequal or one-value
   */
  record Coefficient(
      String name,
      @Nullable Double value,
      @Nullable Double low,
      @Nullable Double high,
      @Nullable String noSpread,
      @Nullable String undefined) {
    static Coefficient of(String name, Figure figure) {
      boolean interval = figure.defined() && !Double.isNaN(figure.low());
      return new Coefficient(
          name,
          figure.defined() ? figure.value() : null,
          interval ? figure.low() : null,
          interval ? figure.high() : null,
          word(figure.noSpread()),
          word(figure.undefined()));
    }

    private static @Nullable String word(@Nullable Enum<?> why) {
      return why == null ? null : why.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * The advantage of being shown first.
   *
   * @param logit in natural log-odds
   * @param percent how often the response shown first would win between equals
   * @param sure whether its 95 % interval excludes none at all
   */
  record Effect(double logit, double low, double high, double percent, boolean sure) {
    static Effect of(TermFit.Effect effect) {
      return new Effect(
          effect.value(),
          effect.low(),
          effect.high(),
          100 / (1 + Math.exp(-effect.value())),
          effect.low() > 0 || effect.high() < 0);
    }
  }

  static ChecksView of(
      BoardPages.Frame frame, Optional<SliceCount.Checks> checks, Map<Long, String> names) {
    return new ChecksView(frame, checks.map(found -> checked(frame, found, names)).orElse(null));
  }

  private static Checked checked(
      BoardPages.Frame frame, SliceCount.Checks checks, Map<Long, String> names) {
    Agreement agreement = checks.agreement();
    return new Checked(
        agreement.units(),
        agreement.annotators(),
        agreement.values(),
        List.of(
            Coefficient.of("percent", agreement.percent()),
            Coefficient.of("alpha", agreement.alpha()),
            Coefficient.of("fleiss", agreement.fleiss()),
            Coefficient.of("ac1", agreement.ac1())),
        Effect.of(checks.position()),
        frame.likelihood() && !frame.adjusted() ? checks.fragility() : null,
        names.getOrDefault(checks.first(), ""),
        names.getOrDefault(checks.second(), ""),
        100 * checks.fragility().share());
  }
}
