package dev.agon.server.ranking.board;

import dev.agon.server.http.Framing;
import dev.agon.server.http.Pages;
import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.Sse;
import dev.agon.server.http.i18n.Languages;
import dev.agon.server.http.input.Answers;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.session.Access;
import dev.agon.server.http.session.Asker;
import dev.agon.server.http.session.Caller;
import dev.agon.server.http.session.Origins;
import dev.agon.server.ranking.StoredBoard;
import dev.agon.server.ranking.board.BoardAccessRoutes.Asked;
import dev.agon.server.ranking.rank.LeaderboardStore;
import dev.agon.server.ranking.slice.BoardChoice;
import dev.agon.server.ranking.slice.SliceForm;
import dev.agon.server.ranking.slice.SliceStore;
import dev.agon.server.ranking.slice.Slices;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The leaderboard: as a page, as a stream of its changes, as files. */
public final class BoardRoutes {
  private static final String PATH = "/studies/:study/board";
  private static final int LONGEST_FOR_HASH = 3;

  private final Pages pages;
  private final BoardAccessRoutes access;
  private final Slices slices;
  private final BoardFeedVerticle feed;
  private final Sse sse;
  private final Origins origins;

  public BoardRoutes(
      Pages pages,
      LeaderboardStore store,
      Slices slices,
      BoardFeedVerticle feed,
      Sse sse,
      Origins origins) {
    this.pages = pages;
    this.access = new BoardAccessRoutes(store, pages);
    this.slices = slices;
    this.feed = feed;
    this.sse = sse;
    this.origins = origins;
  }

  /** Puts the routes on a site. */
  public void mount(SiteRouter site) {
    site.get(PATH, Access.PUBLIC, access.orLater(this::page));
    site.get(PATH + "/embed", Access.PUBLIC, access.orLaterFramed(this::embed));
    site.get(PATH + "/live", Access.PUBLIC, this::fragment);
    site.get(PATH + "/events", Access.PUBLIC, this::events);
    site.get(PATH + ".json", Access.PUBLIC, this::json);
    site.get(PATH + ".csv", Access.PUBLIC, this::csv);
  }

  private Future<?> page(RoutingContext context) {
    return access
        .asked(context)
        .compose(asked -> view(context, asked))
        .compose(view -> pages.render(context, "board/page", view));
  }

  private Future<BoardView> view(RoutingContext context, Asked asked) {
    BoardChoice choice = asked.choice();
    Future<List<SliceStore.Choice>> choices = slices.choices(asked.study());
    Future<StoredBoard.Found> found = found(context, asked);
    return Future.all(choices, found)
        .map(
            read ->
                BoardView.of(asked.study(), choice, found.result())
                    .with(
                        SliceForm.of(choice.slice(), choice.peopleOnly(), choices.result()),
                        embedAddress(context, asked)));
  }

  private @Nullable String embedAddress(RoutingContext context, Asked asked) {
    String path = "/studies/" + asked.study().slug() + "/board/embed";
    return asked.study().isPublic()
        ? origins.url(context, path) + asked.choice().withoutKey().query()
        : null;
  }

  /** The bare board for frames of other sites, where everybody may see it. */
  private Future<?> embed(RoutingContext context) {
    return access
        .open(context)
        .compose(
            asked ->
                found(context, asked)
                    .compose(
                        found -> {
                          Framing.allowAnyone(context);
                          return pages.render(
                              context,
                              "board/embed",
                              BoardView.of(asked.study(), asked.choice().withoutKey(), found));
                        }));
  }

  /** For readers who find no room for one more stream. */
  private Future<?> fragment(RoutingContext context) {
    return access
        .asked(context)
        .compose(
            asked ->
                found(context, asked)
                    .compose(
                        found -> {
                          String tag = '"' + found.version().id() + '"';
                          context
                              .response()
                              .putHeader("ETag", tag)
                              .putHeader("Cache-Control", "no-cache, private")
                              .putHeader("Vary", "Cookie, Accept-Language");
                          if (tag.equals(context.request().getHeader("If-None-Match"))) {
                            return context.response().setStatusCode(304).end();
                          }
                          return context
                              .response()
                              .putHeader("Content-Type", "text/html; charset=utf-8")
                              .end(html(context, asked, found));
                        }));
  }

  private String html(RoutingContext context, Asked asked, StoredBoard.Found found) {
    return pages.fragment(
        "board/live", language(context), BoardView.of(asked.study(), asked.choice(), found));
  }

  private Future<?> events(RoutingContext context) {
    if (context.request().method().equals(HttpMethod.HEAD)) {
      return access
          .asked(context)
          .compose(
              asked -> context.response().putHeader("Content-Type", "text/event-stream").end());
    }
    return access
        .asked(context)
        .compose(
            asked -> {
              BoardTopic topic = BoardTopic.of(asked.study(), asked.choice(), language(context));
              return feed.join(topic, Asker.of(context))
                  .compose(event -> open(context, topic, event));
            });
  }

  private Future<Void> open(RoutingContext context, BoardTopic topic, BoardEvent event) {
    boolean known = event.version().id().equals(lastSeen(context));
    return sse.open(context, stream(context, topic), known ? null : event.message())
        .compose(
            opened -> {
              BoardEvent latest = feed.latest(topic);
              return latest == null || latest.version().equals(event.version())
                  ? Future.succeededFuture()
                  : context.response().write(latest.message().text());
            });
  }

  private Sse.Stream stream(RoutingContext context, BoardTopic topic) {
    Caller opener = Caller.of(context);
    String together = opener == Caller.ANONYMOUS ? topic.name() : null;
    return new Sse.Stream(
        topic.name(),
        "study " + topic.study().id(),
        new Sse.Right(together, () -> stillSees(context, opener, topic), BoardEvent.CHANGED));
  }

  /** Whether a reader is still who they were, and may still see the same board. */
  private Future<Boolean> stillSees(RoutingContext context, Caller opener, BoardTopic topic) {
    return Caller.again(context)
        .compose(
            caller ->
                caller.equals(opener)
                    ? access
                        .asked(context)
                        .map(
                            asked ->
                                BoardTopic.of(asked.study(), asked.choice(), topic.language())
                                    .equals(topic))
                    : Future.succeededFuture(false))
        .recover(
            failure ->
                failure instanceof HttpProblem problem && problem.status() < 500
                    ? Future.succeededFuture(false)
                    : Future.failedFuture(failure));
  }

  private Future<?> json(RoutingContext context) {
    return access
        .asked(context)
        .compose(asked -> file(context, asked))
        .compose(file -> Answers.json(context, 200, file));
  }

  private Future<BoardFile> file(RoutingContext context, Asked asked) {
    return found(context, asked)
        .compose(
            found ->
                hash(context, asked)
                    .map(data -> BoardFile.of(asked.study(), asked.choice(), found, data)));
  }

  /**
   * The hash of the votes of a slice, or of the study's own board: that one is counted anew now and
   * then, so that its number may lag behind. None while that takes long or many others wait.
   */
  private Future<BoardFile.@Nullable DataHash> hash(RoutingContext context, Asked asked) {
    Future<BoardFile.@Nullable DataHash> hash =
        slices
            .computed(Asker.of(context), asked.study(), asked.choice())
            .map(
                slice -> new BoardFile.DataHash(slice.hash(), slice.found().version().watermark()));
    return asked.choice().slice().isWhole()
        ? hash.timeout(LONGEST_FOR_HASH, TimeUnit.SECONDS)
            .recover(tooLong -> Future.succeededFuture(null))
        : hash;
  }

  private Future<?> csv(RoutingContext context) {
    return access
        .asked(context)
        .compose(
            asked ->
                found(context, asked)
                    .compose(
                        found ->
                            context
                                .response()
                                .putHeader("Content-Type", "text/csv; charset=utf-8")
                                .putHeader("Cache-Control", "no-store")
                                .putHeader(
                                    "Content-Disposition",
                                    "attachment; filename=\""
                                        + asked.study().slug()
                                        + "-board.csv\"")
                                .end(BoardTable.csv(asked.study(), asked.choice(), found))));
  }

  private Future<StoredBoard.Found> found(RoutingContext context, Asked asked) {
    return slices.board(Asker.of(context), asked.study(), asked.choice());
  }

  /** What the reader saw last: by the browser's own reconnection, or as our page tells it. */
  private static @Nullable String lastSeen(RoutingContext context) {
    String header = context.request().getHeader("Last-Event-ID");
    return header == null ? context.request().getParam("after") : header;
  }

  private static String language(RoutingContext context) {
    return Languages.of(context).tag();
  }
}
