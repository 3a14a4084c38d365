package dev.agon.server.ranking;

import static dev.agon.server.ranking.RankingRig.await;
import static dev.agon.server.ranking.RankingRig.awaitBoard;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.preference.Outcome;
import dev.agon.server.ranking.rank.BatchStore;
import dev.agon.server.ranking.rank.LeaseStore;
import dev.agon.server.sql.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows as a clock leaves them that was forty days ahead and has been put right. */
class ClockJumpTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private TestDatabase database;
  private RankingRig rig;
  private VoteFixture study;
  private long comparison;

  @BeforeEach
  void open() throws Exception {
    database = TestDatabase.create();
    rig = new RankingRig(database);
    study = VoteFixture.study(database, "jump");
    comparison = study.comparison(study.generator("a"), study.generator("b"));
  }

  @AfterEach
  void close() throws Exception {
    study.close();
    rig.close();
    database.close();
  }

  private void vote() throws Exception {
    study.vote(study.annotator("person"), comparison, Outcome.FIRST);
  }

  @Test
  void a_board_goes_on_after_batches_that_were_cut_in_the_future() throws Exception {
    rig.batcher().ranker();
    vote();
    awaitBoard(study, SOON);
    study.execute(
        "update batch set cut_at = now() + interval '40 days', sent_at = now() + interval '40 days',"
            + " done_at = now() + interval '40 days' where study = ?",
        study.study());
    study.execute("update leaderboard set computed_at = now() + interval '40 days'");

    vote();
    vote();

    awaitBoard(study, SOON);
    assertThat(study.watermark()).isEqualTo(3);
    assertThat(study.number("select count(*) from batch where cut_at < now()")).isPositive();
  }

  @Test
  void an_open_batch_that_was_sent_in_the_future_is_sent_again() throws Exception {
    BatchStore batches = new BatchStore(rig.pool);
    vote();
    await(batches.cut(study.study()));
    study.execute("update batch set sent_at = now() + interval '40 days'");

    assertThat(await(batches.resend(3)))
        .singleElement()
        .extracting("study")
        .isEqualTo(study.study());
    assertThat(await(batches.resend(3))).isEmpty();
  }

  @Test
  void a_study_held_until_the_future_by_a_ranker_that_is_gone_is_taken_over() throws Exception {
    await(new LeaseStore(rig.pool, "gone").claim(study.study()));
    study.execute("update ranker_lease set expires_at = now() + interval '40 days'");

    rig.batcher().ranker();
    vote();

    awaitBoard(study, SOON);
    assertThat(study.number("select count(*) from ranker_lease where holder <> 'gone'")).isOne();
  }

  @Test
  void a_ranker_that_is_there_brings_its_own_lease_back_to_the_present() throws Exception {
    LeaseStore leases = new LeaseStore(rig.pool, "here");
    await(leases.claim(study.study()));
    study.execute("update ranker_lease set expires_at = now() + interval '40 days'");

    assertThat(await(leases.renew(java.util.List.of(study.study()))))
        .containsExactly(study.study());

    assertThat(
            study.number(
                "select count(*) from ranker_lease where expires_at < now() + interval '10 s'"))
        .isOne();
    assertThat(await(new LeaseStore(rig.pool, "other").claim(study.study()))).isEmpty();
  }
}
