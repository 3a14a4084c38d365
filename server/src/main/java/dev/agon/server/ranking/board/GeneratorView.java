package dev.agon.server.ranking.board;

import dev.agon.ranking.board.PairTable;
import dev.agon.ranking.board.PairTally;
import dev.agon.server.ranking.Board;
import dev.agon.server.ranking.slice.SliceStore;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One generator: its standing, its lineage, its record against each rival.
 *
 * @param rank its rank range as text
 * @param others how many generators have votes
 * @param interval whether its rating has one
 */
record GeneratorView(
    BoardPages.Frame frame,
    SliceStore.Lineage lineage,
    Board.@Nullable Item item,
    String rank,
    int others,
    boolean interval,
    List<Rival> rivals) {

  /**
   * A record against a rival, in percent.
   *
   * @param drawn ties, both-bad among them
   * @param score wins and half of the ties
   * @param low of Wilson's 95 % interval
   * @param balanced the mean of the scores in both positions; null unless shown in both
   * @param expected the score that the board's ratings imply; null where they imply none
   */
  record Rival(
      long generator,
      String name,
      PairTally.Counts counts,
      long votes,
      long drawn,
      double score,
      double low,
      double high,
      @Nullable Double balanced,
      @Nullable Double expected) {}

  static GeneratorView of(
      BoardPages.Frame frame,
      SliceStore.Lineage lineage,
      Board board,
      PairTable pairs,
      Map<Long, String> names) {
    Board.@Nullable Item item =
        board.items().stream()
            .filter(i -> i.generator() == lineage.generator())
            .findFirst()
            .orElse(null);
    List<Rival> rivals =
        item == null
            ? List.of()
            : board.items().stream()
                .filter(i -> i.generator() != item.generator())
                .filter(i -> pairs.of(item.generator(), i.generator()).all().votes() > 0)
                .map(i -> rival(frame, board, item, i, pairs, names))
                .sorted(Comparator.comparingLong(Rival::votes).reversed())
                .toList();
    return new GeneratorView(
        frame,
        lineage,
        item,
        item == null ? "" : RankedView.rank(item),
        board.items().size(),
        item != null && item.hasInterval(),
        rivals);
  }

  private static Rival rival(
      BoardPages.Frame frame,
      Board board,
      Board.Item item,
      Board.Item other,
      PairTable pairs,
      Map<Long, String> names) {
    PairTally tally = pairs.of(item.generator(), other.generator());
    double balanced = tally.balancedScore();
    double lead = item.logStrength() - other.logStrength();
    return new Rival(
        other.generator(),
        names.getOrDefault(other.generator(), ""),
        tally.all(),
        tally.all().votes(),
        tally.all().ties() + tally.all().bothBad(),
        100 * tally.all().score(),
        100 * tally.low(),
        100 * tally.high(),
        Double.isNaN(balanced) ? null : 100 * balanced,
        frame.likelihood() ? 100 * board.expectedScore(lead) : null);
  }
}
