package dev.agon.server.ranking;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
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
 * @param chart the same as figures for a script
 */
record HistoryView(
    BoardPages.Frame frame, List<String> names, List<Point> points, int left, JsonObject chart) {
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
    List<String> shownNames =
        shown.stream().map(item -> names.getOrDefault(item.generator(), "")).toList();
    return new HistoryView(
        frame, shownNames, points, board.items().size() - shown.size(), chart(shownNames, points));
  }

  private static JsonObject chart(List<String> names, List<Point> points) {
    JsonArray votes = new JsonArray();
    points.forEach(point -> votes.add(point.votes()));
    JsonArray series = new JsonArray();
    for (int i = 0; i < names.size(); i++) {
      JsonArray values = new JsonArray();
      JsonArray low = new JsonArray();
      JsonArray high = new JsonArray();
      for (Point point : points) {
        @Nullable Figure figure = point.ratings().get(i);
        values.add(figure == null ? null : figure.rating());
        low.add(figure == null ? null : figure.low());
        high.add(figure == null ? null : figure.high());
      }
      series.add(
          new JsonObject()
              .put("name", names.get(i))
              .put("values", values)
              .put("low", low)
              .put("high", high));
    }
    return new JsonObject().put("votes", votes).put("series", series);
  }

  private static @Nullable Figure figure(Board board, long generator) {
    return board.items().stream()
        .filter(item -> item.generator() == generator)
        .findFirst()
        .map(item -> new Figure(item.rating(), item.low(), item.high()))
        .orElse(null);
  }
}
