package dev.agon.server.ranking.board;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.agon.ranking.board.PairTally;
import dev.agon.server.ranking.Board;
import dev.agon.server.ranking.slice.ComputedSlice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pairs of generators as a document for programs.
 *
 * @param pairs those with votes
 */
record PairFile(String study, long watermark, List<Pair> pairs) {

  /** How often the first won against the second, and how the others went. */
  @JsonNaming(SnakeCaseStrategy.class)
  record Pair(
      @Nullable String first,
      @Nullable String second,
      long wins,
      long losses,
      long ties,
      long bothBad) {}

  static PairFile of(BoardAccessRoutes.Asked asked, ComputedSlice computed) {
    Board board = computed.board();
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < board.items().size(); i++) {
      for (int j = i + 1; j < board.items().size(); j++) {
        long first = board.items().get(i).generator();
        long second = board.items().get(j).generator();
        PairTally.Counts counts = computed.pairs().of(first, second).all();
        if (counts.votes() > 0) {
          pairs.add(
              new Pair(
                  computed.found().generators().get(first),
                  computed.found().generators().get(second),
                  counts.wins(),
                  counts.losses(),
                  counts.ties(),
                  counts.bothBad()));
        }
      }
    }
    return new PairFile(asked.study().slug(), computed.found().version().watermark(), pairs);
  }
}
