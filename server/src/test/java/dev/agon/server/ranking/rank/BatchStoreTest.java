package dev.agon.server.ranking.rank;

import static dev.agon.server.ranking.RankingRig.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.preference.Outcome;
import dev.agon.server.ranking.RankingRig;
import dev.agon.server.ranking.VoteFixture;
import dev.agon.server.sql.TestDatabase;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BatchStoreTest {
  private final TestDatabase database = TestDatabase.create();
  private final RankingRig rig = new RankingRig(database);
  private final BatchStore batches = new BatchStore(rig.pool);
  private final LeaseStore leases = new LeaseStore(rig.pool);

  @AfterAll
  void close() throws Exception {
    rig.close();
    database.close();
  }

  @BeforeAll
  void another_study_that_is_never_behind() throws Exception {
    try (VoteFixture other = VoteFixture.study(database, "at-rest")) {
      assertThat(await(batches.cut(other.study()))).isEmpty();
    }
  }

  @Test
  void a_batch_covers_everything_since_the_last_one() throws Exception {
    try (VoteFixture study = VoteFixture.study(database, "covers")) {
      votes(study, 3);

      BatchStore.Behind behind = await(batches.cut(study.study())).getFirst();

      assertThat(behind.batch()).get().extracting("after", "to").containsExactly(0L, 3L);
      assertThat(behind.holder()).isEmpty();
    }
  }

  @Test
  void while_a_batch_is_open_no_other_is_cut() throws Exception {
    try (VoteFixture study = VoteFixture.study(database, "bounded")) {
      votes(study, 1);
      await(batches.cut(study.study()));
      votes(study, 1);

      assertThat(await(batches.cut(study.study())))
          .singleElement()
          .satisfies(behind -> assertThat(behind.batch()).isEmpty());
    }
  }

  @Test
  void the_next_batch_starts_where_the_last_one_ends_but_not_within_a_tenth_of_a_second()
      throws Exception {
    try (VoteFixture study = VoteFixture.study(database, "next")) {
      votes(study, 1);
      await(batches.cut(study.study()));
      study.execute("update batch set state = 'done' where study = ?", study.study());
      votes(study, 2);

      age(study, "0 seconds");
      assertThat(await(batches.cut(study.study())).getFirst().batch()).isEmpty();
      age(study, "0.1 seconds");
      assertThat(await(batches.cut(study.study())).getFirst().batch())
          .get()
          .extracting("after", "to")
          .containsExactly(1L, 3L);
    }
  }

  @Test
  void in_an_open_study_a_batch_ends_before_the_first_answer_that_may_still_be_changed()
      throws Exception {
    try (VoteFixture study = VoteFixture.study(database, "open")) {
      study.execute("update study set undo_seconds = 60 where id = ?", study.study());
      votes(study, 4);
      sent(study, "number <> 3", "-1 hour");

      BatchStore.Behind behind = await(batches.cut(study.study())).getFirst();
      assertThat(behind.batch()).get().extracting("after", "to").containsExactly(0L, 2L);
      assertThat(settled(study)).isEqualTo(2);
      study.execute("update batch set state = 'done' where study = ?", study.study());
      age(study, "0.1 seconds");
      assertThat(await(batches.cut(study.study())))
          .singleElement()
          .satisfies(still -> assertThat(still.batch()).isEmpty());

      sent(study, "number = 3", "-61 seconds");
      assertThat(await(batches.cut(study.study())).getFirst().batch())
          .get()
          .extracting("after", "to")
          .containsExactly(2L, 4L);
      assertThat(settled(study)).isEqualTo(4);
    }
  }

  @Test
  void an_answer_from_before_the_clock_was_put_back_holds_no_board_up() throws Exception {
    try (VoteFixture study = VoteFixture.study(database, "clock")) {
      study.execute("update study set undo_seconds = 60 where id = ?", study.study());
      votes(study, 2);
      sent(study, "number = 1", "2 days");
      sent(study, "number = 2", "-1 hour");

      assertThat(await(batches.cut(study.study())).getFirst().batch())
          .get()
          .extracting("after", "to")
          .containsExactly(0L, 2L);
    }
  }

  private static void sent(VoteFixture study, String which, String fromNow) throws Exception {
    study.execute("alter table vote disable trigger vote_is_immutable");
    study.execute(
        "update vote set sent_at = now() + ?::interval where study = ? and " + which,
        fromNow,
        study.study());
    study.execute("alter table vote enable trigger vote_is_immutable");
  }

  private static long settled(VoteFixture study) throws Exception {
    return study.number("select number from study_settled where study = ?", study.study());
  }

  @Test
  void many_nodes_that_cut_at_once_cut_one_batch() throws Exception {
    try (VoteFixture study = VoteFixture.study(database, "race")) {
      votes(study, 5);

      List<Future<List<BatchStore.Behind>>> cuts =
          IntStream.range(0, 32).mapToObj(i -> batches.cut()).toList();
      await(Future.all(cuts));

      assertThat(cuts.stream().flatMap(cut -> cut.result().stream()))
          .filteredOn(behind -> behind.study() == study.study() && behind.batch().isPresent())
          .hasSize(1);
      assertThat(study.number("select count(*) from batch where study = ?", study.study()))
          .isEqualTo(1);
    }
  }

  @Test
  void an_open_batch_is_sent_again_after_a_while_and_to_the_holder() throws Exception {
    try (VoteFixture study = VoteFixture.study(database, "again")) {
      votes(study, 1);
      await(batches.cut(study.study()));
      await(leases.claim(study.study()));

      assertThat(await(batches.resend(60))).isEmpty();
      age(study, "60 seconds");
      assertThat(await(batches.resend(60)))
          .filteredOn(behind -> behind.study() == study.study())
          .singleElement()
          .satisfies(behind -> assertThat(behind.holder()).contains(leases.holder()));
      assertThat(study.number("select attempts from batch where study = ?", study.study()))
          .isEqualTo(2);
    }
  }

  @Test
  void pruning_keeps_each_studys_last_batch() throws Exception {
    try (VoteFixture study = VoteFixture.study(database, "prune")) {
      study.execute(
          """
          insert into batch (study, after_number, to_number, state, done_at)
          select ?, i, i + 1, 'done', now() - interval '2 days' from generate_series(0, 9) i
          """,
          study.study());

      assertThat(await(batches.prune())).isEqualTo(9);
      assertThat(study.number("select after_number from batch where study = ?", study.study()))
          .isEqualTo(9);
    }
  }

  private static void votes(VoteFixture study, int count) throws Exception {
    long first = study.generator("first " + System.nanoTime());
    long second = study.generator("second " + System.nanoTime());
    long annotator = study.annotator("person");
    for (int i = 0; i < count; i++) {
      study.vote(annotator, study.comparison(first, second), Outcome.FIRST);
    }
  }

  /** As if the study's batches had been cut and sent so long ago. */
  private static void age(VoteFixture study, String age) throws SQLException {
    study.execute(
        """
        update batch set cut_at = clock_timestamp() - ?::interval,
          sent_at = clock_timestamp() - ?::interval where study = ?
        """,
        age,
        age,
        study.study());
  }
}
