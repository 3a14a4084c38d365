package dev.agon.server.ranking.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.ranking.Board;
import dev.agon.server.ranking.Doubts;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoardAxisTest {
  @Test
  void the_axis_spans_settled_intervals_and_cuts_preliminary_ones() {
    Board board = board(item(1200, 50, 100), item(1000, 600, 3), item(800, 50, 100));
    BoardAxis axis = new BoardAxis(board.items(), 30);

    BoardAxis.Whisker best = axis.whisker(board.items().get(0));
    BoardAxis.Whisker few = axis.whisker(board.items().get(1));

    assertThat(best).isEqualTo(new BoardAxis.Whisker("188.4", "234.0", "211.2", false, false));
    assertThat(few).isEqualTo(new BoardAxis.Whisker("6.0", "234.0", "120.0", true, true));
    assertThat(axis.ticks())
        .extracting(BoardAxis.Tick::label)
        .containsExactly("800", "1000", "1200");
  }

  @Test
  void ratings_of_preliminary_items_are_always_on_it() {
    Board board = board(item(1100, 50, 100), item(1900, 300, 3), item(900, 50, 100));
    BoardAxis axis = new BoardAxis(board.items(), 30);

    assertThat(axis.whisker(board.items().get(1)).rating()).isEqualTo("234.0");
    assertThat(axis.ticks()).hasSizeBetween(2, 5);
  }

  @Test
  void without_items_or_with_equal_ones_there_is_an_axis_all_the_same() {
    assertThat(new BoardAxis(List.of(), 30).ticks()).isNotEmpty();
    Board equal = board(item(1000, 0, 5), item(1000, 0, 5));

    assertThat(new BoardAxis(equal.items(), 0).whisker(equal.items().getFirst()).rating())
        .isEqualTo("120.0");
  }

  @Test
  void scores_below_one_have_ticks_with_decimals() {
    BoardAxis axis = new BoardAxis(board(item(0.62, 0.03, 50), item(0.41, 0.02, 50)).items(), 30);

    assertThat(axis.ticks()).extracting(BoardAxis.Tick::label).containsExactly("0.4", "0.5", "0.6");
  }

  private static Board board(Board.Item... items) {
    return new Board(
        0, Board.Kinds.NONE, 0, 0, 0, 0, 0, 0, false, 0, 0, true, 0, List.of(items), Doubts.NONE);
  }

  private static Board.Item item(double rating, double margin, long votes) {
    return new Board.Item(
        1,
        rating,
        0,
        0,
        rating - margin,
        rating + margin,
        1,
        1,
        votes,
        0,
        0,
        0,
        0,
        0,
        Board.Kinds.NONE,
        null);
  }
}
