package dev.agon.server.ranking.board;

import dev.agon.ranking.board.Status;
import dev.agon.ranking.terms.TermFit;
import dev.agon.server.ranking.Board;
import dev.agon.server.ranking.BoardMethod;
import dev.agon.server.ranking.BoardStudy;
import dev.agon.server.ranking.Doubts;
import dev.agon.server.ranking.SliceFit;
import dev.agon.server.ranking.StoredBoard;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A board with votes, as its templates show it.
 *
 * @param decimals with how many of them ratings are shown
 * @param effects of what it is adjusted for
 * @param rounds of the bootstrap behind its intervals, 0 without one
 * @param leader the name of the first generator
 * @param noInterval the label of the reason for which intervals are missing or say little, or null
 * @param groups names of generators that were never compared with those of others; empty when all
 *     were
 * @param winners names of generators that won every vote, where that leaves ratings undetermined
 * @param losers of those that lost every vote
 */
record RankedView(
    Totals totals,
    int decimals,
    List<BoardAxis.Tick> ticks,
    List<Row> rows,
    List<TermFit.Effect> effects,
    int rounds,
    double nu,
    double eta,
    double evenTie,
    boolean tooFewAnnotators,
    double prior,
    boolean converged,
    int iterations,
    String leader,
    Row first,
    @Nullable String noInterval,
    List<List<String>> groups,
    List<String> winners,
    List<String> losers) {

  /**
   * What is said of the board as a whole.
   *
   * @param preliminary generators with too few votes
   * @param wide generators with enough, whose intervals are too wide to be relied on
   */
  record Totals(
      long votes,
      Board.Kinds kinds,
      boolean mixed,
      int annotators,
      int comparisons,
      double ties,
      double bothBad,
      long watermark,
      long intervalsAt,
      boolean intervalsBehind,
      OffsetDateTime computedAt,
      int generators,
      int preliminary,
      int wide) {}

  /**
   * One generator.
   *
   * @param preliminary whether it has too few votes, or too wide an interval
   * @param reliance usable or established; null for neither
   * @param interval whether there is one
   * @param group the number of its group, from 1; 0 where all were compared
   */
  public record Row(
      String rank,
      String name,
      Board.Item item,
      double margin,
      int decimals,
      double ties,
      double bothBad,
      boolean preliminary,
      @Nullable String reliance,
      BoardAxis.Whisker whisker,
      @Nullable Change change,
      boolean interval,
      int group) {}

  /**
   * How a rating has moved since the day before.
   *
   * @param kind up or down
   * @param points how far, at least 1
   */
  record Change(String kind, long points) {
    static @Nullable Change of(Board.Item item, @Nullable Double before) {
      long points = before == null ? 0 : Math.round(item.rating() - before);
      return points == 0 ? null : new Change(points > 0 ? "up" : "down", Math.abs(points));
    }
  }

  static RankedView of(BoardStudy study, StoredBoard stored, Board board, StoredBoard.Found found) {
    BoardAxis axis = new BoardAxis(board.items(), study.preliminaryBelow());
    int decimals = BoardMethod.of(stored.method()).decimals();
    List<Row> rows = new ArrayList<>();
    for (Board.Item item : board.items()) {
      int group = board.doubts().group(item.generator());
      rows.add(row(study, item, found, axis, decimals, group));
    }
    Doubts doubts = board.doubts();
    return new RankedView(
        totals(study, stored, board),
        decimals,
        axis.ticks(),
        rows,
        stored.details().map(SliceFit.Details::effects).orElse(List.of()),
        stored.details().map(SliceFit.Details::rounds).orElse(0),
        board.nu(),
        board.eta(),
        100 * evenTie(board),
        board.tooFewAnnotators(),
        board.prior(),
        board.converged(),
        board.iterations(),
        rows.getFirst().name(),
        rows.getFirst(),
        doubts.reason() == null ? null : doubts.reason().label(),
        doubts.groups().stream().map(group -> names(group, found)).toList(),
        names(doubts.winners(), found),
        names(doubts.losers(), found));
  }

  private static List<String> names(List<Long> generators, StoredBoard.Found found) {
    return generators.stream().map(id -> found.generators().getOrDefault(id, "")).toList();
  }

  /** The probability that two equally strong generators tie. */
  private static double evenTie(Board board) {
    return board.eta() > 0 ? Math.tanh(board.eta() / 2) : board.nu() / (2 + board.nu());
  }

  private static Totals totals(BoardStudy study, StoredBoard stored, Board board) {
    long few = board.items().stream().filter(item -> hasFew(study, item)).count();
    long wide = board.items().stream().filter(i -> isWide(i) && !hasFew(study, i)).count();
    return new Totals(
        board.votes(),
        board.kinds(),
        board.kinds().machine() + board.kinds().simulated() > 0,
        board.annotators(),
        board.comparisons(),
        share(board.ties(), board.votes()),
        share(board.bothBad(), board.votes()),
        stored.watermark(),
        stored.intervalsAt(),
        stored.intervalsAt() < stored.watermark(),
        stored.computedAt(),
        board.items().size(),
        (int) few,
        (int) wide);
  }

  private static boolean hasFew(BoardStudy study, Board.Item item) {
    return item.votes() < study.preliminaryBelow();
  }

  private static boolean isWide(Board.Item item) {
    return item.status() == Status.PRELIMINARY;
  }

  /** A rank range as text. */
  static String rank(Board.Item item) {
    return item.rankLow() == item.rankHigh()
        ? Integer.toString(item.rankLow())
        : item.rankLow() + "–" + item.rankHigh();
  }

  private static Row row(
      BoardStudy study,
      Board.Item item,
      StoredBoard.Found found,
      BoardAxis axis,
      int decimals,
      int group) {
    boolean preliminary = hasFew(study, item) || isWide(item);
    return new Row(
        rank(item),
        found.generators().getOrDefault(item.generator(), ""),
        item,
        (item.high() - item.low()) / 2,
        decimals,
        share(item.ties(), item.votes()),
        share(item.bothBad(), item.votes()),
        preliminary,
        preliminary ? null : item.reliance(),
        axis.whisker(item),
        Change.of(item, found.before().get(item.generator())),
        item.hasInterval(),
        group);
  }

  /** In percent. */
  private static double share(long part, long whole) {
    return whole == 0 ? 0 : 100.0 * part / whole;
  }
}
