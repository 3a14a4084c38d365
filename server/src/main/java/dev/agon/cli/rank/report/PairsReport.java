package dev.agon.cli.rank.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.preference.Names;
import dev.agon.preference.Outcome;
import dev.agon.preference.VoteTable;
import dev.agon.ranking.board.PairTable;
import dev.agon.ranking.board.PairTally;
import dev.agon.ranking.listwise.Weighing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The record of every two items that met, as a table for people and as JSON for programs. */
public record PairsReport(Names items, List<Met> pairs) {
  /**
   * Two items that met.
   *
   * @param item the one that stands higher
   * @param weighted the item's share of the votes' weights; null where all count alike
   * @param expected the score that the ratings imply; null where they imply none
   */
  record Met(
      int item, int rival, PairTally tally, @Nullable Double weighted, @Nullable Double expected) {}

  /** An item in the board's order; its log-strength is NaN under methods without. */
  private record Place(int item, double logStrength) {}

  public static PairsReport of(Ranked ranked, VoteTable votes, Names items) {
    PairTable table = new PairTable();
    WeightedScores weighted = new WeightedScores();
    boolean weighed = Weighing.isWeighed(votes);
    for (int row = 0; row < votes.rows(); row++) {
      weighted.add(votes, row);
      table.add(votes.first(row), votes.second(row), Outcome.of(votes.outcomeCode(row)));
    }
    List<Place> places =
        switch (ranked) {
          case Ranked.Ratings ratings ->
              ratings.board().standings().stream()
                  .map(standing -> new Place(standing.item(), standing.logStrength()))
                  .toList();
          case Ranked.Scores scores ->
              scores.board().items().stream()
                  .map(scored -> new Place(scored.item(), Double.NaN))
                  .toList();
        };
    List<Met> met = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      for (Place rival : places.subList(i + 1, places.size())) {
        PairTally tally = table.of(place.item, rival.item);
        if (tally.all().votes() > 0) {
          double lead = place.logStrength - rival.logStrength;
          Double share = weighed ? weighted.of(place.item, rival.item) : null;
          met.add(new Met(place.item, rival.item, tally, share, expected(ranked, lead)));
        }
      }
    }
    return new PairsReport(items, met);
  }

  private static @Nullable Double expected(Ranked ranked, double lead) {
    return ranked instanceof Ranked.Ratings ratings
        ? PairTally.expectedScore(lead, ratings.board().nu(), ratings.board().eta())
        : null;
  }

  void put(ArrayNode list) {
    for (Met pair : pairs) {
      PairTally.Counts counts = pair.tally().all();
      ObjectNode node =
          list.addObject()
              .put("item", items.name(pair.item()))
              .put("rival", items.name(pair.rival()))
              .put("votes", counts.votes())
              .put("wins", counts.wins())
              .put("losses", counts.losses())
              .put("ties", counts.ties())
              .put("both_bad", counts.bothBad())
              .put("score", counts.score())
              .put("low", pair.tally().low())
              .put("high", pair.tally().high());
      double balanced = pair.tally().balancedScore();
      node.put("balanced", Double.isNaN(balanced) ? null : balanced);
      node.put("expected", pair.expected());
      if (pair.weighted() != null) {
        node.put("weighted", pair.weighted());
      }
    }
  }

  String table() {
    int item = width(pairs.stream().map(Met::item).toList());
    int rival = width(pairs.stream().map(Met::rival).toList());
    String names = "%-" + item + "s  %-" + rival + "s  ";
    StringBuilder text =
        new StringBuilder(
            ("%n" + names + "%6s  %11s  %5s  %16s  %8s  %8s%n")
                .formatted(
                    "item", "rival", "votes", "record", "score", "", "balanced", "expected"));
    if (weighed()) {
      text.insert(text.length() - System.lineSeparator().length(), "  weighted");
    }
    for (Met pair : pairs) {
      PairTally.Counts counts = pair.tally().all();
      double balanced = pair.tally().balancedScore();
      text.append(
          String.format(
              Locale.ROOT,
              names + "%6d  %11s  %5.3f  (%.3f to %.3f)  %8s  %8s%s%n",
              name(pair.item()),
              name(pair.rival()),
              counts.votes(),
              counts.wins() + "-" + counts.losses() + "-" + (counts.ties() + counts.bothBad()),
              counts.score(),
              pair.tally().low(),
              pair.tally().high(),
              shown(Double.isNaN(balanced) ? null : balanced),
              shown(pair.expected()),
              pair.weighted() == null ? "" : "  %8s".formatted(shown(pair.weighted()))));
    }
    return text.toString();
  }

  private boolean weighed() {
    return pairs.stream().anyMatch(pair -> pair.weighted() != null);
  }

  private int width(List<Integer> numbers) {
    return numbers.stream().mapToInt(number -> name(number).length()).reduce(5, Math::max);
  }

  private String name(int item) {
    return Report.shown(items.name(item));
  }

  private static String shown(@Nullable Double share) {
    return share == null ? "-" : String.format(Locale.ROOT, "%.3f", share);
  }
}
