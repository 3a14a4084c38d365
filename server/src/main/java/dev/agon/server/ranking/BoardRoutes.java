package dev.agon.server.ranking;

import dev.agon.server.http.Access;
import dev.agon.server.http.Answers;
import dev.agon.server.http.Caller;
import dev.agon.server.http.HttpProblem;
import dev.agon.server.http.Languages;
import dev.agon.server.http.Pages;
import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.Sse;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** The leaderboard: as a page, as a stream of its changes, as files. */
public final class BoardRoutes {
  private static final String PATH = "/studies/:study/board";

  private final Pages pages;
  private final LeaderboardStore store;
  private final BoardFeedVerticle feed;
  private final Sse sse;

  public BoardRoutes(Pages pages, LeaderboardStore store, BoardFeedVerticle feed, Sse sse) {
    this.pages = pages;
    this.store = store;
    this.feed = feed;
    this.sse = sse;
  }

  /** Puts the routes on a site. */
  public void mount(SiteRouter site) {
    site.get(PATH, Access.PUBLIC, this::page);
    site.get(PATH + "/live", Access.PUBLIC, this::fragment);
    site.get(PATH + "/events", Access.PUBLIC, this::events);
    site.get(PATH + ".json", Access.PUBLIC, this::json);
    site.get(PATH + ".csv", Access.PUBLIC, this::csv);
  }

  /** A study that the caller may see the board of, and which of its boards they ask for. */
  private record Asked(BoardStudy study, BoardChoice choice) {}

  private Future<?> page(RoutingContext context) {
    return asked(context)
        .compose(
            asked ->
                found(asked)
                    .compose(
                        found ->
                            pages.render(
                                context,
                                "board/page",
                                BoardView.of(asked.study(), asked.choice(), found))));
  }

  /** For readers who find no room for one more stream. */
  private Future<?> fragment(RoutingContext context) {
    return asked(context)
        .compose(
            asked ->
                found(asked)
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
      return asked(context)
          .compose(
              asked -> context.response().putHeader("Content-Type", "text/event-stream").end());
    }
    return asked(context)
        .compose(
            asked -> {
              BoardTopic topic = BoardTopic.of(asked.study(), asked.choice(), language(context));
              return feed.join(topic).compose(event -> open(context, topic, event));
            });
  }

  private Future<Void> open(RoutingContext context, BoardTopic topic, BoardEvent event) {
    boolean known = event.version().id().equals(lastSeen(context));
    return sse.open(context, topic.name(), known ? null : event.message())
        .compose(
            opened -> {
              BoardEvent latest = feed.latest(topic);
              return latest == null || latest.version().equals(event.version())
                  ? Future.succeededFuture()
                  : context.response().write(latest.message().text());
            });
  }

  private Future<?> json(RoutingContext context) {
    return asked(context)
        .compose(
            asked ->
                found(asked)
                    .compose(
                        found ->
                            Answers.json(
                                context,
                                200,
                                BoardFile.json(asked.study(), asked.choice(), found))));
  }

  private Future<?> csv(RoutingContext context) {
    return asked(context)
        .compose(
            asked ->
                found(asked)
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
                                .end(BoardFile.csv(asked.study(), asked.choice(), found))));
  }

  private Future<StoredBoard.Found> found(Asked asked) {
    return store.board(asked.study().id(), asked.choice().criterion());
  }

  private Future<Asked> asked(RoutingContext context) {
    return store
        .study(context.pathParam("study"))
        .map(found -> found.orElseThrow(HttpProblem::notFound))
        .compose(
            study -> admit(context, study).map(seen -> new Asked(study, choice(context, study))));
  }

  private Future<Void> admit(RoutingContext context, BoardStudy study) {
    return switch (Caller.of(context)) {
      case Caller.Admin admin -> Future.succeededFuture();
      case Caller.Annotator annotator when annotator.study() == study.id() ->
          study.whileVoting()
              ? Future.succeededFuture()
              : store.finished(study.id(), annotator.id()).map(BoardRoutes::requireFinished);
      case Caller.Annotator stranger -> admitAnyone(context, study);
      case Caller.Anonymous nobody -> admitAnyone(context, study);
    };
  }

  private static Future<Void> admitAnyone(RoutingContext context, BoardStudy study) {
    boolean admitted =
        !study.state().equals("draft")
            && switch (study.visibility()) {
              case PRIVATE -> false;
              case LINK -> same(context.request().getParam("key"), study.boardCode());
              case PUBLIC -> true;
            };
    return admitted ? Future.succeededFuture() : Future.failedFuture(HttpProblem.notFound());
  }

  private static @Nullable Void requireFinished(boolean finished) {
    if (finished) {
      return null;
    }
    throw HttpProblem.forbidden(
            "The leaderboard of this study opens for you when you have finished, so that it does not"
                + " sway your judgement.")
        .as("problem.board-later");
  }

  /** Compares in a time that does not tell how much is right. */
  private static boolean same(@Nullable String given, String secret) {
    return given != null
        && MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
  }

  private static BoardChoice choice(RoutingContext context, BoardStudy study) {
    String criterion = context.request().getParam("criterion");
    short ordinal =
        study.criteria().stream()
            .map(BoardStudy.Criterion::ordinal)
            .filter(known -> criterion == null || criterion.equals(Short.toString(known)))
            .findFirst()
            .orElseThrow(HttpProblem::notFound);
    boolean peopleOnly =
        switch (context.request().getParam("kind")) {
          case null -> false;
          case "person" -> true;
          default -> throw HttpProblem.notFound();
        };
    return new BoardChoice(ordinal, peopleOnly, context.request().getParam("key"));
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
