package dev.agon.server.ranking;

import dev.agon.server.bus.Address;
import dev.agon.server.bus.VotesRecorded;
import dev.agon.server.http.Sse;
import dev.agon.server.http.TestSite;
import dev.agon.server.http.session.Origins;
import dev.agon.server.http.session.TestSessions;
import dev.agon.server.ranking.board.BoardFeedVerticle;
import dev.agon.server.ranking.board.BoardRoutes;
import dev.agon.server.ranking.board.CompareRoutes;
import dev.agon.server.ranking.board.PairRoutes;
import dev.agon.server.ranking.rank.BatchStore;
import dev.agon.server.ranking.rank.BatcherVerticle;
import dev.agon.server.ranking.rank.EventStore;
import dev.agon.server.ranking.rank.LeaderboardStore;
import dev.agon.server.ranking.rank.LeaseStore;
import dev.agon.server.ranking.rank.RankerVerticle;
import dev.agon.server.ranking.slice.SliceStore;
import dev.agon.server.ranking.slice.Slices;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

/** A site with the leaderboard's pages, a batcher and a ranker. */
public final class BoardSite implements AutoCloseable {
  public final TestSite site;

  private record Shared(Sse sse, LeaderboardStore store, Slices slices, BoardFeedVerticle feed) {}

  private BoardSite(TestSite site) {
    this.site = site;
  }

  /** With room for so many readers of streams. */
  public static BoardSite start(int mostReaders) throws TimeoutException {
    ConcurrentHashMap<TestSite, Shared> shared = new ConcurrentHashMap<>();
    TestSite site =
        TestSite.start(
            (test, router) -> {
              Shared node = shared.computeIfAbsent(test, t -> share(t, mostReaders));
              Origins origins = new Origins(test.config);
              new BoardRoutes(test.pages, node.store, node.slices, node.feed, node.sse, origins)
                  .mount(router);
              new PairRoutes(test.pages, node.store, node.slices).mount(router);
              new CompareRoutes(test.pages, node.store, node.slices).mount(router);
            });
    Shared node = shared.values().iterator().next();
    RankingRig.await(site.vertx.deployVerticle(node.feed));
    RankingRig.await(site.vertx.deployVerticle(new BatcherVerticle(new BatchStore(site.pool))));
    RankingRig.await(
        site.vertx.deployVerticle(
            new RankerVerticle(
                new LeaseStore(site.pool), new EventStore(site.pool), node.store, 2)));
    return new BoardSite(site);
  }

  private static Shared share(TestSite test, int mostReaders) {
    Sse sse = new Sse(test.vertx, mostReaders, mostReaders);
    LeaderboardStore store = new LeaderboardStore(test.pool);
    Slices slices = new Slices(test.vertx, new SliceStore(test.pool), store);
    return new Shared(sse, store, slices, new BoardFeedVerticle(store, slices, test.pages, sse));
  }

  /** Wakes the batcher as the vote feature does. */
  public void wake(VoteFixture study) {
    site.vertx
        .eventBus()
        .publish(Address.VOTES_RECORDED, new VotesRecorded(study.study()).toJson());
  }

  /** The cookie of a new session of an annotator. */
  public String annotator(String slug, long annotator) throws TimeoutException {
    return "agon_s_" + slug + "=" + TestSessions.ofAnnotator(site.store, annotator);
  }

  /** The cookie of a new session of a new admin. */
  public String admin(VoteFixture study) throws Exception {
    long admin =
        study.number(
            "insert into admin (name, password_hash) values (?, '') returning id",
            "admin of " + study.study());
    return "agon_admin=" + TestSessions.ofAdmin(site.store, admin);
  }

  @Override
  public void close() {
    site.close();
  }
}
