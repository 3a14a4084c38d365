package dev.agon.server.ranking;

import dev.agon.ranking.Method;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the board's templates show.
 *
 * @param several whether there is more than one criterion to choose from
 * @param links the query of addresses that mean the same board
 * @param columns those with an explanation of their own
 * @param board null before the first vote
 * @param waiting generators without votes
 * @param whole whether all votes count, by the study's own method
 * @param plain the query of the board of all votes
 * @param permalink the query of this very board, whatever is voted later
 * @param slice the form that chooses other votes; only on the page itself
 */
record BoardView(
    BoardStudy study,
    boolean several,
    List<Link> criteria,
    List<Link> kinds,
    String links,
    String version,
    boolean davidson,
    String method,
    List<String> columns,
    @Nullable Ranked board,
    List<String> waiting,
    boolean whole,
    List<BoardPages.Tab> tabs,
    String plain,
    String permalink,
    @Nullable String key,
    @Nullable SliceForm slice) {
  private static final List<String> COLUMNS =
      List.of("rank", "generator", "rating", "votes", "annotators", "ties", "both-bad");

  /** One of several boards to choose from. */
  record Link(String label, String query, boolean current, short ordinal) {}

  /** A board with votes. */
  record Ranked(
      Totals totals,
      List<BoardAxis.Tick> ticks,
      List<Row> rows,
      double nu,
      double eta,
      double evenTie,
      boolean tooFewAnnotators,
      double prior,
      boolean converged,
      int iterations,
      String leader,
      Row first) {}

  /** What is said of the board as a whole. */
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
      int preliminary) {}

  /** One generator. */
  record Row(
      String rank,
      String name,
      Board.Item item,
      double margin,
      double ties,
      double bothBad,
      boolean preliminary,
      BoardAxis.Whisker whisker,
      @Nullable Change change) {}

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

  /** The view of what was found for a choice. */
  static BoardView of(BoardStudy study, BoardChoice choice, StoredBoard.Found found) {
    Optional<StoredBoard> stored = found.board();
    Optional<Board> chosen = stored.map(choice::of).filter(board -> !board.items().isEmpty());
    return new BoardView(
        study,
        study.criteria().size() > 1,
        criteria(study, choice),
        kinds(stored, choice),
        choice.query(),
        found.version().id(),
        stored.map(StoredBoard::method).orElse(study.method()).equals(Method.DAVIDSON.label()),
        stored.map(StoredBoard::method).orElse(study.method()),
        COLUMNS,
        chosen.map(board -> ranked(study, stored.orElseThrow(), board, found)).orElse(null),
        waiting(chosen, found.generators()),
        choice.slice().isWhole(),
        BoardPages.tabs(study, choice, "board"),
        choice.with(Slice.WHOLE).withPeopleOnly(false).query(),
        choice.with(choice.slice().withAt(found.version().watermark())).query(),
        choice.key(),
        null);
  }

  BoardView with(SliceForm form) {
    return new BoardView(
        study, several, criteria, kinds, links, version, davidson, method, columns, board, waiting,
        whole, tabs, plain, permalink, key, form);
  }

  static List<Link> criteria(BoardStudy study, BoardChoice choice) {
    return study.criteria().stream()
        .map(
            criterion ->
                new Link(
                    criterion.name(),
                    choice.withCriterion(criterion.ordinal()).query(),
                    criterion.ordinal() == choice.criterion(),
                    criterion.ordinal()))
        .toList();
  }

  private static List<Link> kinds(Optional<StoredBoard> stored, BoardChoice choice) {
    if (stored.flatMap(StoredBoard::people).isEmpty()) {
      return List.of();
    }
    return List.of(
        new Link(
            "board.everyone",
            choice.withPeopleOnly(false).query(),
            !choice.peopleOnly(),
            choice.criterion()),
        new Link(
            "board.people-only",
            choice.withPeopleOnly(true).query(),
            choice.peopleOnly(),
            choice.criterion()));
  }

  private static Ranked ranked(
      BoardStudy study, StoredBoard stored, Board board, StoredBoard.Found found) {
    BoardAxis axis = new BoardAxis(board, study.preliminaryBelow());
    List<Row> rows = new ArrayList<>();
    for (Board.Item item : board.items()) {
      rows.add(row(study, item, found, axis));
    }
    return new Ranked(
        totals(stored, board, (int) rows.stream().filter(Row::preliminary).count()),
        axis.ticks(),
        rows,
        board.nu(),
        board.eta(),
        100 * evenTie(board),
        board.tooFewAnnotators(),
        board.prior(),
        board.converged(),
        board.iterations(),
        rows.getFirst().name(),
        rows.getFirst());
  }

  /** The probability that two equally strong generators tie. */
  private static double evenTie(Board board) {
    return board.eta() > 0 ? Math.tanh(board.eta() / 2) : board.nu() / (2 + board.nu());
  }

  private static Totals totals(StoredBoard stored, Board board, int preliminary) {
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
        preliminary);
  }

  /** A rank range as text. */
  static String rank(Board.Item item) {
    return item.rankLow() == item.rankHigh()
        ? Integer.toString(item.rankLow())
        : item.rankLow() + "–" + item.rankHigh();
  }

  private static Row row(
      BoardStudy study, Board.Item item, StoredBoard.Found found, BoardAxis axis) {
    return new Row(
        rank(item),
        found.generators().getOrDefault(item.generator(), ""),
        item,
        item.high() - item.rating(),
        share(item.ties(), item.votes()),
        share(item.bothBad(), item.votes()),
        item.votes() < study.preliminaryBelow(),
        axis.whisker(item),
        Change.of(item, found.before().get(item.generator())));
  }

  private static List<String> waiting(Optional<Board> board, Map<Long, String> names) {
    Set<Long> ranked = new HashSet<>();
    board.ifPresent(b -> b.items().forEach(item -> ranked.add(item.generator())));
    return names.entrySet().stream()
        .filter(generator -> !ranked.contains(generator.getKey()))
        .map(Map.Entry::getValue)
        .sorted()
        .toList();
  }

  /** In percent. */
  private static double share(long part, long whole) {
    return whole == 0 ? 0 : 100.0 * part / whole;
  }
}
