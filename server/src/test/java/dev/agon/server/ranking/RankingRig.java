package dev.agon.server.ranking;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;

/** One node on a test database: a Vert.x instance of its own, and what is deployed on it. */
public final class RankingRig implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

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
  public static void awaitBoard(VoteFixture fixture, Duration within) {
    Awaitility.await("the board counts every vote")
        .atMost(within)
        .pollInSameThread()
        .pollInterval(Duration.ofMillis(10))
        .untilAsserted(() -> assertThat(fixture.watermark()).isEqualTo(fixture.number()));
  }

  /** Waits until a query gives at least this number. */
  public static void awaitNumber(VoteFixture fixture, String query, long least) {
    Awaitility.await(query)
        .atMost(PATIENCE)
        .pollInSameThread()
        .untilAsserted(() -> assertThat(fixture.number(query)).isGreaterThanOrEqualTo(least));
  }
}
