package dev.agon.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.sql.Pools;
import dev.agon.server.sql.StudyFixture;
import dev.agon.server.sql.TestDatabase;
import dev.agon.server.training.TrainingRig;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trainers in processes of their own, which are killed and crash in the middle of trainings. */
class TrainerCrashTest {
  private static final Duration LONG = Duration.ofMinutes(2);

  private static final String SETTINGS =
      """
      {"encoder": "hash", "head": "%s", "loss": "bradley-terry,weights", "folds": %d,
       "ensemble": %d, "seed": 7}
      """;

  /** Much to judge, so that there is a middle. */
  private static final String THOROUGH = SETTINGS.formatted("linear", 10, 10);

  private final TestDatabase database = TestDatabase.create();
  private final Vertx vertx = Vertx.vertx();
  private final Pool pool = Pools.create(vertx, database.address(), 4);
  private final StudyFixture study = TrainingRig.study(pool, 4, 24, 60);

  @AfterEach
  void close() {
    vertx.close().await();
    database.close();
  }

  @ParameterizedTest
  @CsvSource({"linear, 8, 2", "mlp, 2, 1"})
  void trainings_make_one_checksum_also_through_kills_in_the_middle(
      String head, int quick, int killed, @TempDir Path folder) throws Exception {
    int all = quick + killed;
    AgonProcess.Cluster cluster = AgonProcess.Cluster.ofFreePorts(1);
    TrainingRig.vote(study, 3, 0.1, 1);
    AgonProcess trainer = AgonProcess.trainer(folder, cluster, database.address());
    try {
      for (int i = 0; i < quick; i++) {
        demand(SETTINGS.formatted(head, 2, 1));
        await(i + 1);
      }
      for (int i = quick; i < all; i++) {
        demand(SETTINGS.formatted(head, 10, head.equals("linear") ? 10 : 1));
        for (int kill = 0; kill < 2; kill++) {
          awaitMiddle();
          trainer.kill();
          assertThat(state()).isIn("training", "judging");
          trainer = AgonProcess.trainer(folder, cluster, database.address());
        }
        await(i + 1);
      }
    } finally {
      trainer.close();
    }

    List<String> checksums = new ArrayList<>();
    pool.query("select card ->> 'checksum' as sum from reward_model order by version")
        .execute()
        .await()
        .forEach(row -> checksums.add(row.getString("sum")));
    List<Long> attempts = new ArrayList<>();
    pool.query("select attempts::bigint as n from job order by id")
        .execute()
        .await()
        .forEach(row -> attempts.add(row.getLong("n")));
    System.out.println(
        all + " trainings (" + head + "): " + checksums.stream().distinct().toList());
    assertThat(checksums).hasSize(all).containsOnly(checksums.getFirst());
    assertThat(attempts.subList(quick, all)).allMatch(n -> n >= 3);
    assertThat(study.scalar("select count(distinct snapshot) from reward_model")).isEqualTo(1);
  }

  @Test
  void a_native_crash_of_the_trainer_fails_no_vote_and_the_training_goes_on(@TempDir Path folder)
      throws Exception {
    AgonProcess.Cluster cluster = AgonProcess.Cluster.ofFreePorts(3);
    AtomicBoolean over = new AtomicBoolean();
    study.run(
        """
        insert into training_policy (study, every_votes, promotes, settings)
        values ($1, 120, true, $2::text::jsonb)
        """,
        study.id(),
        THOROUGH);
    try (AgonProcess web = AgonProcess.web(folder, cluster, database.address());
        AgonProcess first = AgonProcess.trainer(folder, cluster, database.address());
        Crowd crowd = new Crowd(web.url(), study)) {
      CompletableFuture<Void> voting =
          CompletableFuture.runAsync(() -> voteUntil(crowd, over), Thread.ofVirtual()::start);
      awaitMiddle();
      first.signal("SEGV");
      long before = crowd.acknowledged();
      awaitDeath(first);
      assertThat(crashReports(folder)).isEqualTo(1);
      try (AgonProcess second = AgonProcess.trainer(folder, cluster, database.address())) {
        await(1);
        assertThat(second.isAlive()).isTrue();
      }
      over.set(true);
      voting.join();

      System.out.printf(
          "%d votes acknowledged, %d of them after the crash%n",
          crowd.acknowledged(), crowd.acknowledged() - before);
      assertThat(crowd.acknowledged()).isGreaterThan(before + 20);
      assertThat(study.scalar("select count(*) from vote where source <> 'import'"))
          .isEqualTo(crowd.acknowledged());
      assertThat(study.scalar("select version from reward_model where state = 'promoted'"))
          .isPositive();
      assertThat(study.scalar("select attempts from job order by id limit 1")).isEqualTo(2);
      assertThat(web.isAlive()).isTrue();
    }
  }

  private static void voteUntil(Crowd crowd, AtomicBoolean over) {
    try {
      while (!over.get()) {
        crowd.vote(1);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("a vote failed", e);
    }
  }

  private void demand(String settings) {
    study.run(
        """
        insert into job (kind, study, parameters, to_number)
        select 'training', $1, $2::text::jsonb, seq from study_clock where study = $1
        """,
        study.id(),
        settings);
  }

  private String state() {
    Row row =
        pool.query("select step from job order by id desc limit 1")
            .execute()
            .await()
            .iterator()
            .next();
    return row.getString("step");
  }

  /** Until a trainer that is alive has begun the open run's attempt and is in the middle of it. */
  private void awaitMiddle() {
    // A killed trainer's progress stays in the row.
    long known = study.scalar("select coalesce(max(attempts), 0) from job where ended_at is null");
    Awaitility.await("a training in its middle")
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () ->
                study.scalar(
                        """
                        select count(*) from job
                        where ended_at is null and step in ('training', 'judging')
                          and (progress ->> 'step')::bigint >= 1 and attempts > $1
                        """,
                        known)
                    == 1);
  }

  private void await(int versions) {
    Awaitility.await("version " + versions)
        .atMost(LONG)
        .failFast(
            "a training failed",
            () -> study.scalar("select count(*) from job where state = 'failed'") > 0)
        .until(() -> study.scalar("select count(*) from reward_model") >= versions);
  }

  private static void awaitDeath(AgonProcess process) {
    Awaitility.await("it dies").atMost(Duration.ofSeconds(20)).until(() -> !process.isAlive());
  }

  private static long crashReports(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith("crash-")).count();
    }
  }
}
