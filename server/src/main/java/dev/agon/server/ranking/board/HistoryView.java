package dev.agon.server.ranking.board;

import dev.agon.server.ranking.Board;
import dev.agon.server.ranking.slice.SliceCount;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * How a board came about.
 *
 * @param rows of all generators, those on top now first
 * @param points boards on the way, the oldest first
 * @param chart the same as figures for a script
 */
record HistoryView(BoardPages.Frame frame, List<Row> rows, List<Point> points, Chart chart) {
  /** A tenth of a point is more than anybody sees. */
  private static final double TENTHS = 10;

  /** A line a generator over the numbers of votes, as {@code LineFigures} in scripts. */
  record Chart(List<Long> votes, List<Series> series) {
    private static Chart of(List<Row> rows, List<Point> points) {
      return new Chart(
          points.stream().map(Point::votes).toList(), rows.stream().map(Series::of).toList());
    }
  }

  /** Ratings to a tenth of a point; null where a generator had no votes by then. */
  record Series(
      String name,
      List<@Nullable Double> values,
      List<@Nullable Double> low,
      List<@Nullable Double> high) {
    private static Series of(Row row) {
      return new Series(
          row.name(),
          tenths(row, Figure::rating),
          tenths(row, Figure::low),
          tenths(row, Figure::high));
    }

    private static List<@Nullable Double> tenths(Row row, ToDoubleFunction<Figure> figure) {
      List<@Nullable Double> rounded = new ArrayList<>();
      for (@Nullable Figure one : row.ratings()) {
        rounded.add(one == null ? null : Math.round(figure.applyAsDouble(one) * TENTHS) / TENTHS);
      }
      return rounded;
    }
  }

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
    return new HistoryView(frame, rows, points, Chart.of(rows, points));
  }
}
