package dev.agon.server.ranking;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a board came about.
 *
 * @param names of the generators shown, those on top now first
 * @param points boards on the way, the oldest first
 * @param left generators that are not shown
 */
record HistoryView(BoardPages.Frame frame, List<String> names, List<Point> points, int left) {
  private static final int MOST = 12;

  /** Ratings after so many votes; null for a generator without votes by then. */
  record Point(long number, OffsetDateTime at, long votes, List<@Nullable Figure> ratings) {}

  /** A rating with its 95 % interval. */
  record Figure(double rating, double low, double high) {}

  static HistoryView of(
      BoardPages.Frame frame,
      Board board,
      List<SliceCount.Point> history,
      Map<Long, String> names) {
    List<Board.Item> shown = board.items().stream().limit(MOST).toList();
    List<Point> points = new ArrayList<>();
    for (SliceCount.Point point : history) {
      List<@Nullable Figure> ratings = new ArrayList<>();
      for (Board.Item item : shown) {
        ratings.add(figure(point.board(), item.generator()));
      }
      points.add(new Point(point.number(), point.at(), point.board().votes(), ratings));
    }
    return new HistoryView(
        frame,
        shown.stream().map(item -> names.getOrDefault(item.generator(), "")).toList(),
        points,
        board.items().size() - shown.size());
  }

  private static @Nullable Figure figure(Board board, long generator) {
    return board.items().stream()
        .filter(item -> item.generator() == generator)
        .findFirst()
        .map(item -> new Figure(item.rating(), item.low(), item.high()))
        .orElse(null);
  }
}
