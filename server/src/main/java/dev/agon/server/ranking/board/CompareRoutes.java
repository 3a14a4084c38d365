package dev.agon.server.ranking.board;

import dev.agon.server.http.Pages;
import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.input.Answers;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.session.Access;
import dev.agon.server.http.session.Asker;
import dev.agon.server.ranking.Board;
import dev.agon.server.ranking.BoardStudy;
import dev.agon.server.ranking.rank.LeaderboardStore;
import dev.agon.server.ranking.slice.BoardChoice;
import dev.agon.server.ranking.slice.SliceStore;
import dev.agon.server.ranking.slice.Slices;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pages that set generators, or boards, against each other. */
public final class CompareRoutes {
  private static final String PATH = "/studies/:study/board";

  private final Pages pages;
  private final BoardAccessRoutes access;
  private final Slices slices;

  public CompareRoutes(Pages pages, LeaderboardStore store, Slices slices) {
    this.pages = pages;
    this.access = new BoardAccessRoutes(store, pages);
    this.slices = slices;
  }

  /** Puts the routes on a site. */
  public void mount(SiteRouter site) {
    site.get(PATH + "/differences", Access.PUBLIC, access.orLater(this::differences));
    site.get(PATH + "/differences.json", Access.PUBLIC, this::differencesJson);
    site.get(PATH + "/compare", Access.PUBLIC, access.orLater(this::compare));
  }

  private Future<DifferencesView> view(RoutingContext context) {
    return access
        .asked(context)
        .compose(
            asked ->
                slices
                    .computed(Asker.of(context), asked.study(), asked.choice())
                    .map(
                        computed ->
                            DifferencesView.of(
                                BoardPages.frame(
                                    asked.study(),
                                    asked.choice(),
                                    computed.found(),
                                    "differences",
                                    false),
                                computed,
                                reference(context.request().getParam("than"), computed.board()),
                                computed.found().generators())));
  }

  private Future<?> differences(RoutingContext context) {
    return view(context).compose(view -> pages.render(context, "board/differences", view));
  }

  private Future<?> differencesJson(RoutingContext context) {
    return view(context).compose(view -> Answers.json(context, 200, view.file()));
  }

  /** The generator that others are compared with: the leader where none is asked for. */
  private static long reference(@Nullable String text, Board board) {
    if (text == null || text.isBlank()) {
      return board.items().isEmpty() ? 0 : board.items().getFirst().generator();
    }
    return board.items().stream()
        .map(Board.Item::generator)
        .filter(generator -> text.equals(Long.toString(generator)))
        .findFirst()
        .orElseThrow(HttpProblem::notFound);
  }

  private Future<?> compare(RoutingContext context) {
    return access
        .pair(context)
        .compose(pair -> compared(Asker.of(context), pair))
        .compose(view -> pages.render(context, "board/compare", view));
  }

  private Future<CompareView> compared(Asker asker, BoardAccessRoutes.Pair pair) {
    Future<List<SliceStore.Choice>> choices = slices.choices(pair.study());
    Future<CompareView.Found> a = found(asker, pair.study(), pair.a());
    Future<CompareView.Found> b = found(asker, pair.study(), pair.b());
    return Future.all(choices, a, b)
        .map(read -> CompareView.of(pair.study(), choices.result(), a.result(), b.result()));
  }

  private Future<CompareView.Found> found(Asker asker, BoardStudy study, BoardChoice choice) {
    return slices.board(asker, study, choice).map(found -> new CompareView.Found(choice, found));
  }
}
