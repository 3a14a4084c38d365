package dev.agon.server.ranking.board;

import dev.agon.server.ranking.Board;
import dev.agon.server.ranking.BoardMethod;
import dev.agon.server.ranking.BoardStudy;
import dev.agon.server.ranking.StoredBoard;
import dev.agon.server.ranking.slice.BoardChoice;
import dev.agon.server.ranking.slice.Slice;
import dev.agon.server.ranking.slice.SliceForm;
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
 * @param likelihood whether the method has log-strengths, so that 400 points mean odds of ten
 * @param columns those with an explanation of their own
 * @param board null before the first vote
 * @param waiting generators without votes
 * @param whole whether all votes count, by the study's own method
 * @param plain the query of the board of all votes
 * @param permalink the query of this very board, whatever is voted later
 * @param slice the form that chooses other votes; only on the page itself
 * @param embed the address of the same board for other sites' pages; null where they may have none
 */
record BoardView(
    BoardStudy study,
    boolean several,
    List<Link> criteria,
    List<Link> kinds,
    String links,
    String version,
    String method,
    boolean likelihood,
    List<String> columns,
    @Nullable RankedView board,
    List<String> waiting,
    boolean whole,
    List<BoardPages.Tab> tabs,
    String plain,
    String permalink,
    @Nullable String key,
    @Nullable SliceForm slice,
    @Nullable String embed) {
  private static final List<String> COLUMNS =
      List.of("rank", "generator", "rating", "votes", "annotators", "ties", "both-bad");

  /** One of several boards to choose from. */
  record Link(String label, String query, boolean current, int ordinal) {}

  /** The view of what was found for a choice. */
  static BoardView of(BoardStudy study, BoardChoice choice, StoredBoard.Found found) {
    Optional<StoredBoard> stored = found.board();
    BoardMethod method = BoardMethod.of(stored.map(StoredBoard::method).orElse(study.method()));
    Optional<Board> chosen = stored.map(choice::of).filter(board -> !board.items().isEmpty());
    return new BoardView(
        study,
        study.criteria().size() > 1,
        criteria(study, choice),
        kinds(stored, choice),
        choice.query(),
        found.version().id(),
        method.label(),
        method.likelihood().isPresent(),
        COLUMNS,
        chosen.map(board -> RankedView.of(study, stored.orElseThrow(), board, found)).orElse(null),
        waiting(chosen, found.generators()),
        choice.slice().isWhole(),
        BoardPages.tabs(study, choice, "board"),
        choice.with(Slice.WHOLE).withPeopleOnly(false).query(),
        choice.with(choice.slice().withAt(found.version().watermark())).query(),
        choice.key(),
        null,
        null);
  }

  BoardView with(SliceForm form, @Nullable String address) {
    return new BoardView(
        study,
        several,
        criteria,
        kinds,
        links,
        version,
        method,
        likelihood,
        columns,
        board,
        waiting,
        whole,
        tabs,
        plain,
        permalink,
        key,
        form,
        address);
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

  private static List<String> waiting(Optional<Board> board, Map<Long, String> names) {
    Set<Long> ranked = new HashSet<>();
    board.ifPresent(b -> b.items().forEach(item -> ranked.add(item.generator())));
    return names.entrySet().stream()
        .filter(generator -> !ranked.contains(generator.getKey()))
        .map(Map.Entry::getValue)
        .sorted()
        .toList();
  }
}
