package dev.agon.server.ranking;

import dev.agon.server.http.Sse;
import dev.agon.server.http.TestSite;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A site with the leaderboard's pages, a batcher and a ranker. */
final class BoardSite implements AutoCloseable {
  final TestSite site;

  private record Shared(Sse sse, LeaderboardStore store, BoardFeedVerticle feed) {}

  private BoardSite(TestSite site) {
    this.site = site;
  }

  static BoardSite start(int mostReaders) throws TimeoutException {
    ConcurrentHashMap<TestSite, Shared> shared = new ConcurrentHashMap<>();
    TestSite site =
        TestSite.start(
            (test, router) -> {
              Shared node = shared.computeIfAbsent(test, t -> share(t, mostReaders));
              new BoardRoutes(test.pages, node.store, node.feed, node.sse).mount(router);
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
    Sse sse = new Sse(test.vertx, mostReaders);
    LeaderboardStore store = new LeaderboardStore(test.pool);
    return new Shared(sse, store, new BoardFeedVerticle(store, test.pages, sse));
  }

  /** The cookie of a new session of an annotator. */
  String annotator(String slug, long annotator) throws TimeoutException {
    return "agon_s_" + slug + "=" + site.store.openAnnotator(annotator).await(10, TimeUnit.SECONDS);
  }

  /** The cookie of a new session of a new admin. */
  String admin(VoteFixture study) throws Exception {
    long admin =
        study.number(
            "insert into admin (name, password_hash) values (?, '') returning id",
            "admin of " + study.study());
    return "agon_admin=" + site.store.openAdmin(admin).await(10, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    site.close();
  }
}
