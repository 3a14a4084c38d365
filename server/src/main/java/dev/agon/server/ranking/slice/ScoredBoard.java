package dev.agon.server.ranking.slice;

import dev.agon.ranking.board.ScoreBoard;
import dev.agon.ranking.board.Scored;
import dev.agon.server.ranking.Board;
import dev.agon.server.ranking.Doubts;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntToLongFunction;
import java.util.stream.Collectors;

/** The board of a method that is no likelihood: its scores, beside the counts of another board. */
final class ScoredBoard {
  private ScoredBoard() {}

  /**
   * The board of scores.
   *
   * @param counted the board of the same votes that the counts are taken from
   * @param generator the id of a generator by its number in the scores
   */
  static Board of(Board counted, ScoreBoard scores, IntToLongFunction generator) {
    Map<Long, Board.Item> known =
        counted.items().stream()
            .collect(Collectors.toMap(Board.Item::generator, Function.identity()));
    return new Board(
        counted.votes(),
        counted.kinds(),
        counted.ties(),
        counted.bothBad(),
        counted.annotators(),
        counted.comparisons(),
        0,
        0,
        counted.tooFewAnnotators(),
        0,
        0,
        true,
        0,
        scores.items().stream()
            .map(
                scored ->
                    item(
                        Objects.requireNonNull(known.get(generator.applyAsLong(scored.item()))),
                        scored))
            .toList(),
        new Doubts(
            scores.noInterval(), Doubts.groups(scores.groups(), generator), List.of(), List.of()));
  }

  private static Board.Item item(Board.Item counted, Scored scored) {
    return new Board.Item(
        counted.generator(),
        scored.score(),
        0,
        scored.se(),
        scored.low(),
        scored.high(),
        scored.rankLow(),
        scored.rankHigh(),
        counted.votes(),
        counted.wins(),
        counted.losses(),
        counted.ties(),
        counted.bothBad(),
        counted.annotators(),
        counted.kinds(),
        null);
  }
}
