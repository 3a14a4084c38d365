package dev.agon.server.ranking;

import static dev.agon.server.ranking.RankingRig.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.preference.Outcome;
import dev.agon.ranking.Method;
import dev.agon.server.ranking.rank.BatchStore;
import dev.agon.server.ranking.rank.LeaderboardStore;
import dev.agon.server.ranking.rank.LeaseStore;
import dev.agon.server.ranking.rank.StudyCounts;
import dev.agon.server.ranking.rank.Task;
import dev.agon.server.sql.TestDatabase;
import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FenceTest {
  private final TestDatabase database = TestDatabase.create();
  private final RankingRig rig = new RankingRig(database);
  private final LeaseStore old = new LeaseStore(rig.pool);
  private final LeaseStore young = new LeaseStore(rig.pool);
  private final LeaderboardStore boards = new LeaderboardStore(rig.pool);

  @AfterAll
  void close() throws Exception {
    rig.close();
    database.close();
  }

  @Test
  void a_held_study_cannot_be_claimed_and_a_released_one_can_under_a_higher_fence()
      throws Exception {
    try (VoteFixture study = VoteFixture.study(database, "claims")) {
      assertThat(await(old.claim(study.study()))).hasValue(1);
      assertThat(await(young.claim(study.study()))).isEmpty();

      await(old.release(List.of(study.study())));

      assertThat(await(young.claim(study.study()))).hasValue(2);
      assertThat(await(old.renew(List.of(study.study())))).isEmpty();
      assertThat(await(young.renew(List.of(study.study())))).containsExactly(study.study());
    }
  }

  @Test
  void the_write_of_an_old_holder_is_refused_also_while_nobody_has_taken_over() throws Exception {
    try (VoteFixture study = VoteFixture.study(database, "refused")) {
      study.vote(
          study.annotator("person"),
          study.comparison(study.generator("a"), study.generator("b")),
          Outcome.FIRST);
      await(new BatchStore(rig.pool).cut(study.study()));
      long fence = await(old.claim(study.study())).orElseThrow();
      expire(study);

      assertThat(write(study, old, fence).held()).isFalse();
      long higher = await(young.claim(study.study())).orElseThrow();
      assertThat(write(study, old, fence).held()).isFalse();
      assertThat(write(study, old, higher).held()).isFalse();
      assertThat(study.watermark()).isEqualTo(-1);
      assertThat(study.number("select count(*) from batch where state = 'done'")).isZero();

      assertThat(write(study, young, higher)).isEqualTo(new LeaderboardStore.Written(true, 1, 1));
      assertThat(study.watermark()).isEqualTo(1);
      assertThat(study.number("select fence from leaderboard where study = ?", study.study()))
          .isEqualTo(higher);
    }
  }

  @Test
  void the_same_holder_gets_a_higher_fence_when_it_claims_again() throws Exception {
    try (VoteFixture study = VoteFixture.study(database, "again")) {
      long fence = await(old.claim(study.study())).orElseThrow();

      assertThat(await(old.claim(study.study()))).hasValue(fence + 1);
      assertThat(write(study, old, fence).held()).isFalse();
    }
  }

  @Test
  void a_take_over_waits_for_a_write_under_way_and_not_the_other_way_round() throws Exception {
    try (VoteFixture study = VoteFixture.study(database, "lock");
        VoteFixture writing = study.heldOpen(database)) {
      long fence = await(old.claim(study.study())).orElseThrow();
      writing.number(
          "select fence from ranker_lease where study = ? and fence = ? for update",
          study.study(),
          fence);
      expire(study, writing);
      var takeOver = young.claim(study.study());
      RankingRig.awaitNumber(
          study,
          "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
          1);
      assertThat(takeOver.isComplete()).isFalse();

      writing.commit();

      assertThat(await(takeOver)).hasValue(fence + 1);
    }
  }

  private LeaderboardStore.Written write(VoteFixture study, LeaseStore as, long fence)
      throws TimeoutException {
    StudyCounts state =
        new StudyCounts(
            new Task(
                Method.BRADLEY_TERRY,
                List.of((short) 1),
                Optional.of(new Task.Range(0, 1, false)),
                0,
                false,
                false));
    JsonArray results = state.boards(1, true);
    return await(
        boards.write(
            study.study(), new LeaderboardStore.Writer(as.holder(), fence), state, results));
  }

  private static void expire(VoteFixture study) throws Exception {
    expire(study, study);
  }

  private static void expire(VoteFixture study, VoteFixture by) throws Exception {
    by.execute(
        "update ranker_lease set expires_at = now() - interval '1 s' where study = ?",
        study.study());
  }
}
