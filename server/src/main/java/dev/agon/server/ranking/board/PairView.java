package dev.agon.server.ranking.board;

import dev.agon.ranking.board.PairTable;
import dev.agon.ranking.board.PairTally;
import dev.agon.server.ranking.Board;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Every generator against every other.
 *
 * @param columns the generators shown, best first
 * @param named whether there is room for names at the head of columns
 * @param left how many more there are
 */
record PairView(
    BoardPages.Frame frame, List<Column> columns, boolean named, List<Row> rows, int left) {
  /** As many as fit beside each other. */
  private static final int MOST = 24;

  private static final int MOST_NAMED = 8;
  private static final int SHADES = 10;

  /** A generator at the head of a column. */
  record Column(long generator, String name, int place) {}

  /** A generator against the others. */
  public record Row(long generator, String name, int place, List<Cell> cells) {}

  /**
   * One against another.
   *
   * @param votes 0 for none, and for a generator against itself
   * @param percent wins and half of the ties
   * @param shade 0 to 10, by the percentage
   */
  record Cell(long rival, boolean self, long votes, double percent, int shade) {}

  static PairView of(
      BoardPages.Frame frame, Board board, PairTable pairs, Map<Long, String> names) {
    List<Board.Item> shown = board.items().stream().limit(MOST).toList();
    List<Column> columns = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    for (Board.Item item : shown) {
      String name = names.getOrDefault(item.generator(), "");
      columns.add(new Column(item.generator(), name, columns.size() + 1));
      List<Cell> cells =
          shown.stream().map(rival -> cell(item.generator(), rival.generator(), pairs)).toList();
      rows.add(new Row(item.generator(), name, columns.size(), cells));
    }
    return new PairView(
        frame, columns, columns.size() <= MOST_NAMED, rows, board.items().size() - shown.size());
  }

  private static Cell cell(long generator, long rival, PairTable pairs) {
    if (generator == rival) {
      return new Cell(rival, true, 0, 0, 0);
    }
    PairTally.Counts counts = pairs.of(generator, rival).all();
    double score = counts.votes() == 0 ? 0.5 : counts.score();
    return new Cell(rival, false, counts.votes(), 100 * score, (int) Math.round(SHADES * score));
  }
}
