package dev.agon.server.comparison;

import static dev.agon.server.sql.StudyFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.comparison.draw.Assignment;
import dev.agon.server.comparison.draw.DrawStore;
import dev.agon.server.comparison.draw.DrawStore.Work;
import dev.agon.server.comparison.draw.Seat;
import dev.agon.server.sql.DatabaseExtension;
import dev.agon.server.sql.GroupCommit;
import dev.agon.server.sql.StudyFixture;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AssignmentStoreTest {
  @RegisterExtension static final DatabaseExtension DATABASE = new DatabaseExtension();

  private Pool pool;
  private DrawStore draws;
  private AssignmentStore store;
  private StudyFixture study;

  @BeforeEach
  void newStudy() {
    pool = DATABASE.votePool();
    draws = new DrawStore(DATABASE.vertx(), pool, GroupCommit.Limits.GROUPED);
    store = new AssignmentStore(pool);
    study = StudyFixture.create(pool, 3, 4, 2);
  }

  private Seat seat(String name) {
    return new Seat(study.id(), study.annotator(name));
  }

  private List<Assignment> assigned(Seat seat) {
    Work work = await(draws.work(seat));
    assertThat(work).isInstanceOf(Work.Assigned.class);
    return ((Work.Assigned) work).assignments();
  }

  private void answer(UUID token) {
    study.run("update place set state = 2, slot = null, revision = 1 where token = $1", token);
  }

  @Test
  void an_annotator_holds_one_pair_to_show_and_one_in_advance_and_no_more() {
    study = StudyFixture.create(pool, 10, 4, 2);
    Seat seat = seat("ada");

    List<Assignment> first = assigned(seat);
    List<Assignment> again = assigned(seat);

    assertThat(first).hasSize(2);
    assertThat(again).isEqualTo(first);
    assertThat(first.get(0).comparison()).isNotEqualTo(first.get(1).comparison());
  }

  @Test
  void the_pair_in_advance_is_shown_after_the_answer_and_a_new_one_is_drawn() {
    study = StudyFixture.create(pool, 10, 4, 2);
    Seat seat = seat("ada");
    List<Assignment> before = assigned(seat);
    answer(before.getFirst().token());

    List<Assignment> after = assigned(seat);

    assertThat(after).hasSize(2);
    assertThat(after.getFirst().token()).isEqualTo(before.get(1).token());
  }

  @Test
  void two_tabs_drawing_at_once_hold_two_leases_together() {
    for (int round = 0; round < 10; round++) {
      Seat seat = seat("tabs " + round);
      DrawStore otherNode = new DrawStore(DATABASE.vertx(), pool, GroupCommit.Limits.GROUPED);

      Future.join(draws.work(seat), otherNode.work(seat)).await();

      assertThat(
              study.scalar(
                  "select count(*) from place where annotator = $1 and state = 1",
                  seat.annotator()))
          .isBetween(1L, 2L);
      study.run(
          "update place set state = 0, annotator = null, token = null, slot = null where annotator = $1",
          seat.annotator());
    }
  }

  @Test
  void every_comparison_is_offered_once_and_then_the_annotator_has_finished() {
    Seat seat = seat("ada");
    Set<Long> seen = new HashSet<>();
    for (int k = 0; k < 12; k++) {
      Assignment shown = assigned(seat).getFirst();
      assertThat(seen.add(shown.comparison())).isTrue();
      answer(shown.token());
    }

    assertThat(await(draws.work(seat))).isInstanceOf(Work.Finished.class);
  }

  @Test
  void sixty_annotators_at_once_never_hold_more_places_than_wanted() {
    List<Future<Work>> works = new ArrayList<>();
    DrawStore otherNode = new DrawStore(DATABASE.vertx(), pool, GroupCommit.Limits.GROUPED);
    for (long annotator : study.annotators(60)) {
      works.add((annotator % 2 == 0 ? draws : otherNode).work(new Seat(study.id(), annotator)));
    }
    Future.join(works).await();

    long held =
        works.stream()
            .map(Future::result)
            .mapToLong(w -> w instanceof Work.Assigned a ? a.assignments().size() : 0)
            .sum();
    assertThat(held).isLessThanOrEqualTo(24);
    assertThat(
            study.scalar("select count(*) from place where study = $1 and state = 1", study.id()))
        .isEqualTo(held);
    assertThat(
            study.scalar(
                """
                select count(*) from (select from place where study = $1 and state = 1
                  group by annotator, comparison having count(*) > 1) twice
                """,
                study.id()))
        .isZero();
  }

  @Test
  void none_right_now_is_not_finished_and_an_expired_lease_is_drawn_again() {
    Seat holder = seat("holder");
    Seat waiting = seat("waiting");
    study.run(
        """
        delete from place where study = $1 and id not in (
          select min(id) from place where study = $1 group by study)
        """,
        study.id());
    UUID lost = assigned(holder).getFirst().token();

    assertThat(await(draws.work(waiting))).isInstanceOf(Work.NoneRightNow.class);
    study.run("update place set deadline = now() - interval '1 second' where token = $1", lost);
    Assignment taken = assigned(waiting).getFirst();

    assertThat(taken.token()).isNotEqualTo(lost);
    assertThat(await(draws.work(holder))).isInstanceOf(Work.NoneRightNow.class);
  }

  @Test
  void a_lease_from_when_the_clock_was_ahead_is_drawn_again_and_its_holder_can_bring_it_back() {
    Seat holder = seat("holder");
    study.run(
        """
        delete from place where study = $1 and id not in (
          select min(id) from place where study = $1 group by study)
        """,
        study.id());
    UUID lost = assigned(holder).getFirst().token();
    study.run(
        "update place set leased_at = now() + interval '2 hours', deadline = now() + interval '3 hours'"
            + " where token = $1",
        lost);

    assertThat(await(store.extend(holder))).isTrue();
    assertThat(await(draws.work(seat("waiting")))).isInstanceOf(Work.NoneRightNow.class);
    study.run("update place set deadline = now() + interval '40 days' where token = $1", lost);

    assertThat(assigned(seat("waiting for long")).getFirst().token()).isNotEqualTo(lost);
  }

  @Test
  void a_holder_keeps_an_expired_lease_that_nobody_drew_and_can_extend_it() {
    Seat seat = seat("slow");
    UUID token = assigned(seat).getFirst().token();
    study.run("update place set deadline = now() - interval '1 second' where token = $1", token);

    assertThat(assigned(seat)).extracting(Assignment::token).contains(token);
    assertThat(await(store.extend(seat))).isTrue();
    assertThat(
            study.scalar("select count(*) from place where token = $1 and deadline > now()", token))
        .isEqualTo(1);
  }

  @Test
  void a_skipped_comparison_never_comes_back_and_its_place_is_free_for_others() {
    Seat seat = seat("picky");
    Assignment skipped = assigned(seat).getFirst();

    assertThat(await(store.skip(seat, skipped.token(), "too long"))).isTrue();
    assertThat(await(store.skip(seat, skipped.token(), "again"))).isFalse();
    Set<Long> offered = new HashSet<>();
    for (int k = 0; k < 11; k++) {
      Assignment shown = assigned(seat).getFirst();
      offered.add(shown.comparison());
      answer(shown.token());
    }

    assertThat(offered).hasSize(11).doesNotContain(skipped.comparison());
    assertThat(await(draws.work(seat))).isInstanceOf(Work.Finished.class);
  }

  @Test
  void a_quota_ends_the_work_and_is_never_passed_by_prefetching() {
    study.run("update study set votes_per_annotator = 3 where id = $1", study.id());
    Seat seat = seat("ada");
    for (int k = 0; k < 3; k++) {
      List<Assignment> held = assigned(seat);
      assertThat(held.size()).isLessThanOrEqualTo(3 - k);
      answer(held.getFirst().token());
    }

    assertThat(await(draws.work(seat))).isInstanceOf(Work.Finished.class);
  }

  @Test
  void paused_closed_and_not_eligible_are_told_apart() {
    Seat seat = seat("ada");
    study.run("update study set state = 'paused' where id = $1", study.id());
    assertThat(await(draws.work(seat))).isInstanceOf(Work.Paused.class);
    study.run("update study set state = 'closed' where id = $1", study.id());
    assertThat(await(draws.work(seat))).isInstanceOf(Work.Finished.class);
    study.run("update study set state = 'running' where id = $1", study.id());
    study.run("update annotator set excluded_at = now() where id = $1", seat.annotator());
    assertThat(await(draws.work(seat))).isInstanceOf(Work.NotEligible.class);
  }

  @Test
  void the_probability_of_the_match_up_is_stored_with_every_draw() {
    int held = assigned(seat("ada")).size();

    assertThat(
            study.scalar(
                """
                select count(*) from place
                where study = $1 and state = 1 and policy = 1 and propensity > 0.2 and propensity < 0.5
                  and eligible between 22 and 24 and fallback is not null
                """,
                study.id()))
        .isEqualTo(held);
  }
}
