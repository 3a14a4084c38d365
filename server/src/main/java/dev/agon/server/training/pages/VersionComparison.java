package dev.agon.server.training.pages;

import dev.agon.server.training.registry.ModelVersion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Two versions beside each other, figure by figure. */
final class VersionComparison {
  private VersionComparison() {}

  /**
   * A figure of both under one criterion.
   *
   * @param what its word
   * @param decimals digits after the point
   * @param better first, second, or null where neither is clearly better
   */
  public record Row(
      String criterion,
      String what,
      int decimals,
      @Nullable CardFigure first,
      @Nullable CardFigure second,
      @Nullable String better) {}

  static List<Row> of(ModelVersion a, ModelVersion b) {
    List<CardView.Criterion> first = CardView.of(a).criteria();
    List<CardView.Criterion> second = CardView.of(b).criteria();
    List<Row> rows = new ArrayList<>();
    for (CardView.Criterion one : first) {
      second.stream()
          .filter(other -> other.name().equals(one.name()))
          .findFirst()
          .ifPresent(
              other -> {
                CardView.Row x = one.rows().getFirst();
                CardView.Row y = other.rows().getFirst();
                rows.add(row(one.name(), "accuracy", 1, x.accuracy(), y.accuracy(), true));
                rows.add(row(one.name(), "nll", 3, x.nll(), y.nll(), false));
                rows.add(row(one.name(), "ece", 1, plain(x.ece()), plain(y.ece()), false));
                rows.add(
                    row(
                        one.name(),
                        "ties",
                        1,
                        plain(one.withTies()),
                        plain(other.withTies()),
                        true));
              });
    }
    return List.copyOf(rows);
  }

  private static @Nullable CardFigure plain(@Nullable Double value) {
    return value == null ? null : new CardFigure(value, null, null);
  }

  private static Row row(
      String criterion,
      String what,
      int decimals,
      @Nullable CardFigure first,
      @Nullable CardFigure second,
      boolean moreIsBetter) {
    @Nullable String better = null;
    if (first != null && second != null) {
      if (above(first, second)) {
        better = moreIsBetter ? "first" : "second";
      } else if (above(second, first)) {
        better = moreIsBetter ? "second" : "first";
      }
    }
    return new Row(criterion, what, decimals, first, second, better);
  }

  /** Whether the whole interval of one lies above that of the other. */
  private static boolean above(CardFigure one, CardFigure other) {
    Double low = one.low();
    Double high = other.high();
    return low != null && high != null && low > high;
  }
}
