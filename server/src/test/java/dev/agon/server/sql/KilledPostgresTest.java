package dev.agon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writers that go on while Postgres is killed again and again. */
@Tag("slow")
class KilledPostgresTest {
  private static final int WRITERS = 16;
  private static final int KILLS = 5;
  private static final int MORE = 300;
  private static final long RETRY_MS = 5;

  @TempDir Path folder = Path.of("");
  private final AtomicLong next = new AtomicLong();
  private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean enough = new AtomicBoolean();
  private final AtomicLong lastAnswer = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private final AtomicLong longestPause = new AtomicLong();

  @Test
  void nothing_acknowledged_is_lost_and_the_pool_finds_the_server_again() throws Exception {
    Vertx vertx = Vertx.vertx();
    try (EmbeddedPostgres server = EmbeddedPostgres.start(folder)) {
      Pool pool = Pools.create(vertx, server.address(), 8);
      pool.query("create table written (id bigint primary key)").execute().await();
      lastAnswer.set(System.nanoTime());
      CountDownLatch done = new CountDownLatch(WRITERS);
      for (int writer = 0; writer < WRITERS; writer++) {
        write(vertx, pool, done);
      }
      awaitMore();
      for (int kill = 0; kill < KILLS; kill++) {
        Launcher.signal("KILL", server.pid());
        awaitMore();
      }
      enough.set(true);
      assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();

      Set<Long> stored = new HashSet<>();
      for (Row row : pool.query("select id from written").execute().await()) {
        stored.add(row.getLong(0));
      }
      assertThat(stored).containsAll(acknowledged);
      assertThat(acknowledged).hasSizeGreaterThan(KILLS * MORE);
      System.out.printf(
          "%d kills, %d writes acknowledged, %d failed, longest time without an answer %d ms%n",
          KILLS,
          acknowledged.size(),
          failures.get(),
          TimeUnit.NANOSECONDS.toMillis(longestPause.get()));
    } finally {
      vertx.close().await();
    }
  }

  private void awaitMore() {
    int before = acknowledged.size();
    Awaitility.await("writes go on")
        .atMost(Duration.ofSeconds(30))
        .until(() -> acknowledged.size() >= before + MORE);
  }

  private void write(Vertx vertx, Pool pool, CountDownLatch done) {
    if (enough.get()) {
      done.countDown();
      return;
    }
    long id = next.incrementAndGet();
    pool.preparedQuery("insert into written values ($1)")
        .execute(Tuple.of(id))
        .onSuccess(
            _ -> {
              acknowledged.add(id);
              long now = System.nanoTime();
              longestPause.accumulateAndGet(now - lastAnswer.getAndSet(now), Math::max);
              write(vertx, pool, done);
            })
        .onFailure(
            _ -> {
              failures.incrementAndGet();
              vertx.setTimer(RETRY_MS, _ -> write(vertx, pool, done));
            });
  }
}
