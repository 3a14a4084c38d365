package dev.agon.server.ranking.board;

import dev.agon.ranking.board.PairTally;
import dev.agon.server.core.StudyState;
import dev.agon.server.http.Pages;
import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.input.Answers;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.session.Access;
import dev.agon.server.http.session.Asker;
import dev.agon.server.http.session.Caller;
import dev.agon.server.ranking.Board;
import dev.agon.server.ranking.BoardStudy;
import dev.agon.server.ranking.board.BoardAccessRoutes.Asked;
import dev.agon.server.ranking.rank.LeaderboardStore;
import dev.agon.server.ranking.slice.ComputedSlice;
import dev.agon.server.ranking.slice.SliceStore;
import dev.agon.server.ranking.slice.Slices;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pages beside the board: pairs, generators, examples, history. */
public final class PairRoutes {
  private static final String PATH = "/studies/:study/board";
  private static final int EXAMPLES = 10;
  private static final int MOST_PAGES = 1_000;

  private final Pages pages;
  private final BoardAccessRoutes access;
  private final Slices slices;

  public PairRoutes(Pages pages, LeaderboardStore store, Slices slices) {
    this.pages = pages;
    this.access = new BoardAccessRoutes(store, pages);
    this.slices = slices;
  }

  /** Puts the routes on a site. */
  public void mount(SiteRouter site) {
    site.get(PATH + "/pairs", Access.PUBLIC, access.orLater(this::pairs));
    site.get(PATH + "/pairs.json", Access.PUBLIC, this::pairsJson);
    site.get(PATH + "/history", Access.PUBLIC, access.orLater(this::history));
    site.get(PATH + "/checks", Access.PUBLIC, access.orLater(this::checks));
    site.get(PATH + "/generators/:generator", Access.PUBLIC, access.orLater(this::generator));
    site.get(PATH + "/versus", Access.PUBLIC, access.orLater(this::versus));
  }

  /** A board with what it was counted from. */
  private record Counted(Asked asked, ComputedSlice computed, boolean examples) {
    Board board() {
      return computed.board();
    }

    Map<Long, String> names() {
      return computed.found().generators();
    }

    BoardPages.Frame frame(String tab) {
      return BoardPages.frame(asked.study(), asked.choice(), computed.found(), tab, examples);
    }
  }

  private Future<Counted> counted(RoutingContext context) {
    return access
        .asked(context)
        .compose(
            asked ->
                slices
                    .computed(Asker.of(context), asked.study(), asked.choice())
                    .map(
                        computed ->
                            new Counted(asked, computed, seesExamples(context, asked.study()))));
  }

  private Future<?> pairs(RoutingContext context) {
    return counted(context)
        .compose(
            counted ->
                pages.render(
                    context,
                    "board/pairs",
                    PairView.of(
                        counted.frame("pairs"),
                        counted.board(),
                        counted.computed().pairs(),
                        counted.names())));
  }

  private Future<?> pairsJson(RoutingContext context) {
    return counted(context)
        .compose(
            counted ->
                Answers.json(context, 200, PairFile.of(counted.asked(), counted.computed())));
  }

  private Future<?> history(RoutingContext context) {
    return counted(context)
        .compose(
            counted ->
                slices
                    .history(Asker.of(context), counted.asked().study(), counted.computed())
                    .compose(
                        history ->
                            pages.render(
                                context,
                                "board/history",
                                HistoryView.of(
                                    counted.frame("history"),
                                    counted.board(),
                                    history,
                                    counted.names()))));
  }

  private Future<?> checks(RoutingContext context) {
    return counted(context)
        .compose(
            counted ->
                slices
                    .checks(Asker.of(context), counted.asked().study(), counted.computed())
                    .compose(
                        checks ->
                            pages.render(
                                context,
                                "board/checks",
                                ChecksView.of(counted.frame("checks"), checks, counted.names()))));
  }

  private Future<?> generator(RoutingContext context) {
    long generator = number(context.pathParam("generator"));
    return counted(context)
        .compose(
            counted ->
                slices
                    .lineage(counted.asked().study(), generator)
                    .map(found -> found.orElseThrow(HttpProblem::notFound))
                    .compose(
                        lineage ->
                            pages.render(
                                context,
                                "board/generator",
                                GeneratorView.of(
                                    counted.frame("board"),
                                    lineage,
                                    counted.board(),
                                    counted.computed().pairs(),
                                    counted.names()))));
  }

  /**
   * Examples in which one generator was preferred to another, with the prompt and both responses.
   */
  private Future<?> versus(RoutingContext context) {
    long mine = number(context.request().getParam("a"));
    long theirs = number(context.request().getParam("b"));
    int page = page(context.request().getParam("page"));
    return counted(context)
        .compose(
            counted -> {
              if (!counted.examples()) {
                throw later();
              }
              String first = counted.names().get(mine);
              String second = counted.names().get(theirs);
              if (first == null || second == null || mine == theirs) {
                throw HttpProblem.notFound();
              }
              return slices
                  .versus(
                      counted.asked().study(),
                      counted.asked().choice(),
                      counted.computed(),
                      new SliceStore.Opponents(mine, theirs),
                      EXAMPLES,
                      (page - 1) * EXAMPLES)
                  .compose(
                      examples -> {
                        long all = examples.isEmpty() ? 0 : examples.getFirst().comparisons();
                        PairTally.Counts tally = counted.computed().pairs().of(mine, theirs).all();
                        return pages.render(
                            context,
                            "board/versus",
                            new Versus(
                                counted.frame("pairs"),
                                new PairView.Column(mine, first, 0),
                                new PairView.Column(theirs, second, 0),
                                tally,
                                tally.votes(),
                                examples,
                                page > 1 ? page - 1 : null,
                                (long) page * EXAMPLES < all ? page + 1 : null));
                      });
            });
  }

  /**
   * Two generators against each other, with examples.
   *
   * @param before the page before this one, like {@code after}; null where there is none
   */
  private record Versus(
      BoardPages.Frame frame,
      PairView.Column mine,
      PairView.Column theirs,
      PairTally.Counts tally,
      long votes,
      List<SliceStore.Example> examples,
      @Nullable Integer before,
      @Nullable Integer after) {}

  /** Examples tell who wrote what, so that they open for all when nobody votes any more. */
  private static boolean seesExamples(RoutingContext context, BoardStudy study) {
    return Caller.of(context) instanceof Caller.Admin || study.state() == StudyState.CLOSED;
  }

  private static HttpProblem later() {
    return HttpProblem.forbidden(
            "Examples are shown when the study is closed: until then annotators must not "
                + "see who wrote"
                + " what.")
        .as("problem.examples-later");
  }

  private static long number(@Nullable String text) {
    if (text == null || !text.matches("[0-9]{1,18}")) {
      throw HttpProblem.notFound();
    }
    return Long.parseLong(text);
  }

  private static int page(@Nullable String text) {
    return text == null || !text.matches("[0-9]{1,4}")
        ? 1
        : Math.clamp(Integer.parseInt(text), 1, MOST_PAGES);
  }
}
