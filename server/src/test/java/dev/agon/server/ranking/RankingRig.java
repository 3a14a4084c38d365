package dev.agon.server.ranking;

import dev.agon.server.bus.Address;
import dev.agon.server.bus.VotesRecorded;
import dev.agon.server.ranking.rank.BatchStore;
import dev.agon.server.ranking.rank.BatcherVerticle;
import dev.agon.server.ranking.rank.EventStore;
import dev.agon.server.ranking.rank.LeaderboardStore;
import dev.agon.server.ranking.rank.LeaseStore;
import dev.agon.server.ranking.rank.RankerVerticle;
import dev.agon.server.sql.Pools;
import dev.agon.server.sql.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One node on a test database: a Vert.x instance of its own, and what is deployed on it. */
public final class RankingRig implements AutoCloseable {
  public final Vertx vertx = Vertx.vertx();
  public final Pool pool;

  public RankingRig(TestDatabase database) {
    pool = Pools.create(vertx, database.address(), 4);
  }

  public RankingRig batcher() throws TimeoutException {
    await(vertx.deployVerticle(new BatcherVerticle(new BatchStore(pool))));
    return this;
  }

  public RankingRig ranker() throws TimeoutException {
    ranker(new LeaseStore(pool));
    return this;
  }

  public String ranker(LeaseStore leases) throws TimeoutException {
    return await(
        vertx.deployVerticle(
            new RankerVerticle(leases, new EventStore(pool), new LeaderboardStore(pool), 2)));
  }

  public void wake(VoteFixture fixture) {
    vertx.eventBus().publish(Address.VOTES_RECORDED, new VotesRecorded(fixture.study()).toJson());
  }

  @Override
  public void close() throws TimeoutException {
    await(vertx.close());
  }

  public static <T> T await(Future<T> future) throws TimeoutException {
    return future.await(30, TimeUnit.SECONDS);
  }

  /** Waits until the board counts everything that was committed. */
  public static void awaitBoard(VoteFixture fixture, Duration within)
      throws SQLException, InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    while (fixture.watermark() != fixture.number()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "board at " + fixture.watermark() + " of " + fixture.number() + " after " + within);
      }
      Thread.sleep(10);
    }
  }
}
