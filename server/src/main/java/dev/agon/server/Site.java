package dev.agon.server;

import dev.agon.server.admin.AdminAccountStore;
import dev.agon.server.admin.AdminAccounts;
import dev.agon.server.admin.AuditStore;
import dev.agon.server.annotator.AnnotatorStore;
import dev.agon.server.annotator.JoinRoutes;
import dev.agon.server.annotator.KeyRoutes;
import dev.agon.server.annotator.KeyStore;
import dev.agon.server.annotator.MeRoutes;
import dev.agon.server.annotator.ReturnRoutes;
import dev.agon.server.comparison.AssignmentRoutes;
import dev.agon.server.comparison.AssignmentStore;
import dev.agon.server.comparison.ContentStore;
import dev.agon.server.comparison.DraftRoutes;
import dev.agon.server.comparison.DraftStore;
import dev.agon.server.comparison.ReopenedStore;
import dev.agon.server.comparison.SeatRoutes;
import dev.agon.server.comparison.SeatStore;
import dev.agon.server.comparison.Serving;
import dev.agon.server.comparison.draw.DrawStore;
import dev.agon.server.config.ServerConfig;
import dev.agon.server.http.Assets;
import dev.agon.server.http.Pages;
import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.Sse;
import dev.agon.server.http.content.Contents;
import dev.agon.server.http.home.HomeRoutes;
import dev.agon.server.http.home.HomeStore;
import dev.agon.server.http.home.LanguageRoutes;
import dev.agon.server.http.i18n.InterfaceLanguage;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.session.Origins;
import dev.agon.server.http.session.SessionStore;
import dev.agon.server.http.session.Sessions;
import dev.agon.server.job.JobVerticle;
import dev.agon.server.management.ReadyRoutes;
import dev.agon.server.management.Watch;
import dev.agon.server.ranking.board.BoardFeedVerticle;
import dev.agon.server.ranking.board.BoardRoutes;
import dev.agon.server.ranking.board.CompareRoutes;
import dev.agon.server.ranking.board.PairRoutes;
import dev.agon.server.ranking.rank.LeaderboardStore;
import dev.agon.server.ranking.slice.SliceStore;
import dev.agon.server.ranking.slice.Slices;
import dev.agon.server.sql.GroupCommit;
import dev.agon.server.vote.HistoryRoutes;
import dev.agon.server.vote.HistoryStore;
import dev.agon.server.vote.OwnFiguresRoutes;
import dev.agon.server.vote.OwnFiguresStore;
import dev.agon.server.vote.VoteRoutes;
import dev.agon.server.vote.VoteStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.common.WebEnvironment;
import io.vertx.sqlclient.Pool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** What the web role serves: stores once a process, routes once an event loop. */
final class Site {
  private static final int MOST_READERS = 2_000;
  private static final int MOST_READERS_OF_ONE = 500;
  private static final long HOUR_MS = 3_600_000;

  private final Vertx vertx;
  private final ServerConfig config;
  private final SessionStore sessions;
  private final Assets assets;
  private final Pages pages;
  private final BoardFeedVerticle feed;
  private final StudyPages studies;
  private final List<Consumer<SiteRouter>> features = new ArrayList<>();

  /**
   * Wires the features.
   *
   * @param watch tells others whether this process is ready, and how it fares
   * @param committed is told the study of every committed event
   */
  Site(StudyPages.Ground ground, GroupCommit.Limits limits, Watch watch, LongConsumer committed) {
    this.vertx = ground.vertx();
    this.config = ground.config();
    Pool pool = ground.pool();
    Path webroot = Path.of(System.getProperty("agon.home", "."), "webroot");
    this.sessions = new SessionStore(pool);
    boolean reloads = WebEnvironment.development();
    this.assets = new Assets(webroot.resolve("assets"), reloads);
    this.pages = new Pages(webroot, config.basePath(), assets, reloads);
    vertx.setPeriodic(HOUR_MS, timer -> sessions.closeExpired());
    Pool votePool = ground.votePool();
    DraftStore drafts = new DraftStore(votePool);
    vertx.setPeriodic(HOUR_MS, timer -> drafts.sweep());
    DrawStore draws = new DrawStore(vertx, votePool, limits);
    Serving serving =
        new Serving(
            draws,
            new ContentStore(votePool, Contents::toSafeHtml),
            new ReopenedStore(votePool),
            drafts);
    VoteStore votes = new VoteStore(votePool, limits, watch.meters());
    LeaderboardStore boards = new LeaderboardStore(pool);
    Sse events = new Sse(vertx, MOST_READERS, MOST_READERS_OF_ONE);
    watch.waiting("votes", votes::waiting);
    watch.waiting("draws", draws::waiting);
    watch.readers(events::readers);
    Slices slices = new Slices(vertx, new SliceStore(pool), boards);
    this.feed = new BoardFeedVerticle(boards, slices, pages, events);
    String basePath = config.basePath();
    Sessions signIn = new Sessions(sessions, config);
    AuditStore audit = new AuditStore(pool);
    features.add(new ReadyRoutes(watch.readiness())::mount);
    features.add(new HomeRoutes(pages, new HomeStore(pool)::boards)::mount);
    features.add(new LanguageRoutes(pages, basePath)::mount);
    features.add(
        new AdminAccounts(vertx, pages, new AdminAccountStore(pool), audit, sessions, signIn)
            ::mount);
    features.add(new AssignmentRoutes(new AssignmentStore(votePool), serving, basePath)::mount);
    features.add(new DraftRoutes(drafts)::mount);
    SeatRoutes seat = new SeatRoutes(new SeatStore(pool), serving, pages, basePath);
    features.add(new VoteRoutes(votes, serving::next, seat::again, committed, basePath)::mount);
    Origins origins = new Origins(config);
    features.add(new BoardRoutes(pages, boards, slices, feed, events, origins)::mount);
    features.add(new PairRoutes(pages, boards, slices)::mount);
    features.add(new CompareRoutes(pages, boards, slices)::mount);
    features.add(seat::mount);
    features.add(new HistoryRoutes(new HistoryStore(pool), pages)::mount);
    features.add(new OwnFiguresRoutes(new OwnFiguresStore(pool), pages)::mount);
    this.studies = new StudyPages(ground, pages, sessions, audit, events, committed);
    features.add(studies::mount);
    addAnnotators(new AnnotatorStore(pool), signIn);
    features.add(new KeyRoutes(new KeyStore(pool))::mount);
  }

  private void addAnnotators(AnnotatorStore annotators, Sessions signIn) {
    features.add(new JoinRoutes(annotators, signIn, pages, config)::mount);
    features.add(new ReturnRoutes(annotators, signIn, pages, config.basePath())::mount);
    features.add(new MeRoutes(annotators, signIn, pages, config)::mount);
  }

  private record Failed(HttpProblem.Document problem) {}

  /** Loads the classes and texts that the first requests need: not for an event loop. */
  void load() {
    routes();
    pages.load();
    Contents.toSafeHtml("**x** `y` $z^2$", null, "en");
    for (InterfaceLanguage language : InterfaceLanguage.ALL) {
      pages.fragment("error", language.tag(), new Failed(HttpProblem.notFound().document()));
    }
  }

  /** Sends boards to their readers; to be deployed once. */
  BoardFeedVerticle feed() {
    return feed;
  }

  /** Does the imports of this node; to be deployed once. */
  JobVerticle importer() {
    return studies.importer();
  }

  /**
   * Deletes what lies on this machine for the time of serving only; no route is served any more.
   */
  Future<Void> close() {
    return studies.close();
  }

  /** The routes of one event loop. */
  Router router() {
    return routes().router();
  }

  SiteRouter routes() {
    SiteRouter site = new SiteRouter(vertx, config, sessions, pages);
    assets.mount(site, config.basePath());
    features.forEach(feature -> feature.accept(site));
    return site;
  }
}
