package dev.agon.server.vote;

import dev.agon.ranking.Clustering;
import dev.agon.ranking.Method;
import dev.agon.ranking.RatingScale;
import dev.agon.ranking.board.Leaderboard;
import dev.agon.ranking.board.RankingState;
import dev.agon.ranking.board.Standing;
import dev.agon.ranking.fit.FitOptions;
import dev.agon.server.vote.OwnFiguresStore.Preferred;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The ratings that one annotator's own votes give, by Bradley and Terry, as a page shows them.
 *
 * @param rows best first
 * @param votes how many judgements they are of
 */
record OwnBoard(List<Row> rows, long votes) {
  private static final double WIDTH = 240;
  private static final double MARGIN = 6;

  /**
   * A generator.
   *
   * @param rank one rank, or the first and the last that it may have
   * @param lowAt where its interval begins in a drawing 240 wide
   * @param highAt where it ends
   * @param ratingAt where the rating is
   */
  public record Row(
      String name,
      String rank,
      double rating,
      double low,
      double high,
      long votes,
      String lowAt,
      String highAt,
      String ratingAt) {}

  /** The board of an annotator's judgements; no rows where there are none. */
  static OwnBoard of(List<Preferred> preferred) {
    if (preferred.isEmpty()) {
      return new OwnBoard(List.of(), 0);
    }
    List<String> names = new ArrayList<>();
    RankingState state = new RankingState();
    for (Preferred each : preferred) {
      int first = number(names, each.first());
      int second = number(names, each.second());
      state.add(0, each.comparison(), first, second, each.outcome(), each.weight());
    }
    Leaderboard board =
        state.leaderboard(
            FitOptions.of(Method.BRADLEY_TERRY), Clustering.COMPARISON, RatingScale.ARENA);
    double lowest = board.standings().stream().mapToDouble(Standing::low).min().orElse(0);
    double highest = board.standings().stream().mapToDouble(Standing::high).max().orElse(1);
    Scale scale = new Scale(lowest, highest);
    return new OwnBoard(
        board.standings().stream().map(s -> row(names.get(s.item()), s, scale)).toList(),
        board.votes());
  }

  private static int number(List<String> names, String name) {
    int known = names.indexOf(name);
    if (known >= 0) {
      return known;
    }
    names.add(name);
    return names.size() - 1;
  }

  private static Row row(String name, Standing s, Scale scale) {
    return new Row(
        name,
        s.rankLow() == s.rankHigh() ? "" + s.rankLow() : s.rankLow() + "–" + s.rankHigh(),
        s.rating(),
        s.low(),
        s.high(),
        s.votes(),
        scale.x(s.low()),
        scale.x(s.high()),
        scale.x(s.rating()));
  }

  private record Scale(double lowest, double highest) {
    String x(double rating) {
      double share = highest > lowest ? (rating - lowest) / (highest - lowest) : 0.5;
      return String.format(Locale.ROOT, "%.1f", MARGIN + share * (WIDTH - 2 * MARGIN));
    }
  }
}
