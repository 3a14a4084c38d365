package dev.agon.server.ranking.rank;

import static dev.agon.server.ranking.RankingRig.await;
import static dev.agon.server.ranking.RankingRig.awaitBoard;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.preference.Outcome;
import dev.agon.ranking.Method;
import dev.agon.server.bus.Address;
import dev.agon.server.ranking.Board;
import dev.agon.server.ranking.RankingRig;
import dev.agon.server.ranking.Recount;
import dev.agon.server.ranking.VoteFixture;
import dev.agon.server.sql.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
class RankerVerticleTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final TestDatabase database = TestDatabase.create();
  private final RankingRig rig = new RankingRig(database);

  @BeforeAll
  void deploy() throws Exception {
    rig.batcher().ranker();
  }

  @AfterAll
  void close() throws Exception {
    rig.close();
    database.close();
  }

  @Test
  void after_revisions_withdrawals_and_exclusions_the_board_equals_one_counted_afresh()
      throws Exception {
    try (VoteFixture study = VoteFixture.study(database, "exactly-once")) {
      Random random = new Random(7);
      List<Long> generators = study.generators(5);
      List<Long> comparisons = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        int first = random.nextInt(5);
        int second = (first + 1 + random.nextInt(4)) % 5;
        comparisons.add(study.comparison(generators.get(first), generators.get(second)));
      }
      Map<Long, Integer> revisions = new HashMap<>();
      List<Long> places = new ArrayList<>();
      List<Long> annotators = new ArrayList<>();
      Set<Long> excluded = new HashSet<>();
      for (int step = 0; step < 300; step++) {
        int what = random.nextInt(20);
        if (what < 12 || places.size() < 20) {
          long annotator = study.annotator("person");
          annotators.add(annotator);
          long place = study.vote(annotator, comparisons.get(random.nextInt(12)), outcome(random));
          places.add(place);
          revisions.put(place, 1);
        } else if (what < 18) {
          long place = places.get(random.nextInt(places.size()));
          int revision = revisions.merge(place, 1, Integer::sum);
          if (what < 16) {
            study.revise(place, revision, outcome(random));
          } else {
            study.withdraw(place, revision);
          }
        } else {
          long annotator = annotators.get(random.nextInt(annotators.size()));
          if (excluded.remove(annotator)) {
            study.include(annotator);
          } else {
            study.exclude(annotator);
            excluded.add(annotator);
          }
        }
        if (random.nextInt(4) == 0) {
          rig.wake(study);
        }
        if (step % 50 == 49) {
          assertBoardEqualsRows(study, Method.BRADLEY_TERRY, excluded);
        }
      }
    }
  }

  @Test
  void a_vote_whose_transaction_stays_open_is_neither_skipped_nor_counted_twice() throws Exception {
    for (boolean commits : new boolean[] {true, false}) {
      String slug = "held-open-" + commits;
      try (VoteFixture study = VoteFixture.study(database, slug);
          VoteFixture slow = study.heldOpen(database);
          VoteFixture quick = study.heldOpen(database)) {
        long comparison = study.comparison(study.generator("a"), study.generator("b"));
        study.vote(study.annotator("person"), comparison, Outcome.FIRST);
        awaitBoard(study, SOON);
        List<Long> annotators = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          annotators.add(study.annotator("person"));
        }

        slow.vote(annotators.getFirst(), comparison, Outcome.SECOND);
        CompletableFuture<Void> others =
            CompletableFuture.runAsync(
                () -> {
                  for (long annotator : annotators.subList(1, 4)) {
                    try {
                      quick.vote(annotator, comparison, Outcome.FIRST);
                      quick.commit();
                    } catch (SQLException e) {
                      throw new IllegalStateException(e);
                    }
                  }
                });
        rig.wake(study);
        Awaitility.await("what is not committed stays uncounted")
            .pollInSameThread()
            .during(Duration.ofMillis(1_500))
            .untilAsserted(() -> assertThat(study.watermark()).isEqualTo(1));
        if (commits) {
          slow.commit();
        } else {
          slow.rollback();
        }
        others.get(10, TimeUnit.SECONDS);

        assertThat(study.number()).isEqualTo(commits ? 5 : 4);
        assertBoardEqualsRows(study, Method.BRADLEY_TERRY, Set.of());
        assertThat(board(study).votes()).isEqualTo(commits ? 5 : 4);
      }
    }
  }

  @Test
  void a_write_transaction_in_another_study_and_another_database_delays_nothing() throws Exception {
    try (TestDatabase elsewhere = TestDatabase.create();
        VoteFixture foreign = VoteFixture.study(elsewhere, "elsewhere").heldOpen(elsewhere);
        VoteFixture study = VoteFixture.study(database, "undelayed");
        VoteFixture neighbour = VoteFixture.study(database, "neighbour").heldOpen(database)) {
      foreign.generator("never committed");
      neighbour.vote(
          neighbour.annotator("person"),
          neighbour.comparison(neighbour.generator("a"), neighbour.generator("b")),
          Outcome.TIE);
      study.vote(
          study.annotator("person"),
          study.comparison(study.generator("a"), study.generator("b")),
          Outcome.TIE);
      rig.wake(study);

      awaitBoard(study, SOON);
      neighbour.rollback();
      foreign.rollback();
    }
  }

  @Test
  void without_any_message_the_timers_do_the_work() throws Exception {
    try (TestDatabase own = TestDatabase.create();
        RankingRig web = new RankingRig(own).batcher();
        RankingRig worker = new RankingRig(own).ranker();
        VoteFixture study = VoteFixture.study(own, "no-bus")) {
      assertThat(web.vertx).isNotSameAs(worker.vertx);
      long comparison = study.comparison(study.generator("a"), study.generator("b"));
      for (int i = 0; i < 3; i++) {
        study.vote(study.annotator("person"), comparison, Outcome.FIRST);
        awaitBoard(study, Duration.ofSeconds(5));
      }
    }
  }

  @Test
  void two_rankers_make_one_result() throws Exception {
    try (TestDatabase own = TestDatabase.create();
        RankingRig web = new RankingRig(own).batcher();
        RankingRig one = new RankingRig(own).ranker();
        RankingRig two = new RankingRig(own).ranker();
        VoteFixture study = VoteFixture.study(own, "competing")) {
      long comparison = study.comparison(study.generator("a"), study.generator("b"));
      for (int i = 0; i < 60; i++) {
        study.vote(study.annotator("person"), comparison, i % 3 == 0 ? Outcome.TIE : Outcome.FIRST);
        if (i % 15 == 0) {
          RankingRig.awaitNumber(study, "select count(*) from batch", i / 15 + 1);
        }
      }
      awaitBoard(study, SOON);
      awaitIntervals(study);

      assertThat(study.number("select count(distinct holder) from ranker_lease")).isEqualTo(1);
      assertThat(study.number("select fence from ranker_lease")).isEqualTo(1);
      assertThat(
              study.number(
                  """
                  select count(*) from batch b where after_number <>
                    coalesce((select max(to_number) from batch where id < b.id), 0)
                  """))
          .isZero();
      assertThat(Recount.stored(study, own, CriterionState.ALL))
          .isEqualTo(Recount.ofRows(own, study, Method.BRADLEY_TERRY, Set.of()));
      assertThat(web.vertx).isNotSameAs(one.vertx).isNotSameAs(two.vertx);
    }
  }

  @Test
  void when_the_holder_vanishes_another_takes_over_and_counts_afresh() throws Exception {
    try (VoteFixture study = VoteFixture.study(database, "take-over")) {
      long fence = await(new LeaseStore(rig.pool, "vanished").claim(study.study())).orElseThrow();
      study.vote(
          study.annotator("person"),
          study.comparison(study.generator("a"), study.generator("b")),
          Outcome.FIRST);

      awaitBoard(study, Duration.ofSeconds(15));

      assertThat(study.number("select fence from leaderboard where study = ?", study.study()))
          .isGreaterThan(fence);
    }
  }

  @Test
  void a_stopped_ranker_gives_its_studies_back_at_once() throws Exception {
    try (TestDatabase own = TestDatabase.create();
        RankingRig node = new RankingRig(own).batcher();
        VoteFixture study = VoteFixture.study(own, "given-back")) {
      String first = node.ranker(new LeaseStore(node.pool));
      long comparison = study.comparison(study.generator("a"), study.generator("b"));
      study.vote(study.annotator("person"), comparison, Outcome.FIRST);
      awaitBoard(study, SOON);

      await(node.vertx.undeploy(first));
      node.ranker();
      study.vote(study.annotator("person"), comparison, Outcome.FIRST);

      awaitBoard(study, Duration.ofSeconds(4));
      assertThat(study.number("select fence from ranker_lease")).isEqualTo(2);
    }
  }

  @Test
  void intervals_follow_within_seconds_and_carry_their_own_number() throws Exception {
    try (VoteFixture study = VoteFixture.study(database, "intervals")) {
      long comparison = study.comparison(study.generator("a"), study.generator("b"));
      for (int i = 0; i < 10; i++) {
        study.vote(study.annotator("person"), comparison, i < 6 ? Outcome.FIRST : Outcome.SECOND);
        rig.wake(study);
        awaitBoard(study, SOON);
      }
      awaitBoard(study, SOON);
      awaitIntervals(study);

      assertBoardEqualsRows(study, Method.BRADLEY_TERRY, Set.of());
    }
  }

  @Test
  void erased_votes_and_repeats_do_not_count() throws Exception {
    try (VoteFixture study = VoteFixture.study(database, "erasure")) {
      long comparison = study.comparison(study.generator("a"), study.generator("b"));
      long leaver = study.annotator("person");
      long place = study.vote(leaver, comparison, Outcome.FIRST);
      study.revise(place, 2, Outcome.SECOND);
      study.vote(study.annotator("person"), comparison, Outcome.FIRST);
      study.vote(study.annotator("person"), comparison, Outcome.FIRST, 2);
      study.vote(study.annotator("person"), comparison, Outcome.FIRST, 3);
      study.vote(study.annotator("person"), comparison, Outcome.FIRST, 4);
      awaitBoard(study, SOON);
      assertThat(board(study).votes()).isEqualTo(3);

      study.erase(leaver);
      awaitBoard(study, SOON);

      assertThat(board(study).votes()).isEqualTo(2);
      assertThat(board(study).items()).allMatch(item -> item.ties() == 0);
    }
  }

  @Test
  void a_board_whose_votes_were_all_withdrawn_is_empty_again() throws Exception {
    try (VoteFixture study = VoteFixture.study(database, "emptied")) {
      long place =
          study.vote(
              study.annotator("person"),
              study.comparison(study.generator("a"), study.generator("b")),
              Outcome.FIRST);
      awaitBoard(study, SOON);
      study.withdraw(place, 2);
      awaitBoard(study, SOON);

      assertThat(board(study).votes()).isZero();
      assertThat(board(study).items()).isEmpty();
    }
  }

  @Test
  void another_method_is_applied_without_a_new_vote() throws Exception {
    try (VoteFixture study = VoteFixture.study(database, "method")) {
      List<Long> generators = study.generators(3);
      for (int i = 0; i < 12; i++) {
        long first = generators.get(i % 3);
        long second = generators.get((i + 1) % 3);
        Outcome outcome =
            List.of(Outcome.FIRST, Outcome.TIE, Outcome.SECOND, Outcome.FIRST).get(i % 4);
        study.vote(study.annotator("person"), study.comparison(first, second), outcome);
      }
      awaitBoard(study, SOON);
      study.execute("update study set board_method = 'davidson' where id = ?", study.study());
      Awaitility.await().atMost(SOON).pollInSameThread().until(() -> board(study).nu() != 0);

      assertBoardEqualsRows(study, Method.DAVIDSON, Set.of());
      assertThat(board(study).nu()).isPositive();
    }
  }

  @Test
  void votes_of_machines_are_counted_apart_and_people_have_a_board_of_their_own() throws Exception {
    try (VoteFixture study = VoteFixture.study(database, "kinds")) {
      long comparison = study.comparison(study.generator("a"), study.generator("b"));
      study.vote(study.annotator("person"), comparison, Outcome.FIRST);
      awaitBoard(study, SOON);
      study.vote(study.annotator("simulated"), comparison, Outcome.SECOND);
      study.vote(study.annotator("machine"), comparison, Outcome.SECOND);
      awaitBoard(study, SOON);

      assertThat(board(study).kinds()).isEqualTo(new Board.Kinds(1, 1, 1));
      assertThat(board(study).items())
          .allMatch(item -> item.kinds().equals(new Board.Kinds(1, 1, 1)));
      Board people = Recount.board(study, database, CriterionState.PEOPLE);
      assertThat(people.kinds()).isEqualTo(new Board.Kinds(1, 0, 0));
      assertThat(people.items().getFirst().wins()).isEqualTo(1);
    }
  }

  @Test
  void at_most_ten_boards_a_second_are_written() throws Exception {
    try (VoteFixture study = VoteFixture.study(database, "bounded")) {
      ConcurrentLinkedQueue<Long> updates = new ConcurrentLinkedQueue<>();
      rig.vertx
          .eventBus()
          .consumer(Address.LEADERBOARD_UPDATED, message -> updates.add(System.nanoTime()));
      long comparison = study.comparison(study.generator("a"), study.generator("b"));
      long until = System.nanoTime() + Duration.ofSeconds(3).toNanos();
      while (System.nanoTime() < until) {
        study.vote(study.annotator("person"), comparison, Outcome.FIRST);
        rig.wake(study);
      }
      awaitBoard(study, SOON);

      long batches = study.number("select count(*) from batch where study = ?", study.study());
      assertThat(batches).isBetween(6L, 36L);
    }
  }

  private void assertBoardEqualsRows(VoteFixture study, Method method, Set<Long> excluded)
      throws Exception {
    awaitBoard(study, SOON);
    awaitIntervals(study);
    assertThat(Recount.stored(study, database, CriterionState.ALL))
        .isEqualTo(Recount.ofRows(database, study, method, excluded));
  }

  private static void awaitIntervals(VoteFixture study) throws Exception {
    String behind = "select watermark - intervals_at from leaderboard where study = ?";
    Awaitility.await("intervals follow")
        .atMost(SOON)
        .pollInSameThread()
        .until(() -> study.number(behind, study.study()) <= 0);
  }

  private Board board(VoteFixture study) throws SQLException {
    return Recount.board(study, database, CriterionState.ALL);
  }

  private static Outcome outcome(Random random) {
    return Outcome.of(1 + random.nextInt(4));
  }
}
