package dev.agon.server;

import dev.agon.server.comparison.AssignmentRoutes;
import dev.agon.server.comparison.AssignmentStore;
import dev.agon.server.comparison.ContentStore;
import dev.agon.server.comparison.Serving;
import dev.agon.server.config.ServerConfig;
import dev.agon.server.http.Assets;
import dev.agon.server.http.Markdown;
import dev.agon.server.http.Pages;
import dev.agon.server.http.SessionStore;
import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.Sse;
import dev.agon.server.ranking.BoardFeedVerticle;
import dev.agon.server.ranking.BoardRoutes;
import dev.agon.server.ranking.LeaderboardStore;
import dev.agon.server.sql.GroupCommit;
import dev.agon.server.vote.VoteRoutes;
import dev.agon.server.vote.VoteStore;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** What the web role serves: stores once a process, routes once an event loop. */
final class Site {
  private static final int MOST_READERS = 2_000;

  private final Vertx vertx;
  private final ServerConfig config;
  private final SessionStore sessions;
  private final Assets assets;
  private final Pages pages;
  private final AssignmentRoutes assignmentRoutes;
  private final VoteRoutes voteRoutes;
  private final BoardFeedVerticle feed;
  private final BoardRoutes boardRoutes;

  /**
   * Wires the features.
   *
   * @param committed is told the study of every committed event
   */
  Site(
      Vertx vertx,
      ServerConfig config,
      Pool pool,
      GroupCommit.Limits limits,
      LongConsumer committed) {
    this.vertx = vertx;
    this.config = config;
    Path webroot = Path.of(System.getProperty("agon.home", "."), "webroot");
    this.sessions = new SessionStore(pool);
    this.assets = new Assets(webroot.resolve("assets"), false);
    this.pages = new Pages(webroot, config.basePath(), assets, false);
    AssignmentStore assignments = new AssignmentStore(pool, limits);
    Serving serving = new Serving(assignments, new ContentStore(pool, Markdown::toSafeHtml));
    this.assignmentRoutes = new AssignmentRoutes(assignments, serving, config.basePath());
    this.voteRoutes =
        new VoteRoutes(new VoteStore(pool, limits), serving::next, committed, config.basePath());
    LeaderboardStore boards = new LeaderboardStore(pool);
    Sse events = new Sse(vertx, MOST_READERS);
    this.feed = new BoardFeedVerticle(boards, pages, events);
    this.boardRoutes = new BoardRoutes(pages, boards, feed, events);
  }

  /** Sends boards to their readers; to be deployed once. */
  BoardFeedVerticle feed() {
    return feed;
  }

  /** The routes of one event loop. */
  Router router() {
    return routes().router();
  }

  SiteRouter routes() {
    SiteRouter site = new SiteRouter(vertx, config, sessions, pages);
    assets.mount(site, config.basePath());
    assignmentRoutes.mount(site);
    voteRoutes.mount(site);
    boardRoutes.mount(site);
    return site;
  }
}
