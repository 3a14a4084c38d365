package dev.agon.server.vote;

import static dev.agon.server.sql.StudyFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.preference.Outcome;
import dev.agon.server.sql.DatabaseExtension;
import dev.agon.server.sql.GroupCommit;
import dev.agon.server.sql.StudyFixture;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class VoteStoreTest {
  @RegisterExtension static final DatabaseExtension DATABASE = new DatabaseExtension();

  private Pool pool;
  private VoteStore store;
  private StudyFixture study;

  @BeforeEach
  void newStudy() {
    pool = DATABASE.votePool();
    store = new VoteStore(pool, GroupCommit.Limits.GROUPED);
    study = StudyFixture.create(pool, 3, 4, 3);
  }

  private Ballot ballot(long annotator, UUID token, UUID key, int replaces, Outcome onScreen) {
    return new Ballot(
        study.id(),
        annotator,
        token,
        key,
        Buffer.buffer(token + onScreen.name() + replaces),
        replaces,
        false,
        List.of(new Ballot.Choice(1, onScreen, null)),
        null,
        Ballot.Source.API,
        1500,
        1200,
        null);
  }

  private Ballot withdrawal(long annotator, UUID token, int replaces) {
    return new Ballot(
        study.id(),
        annotator,
        token,
        UUID.randomUUID(),
        Buffer.buffer("withdrawn" + replaces),
        replaces,
        true,
        List.of(),
        null,
        Ballot.Source.PAGE,
        null,
        null,
        null);
  }

  private VoteResult vote(long annotator, UUID token, int replaces, Outcome outcome) {
    return await(store.record(ballot(annotator, token, UUID.randomUUID(), replaces, outcome)));
  }

  @Test
  void what_is_said_of_any_two_of_several_responses_is_stored_in_the_order_of_the_comparison() {
    long annotator = study.annotator("ada");
    UUID token = study.lease(annotator);
    study.run(
        """
        with c as (
          update comparison set responses = responses || (
            select array_agg(id order by id) from response
            where prompt = comparison.prompt and id <> all(comparison.responses))
          where id = (select comparison from place where token = $1) returning id)
        update place set presentation = '{3,1,2}' from c where comparison = c.id
        """,
        token);
    Ballot ballot = ballot(annotator, token, UUID.randomUUID(), 0, Outcome.FIRST);
    List<Ballot.Choice> choices =
        List.of(
            new Ballot.Choice(1, 1, 2, Outcome.FIRST, 2, 0.5),
            new Ballot.Choice(1, 2, 3, Outcome.SECOND, null, 0.5),
            new Ballot.Choice(1, 3, 1, Outcome.TIE, null, 0.5));

    await(
        store.record(
            new Ballot(
                ballot.study(),
                annotator,
                token,
                ballot.key(),
                ballot.bodyHash(),
                0,
                false,
                choices,
                "{\"q\": {\"ranks\": [1, 2, 1]}}",
                Ballot.Source.API,
                null,
                null,
                null)));

    assertThat(
            study.text(
                """
                select string_agg(concat_ws(' ', first, second, outcome, strength, weight), ', '
                  order by first, second) from judgement where study = $1
                """,
                study.id()))
        .isEqualTo("1 2 2 0.5, 1 3 2 2 0.5, 2 3 3 0.5");
    assertThat(study.text("select answers::text from vote where study = $1", study.id()))
        .isEqualTo("{\"q\": {\"ranks\": [1, 2, 1]}}");
  }

  @Test
  void a_vote_gets_the_next_number_and_is_stored_in_the_order_of_the_comparison() {
    long annotator = study.annotator("ada");
    UUID token = study.lease(annotator);

    VoteResult result = vote(annotator, token, 0, Outcome.FIRST);

    assertThat(result).isInstanceOf(VoteResult.Recorded.class);
    assertThat(((VoteResult.Recorded) result).number()).isEqualTo(1);
    assertThat(
            study.scalar(
                """
                select count(*) from vote v join judgement j using (study, number)
                where v.study = $1 and j.outcome = v.presentation[1] and v.shown_at <= v.sent_at
                """,
                study.id()))
        .isEqualTo(1);
  }

  @Test
  void the_same_key_and_ballot_gets_the_same_receipt_and_another_ballot_is_refused() {
    long annotator = study.annotator("ada");
    UUID token = study.lease(annotator);
    UUID key = UUID.randomUUID();

    VoteResult first = await(store.record(ballot(annotator, token, key, 0, Outcome.FIRST)));
    VoteResult again = await(store.record(ballot(annotator, token, key, 0, Outcome.FIRST)));
    VoteResult other = await(store.record(ballot(annotator, token, key, 0, Outcome.TIE)));

    VoteResult.Recorded recorded = (VoteResult.Recorded) first;
    assertThat(again)
        .isEqualTo(
            new VoteResult.Replayed(recorded.number(), recorded.revision(), recorded.sentAt()));
    assertThat(other).isInstanceOf(VoteResult.KeyReused.class);
    assertThat(votes()).isEqualTo(1);
  }

  @Test
  void equal_keys_at_two_nodes_at_once_make_one_vote() {
    VoteStore otherNode = new VoteStore(pool, GroupCommit.Limits.GROUPED);
    for (int round = 0; round < 20; round++) {
      long annotator = study.annotator("twin " + round);
      UUID token = study.lease(annotator);
      UUID key = UUID.randomUUID();
      Ballot ballot = ballot(annotator, token, key, 0, Outcome.SECOND);

      Future<VoteResult> here = store.record(ballot);
      Future<VoteResult> there = otherNode.record(ballot);

      assertThat(List.of(number(await(here)), number(await(there)))).containsOnly(round + 1L);
    }
    assertThat(votes()).isEqualTo(20);
  }

  @Test
  void many_votes_at_once_are_numbered_without_a_hole() {
    List<Future<VoteResult>> results = new ArrayList<>();
    for (long annotator : study.annotators(30)) {
      UUID token = study.lease(annotator);
      results.add(store.record(ballot(annotator, token, UUID.randomUUID(), 0, Outcome.TIE)));
    }

    assertThat(results.stream().map(r -> number(await(r))).sorted().toList())
        .isEqualTo(java.util.stream.LongStream.rangeClosed(1, 30).boxed().toList());
    assertThat(study.scalar("select seq from study_clock where study = $1", study.id()))
        .isEqualTo(30);
  }

  @Test
  void a_ballot_that_the_database_refuses_harms_no_other_in_its_batch() {
    List<Future<VoteResult>> results = new ArrayList<>();
    List<Long> annotators = study.annotators(10);
    for (int k = 0; k < 10; k++) {
      UUID token = study.lease(annotators.get(k));
      Ballot good = ballot(annotators.get(k), token, UUID.randomUUID(), 0, Outcome.FIRST);
      Ballot.Choice strengthOutOfRange = new Ballot.Choice(1, Outcome.FIRST, 99);
      results.add(
          store.record(
              k == 4
                  ? new Ballot(
                      good.study(),
                      good.annotator(),
                      good.assignment(),
                      good.key(),
                      good.bodyHash(),
                      0,
                      false,
                      List.of(strengthOutOfRange),
                      null,
                      Ballot.Source.API,
                      null,
                      null,
                      null)
                  : good));
    }

    Future.join(results).transform(r -> Future.succeededFuture()).await();
    assertThat(results.stream().filter(Future::succeeded).count()).isEqualTo(9);
    assertThat(results.get(4).failed()).isTrue();
    assertThat(study.scalar("select max(number) from vote where study = $1", study.id()))
        .isEqualTo(9);
  }

  @Test
  void revisions_from_two_tabs_leave_one_standing_vote() {
    long annotator = study.annotator("ada");
    UUID token = study.lease(annotator);
    vote(annotator, token, 0, Outcome.FIRST);

    VoteResult oneTab = vote(annotator, token, 1, Outcome.SECOND);
    VoteResult otherTab = vote(annotator, token, 1, Outcome.TIE);

    assertThat(oneTab).isInstanceOf(VoteResult.Recorded.class);
    assertThat(otherTab).isEqualTo(new VoteResult.Outdated(2));
    assertThat(study.scalar("select revision from place where token = $1", token)).isEqualTo(2);
  }

  @Test
  void an_undone_vote_reopens_its_place_for_its_annotator() {
    long annotator = study.annotator("ada");
    UUID token = study.lease(annotator);
    vote(annotator, token, 0, Outcome.FIRST);

    VoteResult undone = await(store.record(withdrawal(annotator, token, 1)));
    VoteResult again = vote(annotator, token, 2, Outcome.SECOND);

    assertThat(undone).isInstanceOf(VoteResult.Recorded.class);
    assertThat(again).isInstanceOf(VoteResult.Recorded.class);
    assertThat(study.scalar("select count(*) from judgement where study = $1", study.id()))
        .isEqualTo(2);
    assertThat(study.scalar("select state from place where token = $1", token)).isEqualTo(2);
  }

  @Test
  void a_late_vote_counts_until_its_place_is_drawn_again() {
    long annotator = study.annotator("late");
    UUID token = study.lease(annotator);
    study.run("update place set deadline = now() - interval '1 hour' where token = $1", token);

    assertThat(vote(annotator, token, 0, Outcome.TIE)).isInstanceOf(VoteResult.Recorded.class);
  }

  @Test
  void an_outdated_token_is_refused_while_its_re_lease_is_still_uncommitted() {
    long late = study.annotator("late");
    long next = study.annotator("next");
    UUID token = study.lease(late);
    SqlConnection connection = await(pool.getConnection());
    var transaction = await(connection.begin());
    await(
        connection
            .preparedQuery(
                "update place set annotator = $2, token = gen_random_uuid() where token = $1")
            .execute(Tuple.of(token, next)));

    Future<VoteResult> vote =
        store.record(ballot(late, token, UUID.randomUUID(), 0, Outcome.FIRST));
    await(Future.future(p -> DATABASE.vertx().setTimer(300, t -> p.complete())));
    assertThat(vote.isComplete()).isFalse();
    await(transaction.commit());
    await(connection.close());

    assertThat(await(vote)).isInstanceOf(VoteResult.LeaseLost.class);
    assertThat(votes()).isZero();
  }

  @Test
  void nobody_votes_on_anothers_place_nor_after_exclusion_nor_in_a_closed_study() {
    long annotator = study.annotator("ada");
    long stranger = study.annotator("eve");
    UUID token = study.lease(annotator);

    assertThat(vote(stranger, token, 0, Outcome.FIRST)).isInstanceOf(VoteResult.LeaseLost.class);
    study.run("update annotator set excluded_at = now() where id = $1", annotator);
    assertThat(vote(annotator, token, 0, Outcome.FIRST)).isInstanceOf(VoteResult.NotEligible.class);
    study.run("update annotator set excluded_at = null where id = $1", annotator);
    study.run("update study set state = 'closed' where id = $1", study.id());
    assertThat(vote(annotator, token, 0, Outcome.FIRST))
        .isEqualTo(new VoteResult.NotTaken("closed"));
    assertThat(votes()).isZero();
  }

  @Test
  void a_number_is_given_back_when_its_transaction_rolls_back() {
    long annotator = study.annotator("ada");
    UUID token = study.lease(annotator);
    SqlConnection connection = await(pool.getConnection());
    var transaction = await(connection.begin());
    await(
        connection
            .preparedQuery("update study_clock set seq = seq + 1 where study = $1")
            .execute(Tuple.of(study.id())));

    Future<VoteResult> vote =
        store.record(ballot(annotator, token, UUID.randomUUID(), 0, Outcome.FIRST));
    await(transaction.rollback());
    await(connection.close());

    assertThat(number(await(vote))).isEqualTo(1);
  }

  @Test
  void in_an_open_study_an_answer_is_changed_within_its_time_and_never_afterwards() {
    study.open(60);
    long annotator = study.annotator("ada");
    UUID token = study.lease(annotator);
    vote(annotator, token, 0, Outcome.FIRST);
    assertThat(vote(annotator, token, 1, Outcome.SECOND)).isInstanceOf(VoteResult.Recorded.class);
    assertThat(study.scalar("select count(*) from vote where study = $1 and undo", study.id()))
        .isEqualTo(1);

    study.age("61 seconds");
    assertThat(vote(annotator, token, 2, Outcome.TIE)).isInstanceOf(VoteResult.Final.class);
    assertThat(await(store.record(withdrawal(annotator, token, 2))))
        .isInstanceOf(VoteResult.Final.class);
    assertThat(votes()).isEqualTo(2);
  }

  @Test
  void what_was_taken_back_within_its_time_can_be_answered_long_after() {
    study.open(60);
    long annotator = study.annotator("ada");
    UUID token = study.lease(annotator);
    vote(annotator, token, 0, Outcome.FIRST);
    await(store.record(withdrawal(annotator, token, 1)));
    study.age("1 hour");

    assertThat(vote(annotator, token, 2, Outcome.SECOND)).isInstanceOf(VoteResult.Recorded.class);
  }

  @Test
  void who_has_asked_for_the_board_cannot_change_what_they_said_before() {
    study.open(60);
    long annotator = study.annotator("ada");
    UUID before = study.lease(annotator);
    vote(annotator, before, 0, Outcome.FIRST);
    await(store.endUndo(annotator));
    UUID after = study.lease(annotator);
    vote(annotator, after, 0, Outcome.FIRST);

    assertThat(vote(annotator, before, 1, Outcome.TIE)).isInstanceOf(VoteResult.Final.class);
    assertThat(vote(annotator, after, 1, Outcome.TIE)).isInstanceOf(VoteResult.Recorded.class);
  }

  @Test
  void a_change_that_meets_the_moment_in_which_its_answer_becomes_final_is_refused() {
    long annotator = study.annotator("ada");
    UUID token = study.lease(annotator);
    vote(annotator, token, 0, Outcome.FIRST);
    SqlConnection connection = await(DATABASE.pool().getConnection());
    var transaction = await(connection.begin());
    await(connection.preparedQuery("select settle_study($1)").execute(Tuple.of(study.id())));

    Future<VoteResult> change =
        store.record(ballot(annotator, token, UUID.randomUUID(), 1, Outcome.SECOND));
    await(DATABASE.pool().query("select pg_sleep(0.3)").execute());
    assertThat(change.isComplete()).as("the change waits").isFalse();
    await(transaction.commit());
    await(connection.close());

    assertThat(await(change)).isInstanceOf(VoteResult.Final.class);
    assertThat(votes()).isEqualTo(1);
  }

  private static long number(VoteResult result) {
    return switch (result) {
      case VoteResult.Recorded r -> r.number();
      case VoteResult.Replayed r -> r.number();
      default -> throw new AssertionError("not recorded: " + result);
    };
  }

  private long votes() {
    return study.scalar("select count(*) from vote where study = $1", study.id());
  }
}
