package dev.agon.server.ranking.board;

import dev.agon.ranking.board.PairTally;
import dev.agon.server.ranking.Board;
import dev.agon.server.ranking.slice.ComputedSlice;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Pairs of generators as a document for programs. */
final class PairFile {
  private PairFile() {}

  static JsonObject json(BoardAccessRoutes.Asked asked, ComputedSlice computed) {
    Board board = computed.board();
    JsonArray pairs = new JsonArray();
    for (int i = 0; i < board.items().size(); i++) {
      for (int j = i + 1; j < board.items().size(); j++) {
        long first = board.items().get(i).generator();
        long second = board.items().get(j).generator();
        PairTally.Counts counts = computed.pairs().of(first, second).all();
        if (counts.votes() > 0) {
          pairs.add(
              new JsonObject()
                  .put("first", computed.found().generators().get(first))
                  .put("second", computed.found().generators().get(second))
                  .put("wins", counts.wins())
                  .put("losses", counts.losses())
                  .put("ties", counts.ties())
                  .put("both_bad", counts.bothBad()));
        }
      }
    }
    return new JsonObject()
        .put("study", asked.study().slug())
        .put("watermark", computed.found().version().watermark())
        .put("pairs", pairs);
  }
}
