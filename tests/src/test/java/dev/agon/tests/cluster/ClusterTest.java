package dev.agon.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.sql.Pools;
import dev.agon.server.sql.StudyFixture;
import dev.agon.server.sql.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterTest {
  private static final Duration TAKE_OVER = Duration.ofSeconds(15);

  private final TestDatabase database = TestDatabase.create();
  private final Vertx vertx = Vertx.vertx();
  private final StudyFixture study =
      StudyFixture.create(Pools.create(vertx, database.address(), 2), 5, 40, 3).open(0);
  private AgonProcess.Cluster cluster = new AgonProcess.Cluster(0, 0);

  @BeforeEach
  void ports() throws IOException {
    cluster = AgonProcess.Cluster.ofFreePorts(3);
  }

  @AfterEach
  void close() {
    vertx.close().await();
    database.close();
  }

  @Test
  void votes_at_one_process_are_ranked_by_the_other_through_kills_of_it(@TempDir Path folder)
      throws Exception {
    try (AgonProcess web = AgonProcess.web(folder, cluster, database.address());
        AgonProcess first = AgonProcess.ranker(folder, cluster, database.address());
        Crowd crowd = new Crowd(web.url(), study)) {
      crowd.vote(50);
      crowd.awaitBoard(TAKE_OVER);
      assertThat(holderPid()).isEqualTo(first.pid());
      crowd.vote(1);
      Duration wakened = crowd.awaitBoard(TAKE_OVER);

      first.kill();
      crowd.vote(60);
      long killedFence = fence();
      try (AgonProcess second = AgonProcess.ranker(folder, cluster, database.address())) {
        Duration caughtUp = crowd.awaitBoard(TAKE_OVER);
        System.out.printf(
            "vote to board over the cluster %d ms; caught up %d ms after the restart%n",
            wakened.toMillis(), caughtUp.toMillis());

        assertThat(holderPid()).isEqualTo(second.pid());
        assertThat(fence()).isGreaterThan(killedFence);
        assertCountsEachVoteOnce(crowd);
        assertThat(second.terminate()).isZero();
        assertThat(study.scalar("select count(*) from ranker_lease where expires_at > now()"))
            .as("leases are given back by an orderly end")
            .isZero();
      }
    }
  }

  @Test
  void a_ranker_that_was_stopped_and_goes_on_writes_nothing_and_works_again(@TempDir Path folder)
      throws Exception {
    try (AgonProcess web = AgonProcess.web(folder, cluster, database.address());
        AgonProcess hung = AgonProcess.ranker(folder, cluster, database.address());
        Crowd crowd = new Crowd(web.url(), study)) {
      crowd.vote(40);
      crowd.awaitBoard(TAKE_OVER);
      long oldFence = fence();
      try (AgonProcess other = AgonProcess.ranker(folder, cluster, database.address())) {
        crowd.vote(5);
        hung.signal("STOP");
        long stopped = System.nanoTime();
        crowd.vote(30);
        Duration takenOver = crowd.awaitBoard(TAKE_OVER);
        assertThat(holderPid()).isEqualTo(other.pid());
        long fence = fence();
        assertThat(fence).isGreaterThan(oldFence);

        Awaitility.await("stopped for half a minute")
            .atMost(Duration.ofMinutes(1))
            .until(() -> System.nanoTime() - stopped > Duration.ofSeconds(30).toNanos());
        crowd.vote(5);
        hung.signal("CONT");
        Awaitility.await("it writes nothing")
            .pollInSameThread()
            .pollInterval(Duration.ofMillis(500))
            .during(Duration.ofSeconds(5))
            .untilAsserted(
                () -> {
                  crowd.vote(2);
                  assertThat(fence()).isEqualTo(fence);
                  assertThat(study.scalar("select min(fence) from leaderboard")).isEqualTo(fence);
                });
        crowd.awaitBoard(TAKE_OVER);
        assertCountsEachVoteOnce(crowd);
        assertThat(hung.log()).contains("the lease ended before it was renewed");

        other.kill();
        crowd.vote(20);
        Duration back = crowd.awaitBoard(TAKE_OVER);
        assertThat(hung.isAlive()).isTrue();
        assertThat(holderPid()).isEqualTo(hung.pid());
        assertCountsEachVoteOnce(crowd);
        System.out.printf(
            "taken over %d ms after SIGSTOP; the continued ranker took over %d ms after a kill%n",
            takenOver.toMillis(), back.toMillis());
      }
    }
  }

  private void assertCountsEachVoteOnce(Crowd crowd) throws Exception {
    JsonObject board = crowd.board();
    assertThat(board.getLong("votes")).isEqualTo(crowd.acknowledged());
    assertThat(study.scalar("select count(*) from vote")).isEqualTo(crowd.acknowledged());
    assertThat(study.scalar("select count(*) from batch where state = 'cut'")).isZero();
    assertThat(
            board.getJsonArray("items").stream()
                .mapToLong(item -> ((JsonObject) item).getLong("votes"))
                .sum())
        .isEqualTo(2 * crowd.acknowledged());
  }

  private long fence() {
    return study.scalar("select fence from ranker_lease where study = $1", study.id());
  }

  /** A holder's name starts with its process id. */
  private long holderPid() {
    return study.scalar(
        "select split_part(holder, '-', 1)::bigint from ranker_lease where study = $1", study.id());
  }
}
