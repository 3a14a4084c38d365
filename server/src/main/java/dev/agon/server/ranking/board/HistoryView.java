package dev.agon.server.ranking.board;

import dev.agon.server.ranking.Board;
import dev.agon.server.ranking.slice.SliceCount;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a board came about.
 *
 * @param rows of all generators, those on top now first
 * @param points boards on the way, the oldest first
 * @param chart the same as figures for a script
 */
record HistoryView(BoardPages.Frame frame, List<Row> rows, List<Point> points, JsonObject chart) {
  /** A tenth of a point is more than anybody sees. */
  private static final double TENTHS = 10;

  /** A board after so many votes. */
  record Point(long number, OffsetDateTime at, long votes) {}

  /** The ratings of a generator, one a point; null where it had no votes by then. */
  public record Row(String name, List<@Nullable Figure> ratings) {}

  /** A rating with its 95 % interval. */
  record Figure(double rating, double low, double high) {}

  static HistoryView of(
      BoardPages.Frame frame,
      Board board,
      List<SliceCount.Point> history,
      Map<Long, String> names) {
    List<Point> points = new ArrayList<>();
    List<Map<Long, Figure>> figures = new ArrayList<>();
    for (SliceCount.Point point : history) {
      points.add(new Point(point.number(), point.at(), point.board().votes()));
      Map<Long, Figure> byGenerator = new HashMap<>();
      for (Board.Item item : point.board().items()) {
        byGenerator.put(item.generator(), new Figure(item.rating(), item.low(), item.high()));
      }
      figures.add(byGenerator);
    }
    List<Row> rows = new ArrayList<>();
    for (Board.Item item : board.items()) {
      List<@Nullable Figure> ratings = new ArrayList<>();
      figures.forEach(byGenerator -> ratings.add(byGenerator.get(item.generator())));
      rows.add(new Row(names.getOrDefault(item.generator(), ""), ratings));
    }
    return new HistoryView(frame, rows, points, chart(rows, points));
  }

  private static JsonObject chart(List<Row> rows, List<Point> points) {
    JsonArray votes = new JsonArray();
    points.forEach(point -> votes.add(point.votes()));
    JsonArray series = new JsonArray();
    for (Row row : rows) {
      JsonArray values = new JsonArray();
      JsonArray low = new JsonArray();
      JsonArray high = new JsonArray();
      for (@Nullable Figure figure : row.ratings()) {
        values.add(figure == null ? null : rounded(figure.rating()));
        low.add(figure == null ? null : rounded(figure.low()));
        high.add(figure == null ? null : rounded(figure.high()));
      }
      series.add(
          new JsonObject()
              .put("name", row.name())
              .put("values", values)
              .put("low", low)
              .put("high", high));
    }
    return new JsonObject().put("votes", votes).put("series", series);
  }

  private static double rounded(double points) {
    return Math.round(points * TENTHS) / TENTHS;
  }
}
