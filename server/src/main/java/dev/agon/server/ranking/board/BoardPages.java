package dev.agon.server.ranking.board;

import dev.agon.server.core.Criterion;
import dev.agon.server.ranking.BoardMethod;
import dev.agon.server.ranking.BoardStudy;
import dev.agon.server.ranking.StoredBoard;
import dev.agon.server.ranking.slice.BoardChoice;
import dev.agon.server.ranking.slice.Slice;
import java.util.List;

/** What the pages beside a board share. */
final class BoardPages {
  /** Tabs, in their order. */
  private static final List<String> TABS =
      List.of("board", "pairs", "differences", "history", "checks", "compare");

  private BoardPages() {}

  /**
   * The frame of a page.
   *
   * @param links the query of addresses that mean the same slice
   * @param number up to which is counted
   * @param examples whether the caller may see examples that tell who wrote what
   * @param whole whether all votes count, by the study's own method
   * @param method the label of the board's method
   * @param likelihood whether it is one that has log-strengths
   * @param adjusted whether ratings are adjusted for something
   * @param decimals with how many of them ratings are shown
   * @param live whether further votes change it
   */
  record Frame(
      BoardStudy study,
      String criterion,
      String links,
      long number,
      boolean whole,
      boolean examples,
      String method,
      boolean likelihood,
      boolean adjusted,
      int decimals,
      boolean live,
      List<Tab> tabs,
      List<BoardView.Link> criteria) {}

  /** A tab. */
  record Tab(String name, String path, boolean current) {}

  static Frame frame(
      BoardStudy study, BoardChoice choice, StoredBoard.Found found, String tab, boolean examples) {
    BoardMethod method = choice.method(study);
    return new Frame(
        study,
        study.criteria().stream()
            .filter(criterion -> criterion.ordinal() == choice.criterion())
            .map(Criterion::name)
            .findFirst()
            .orElse(""),
        choice.query(),
        found.version().watermark(),
        choice.slice().isWhole() && !choice.peopleOnly(),
        examples,
        method.label(),
        method.likelihood().isPresent(),
        choice.slice().adjust() != null,
        method.decimals(),
        choice.slice().at() == null,
        tabs(study, choice, tab),
        study.criteria().size() > 1 ? BoardView.criteria(study, choice) : List.of());
  }

  static List<Tab> tabs(BoardStudy study, BoardChoice choice, String current) {
    return TABS.stream()
        .map(
            tab ->
                new Tab(
                    tab,
                    "/studies/"
                        + study.slug()
                        + (tab.equals("board") ? "/board" : "/board/" + tab)
                        + (tab.equals("compare")
                            ? BoardChoice.comparison(choice, choice.with(Slice.WHOLE))
                            : choice.query()),
                    tab.equals(current)))
        .toList();
  }
}
