package dev.agon.server.comparison;

import static dev.agon.server.sql.StudyFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.comparison.SeatStore.Desk;
import dev.agon.server.comparison.SeatStore.Sample;
import dev.agon.server.comparison.draw.Seat;
import dev.agon.server.sql.DatabaseExtension;
import dev.agon.server.sql.StudyFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SeatStoreTest {
  @RegisterExtension static final DatabaseExtension DATABASE = new DatabaseExtension();

  private SeatStore store;
  private StudyFixture study;
  private Seat seat;

  @BeforeEach
  void newStudy() {
    store = new SeatStore(DATABASE.pool());
    study = StudyFixture.create(DATABASE.pool(), 3, 4, 2);
    seat = new Seat(study.id(), study.annotator("ada"));
  }

  @Test
  void a_desk_counts_what_is_answered_and_what_is_wanted() {
    study.run(
        "update place set state = 2, slot = null, revision = 1 where token = $1",
        study.lease(seat.annotator()));
    study.lease(seat.annotator());

    Desk desk = await(store.desk(seat));

    assertThat(desk.done()).isEqualTo(1);
    assertThat(desk.goal()).isEqualTo(12);
    assertThat(desk.pseudonym()).isEqualTo("ada");
    study.run("update study set votes_per_annotator = 5 where id = $1", study.id());
    assertThat(await(store.desk(seat)).goal()).isEqualTo(5);
  }

  @Test
  void the_only_criterion_may_ask_for_itself() {
    assertThat(await(store.desk(seat)).asked()).isEqualTo("Which response is better?");
    study.run("update criterion set question = 'Which is kinder?' where study = $1", study.id());
    assertThat(await(store.desk(seat)).asked()).isEqualTo("Which is kinder?");
    study.run("insert into criterion (study, ordinal, name) values ($1, 2, 'safety')", study.id());
    assertThat(await(store.desk(seat)).asked()).isEqualTo("Which response is better?");
  }

  @Test
  void consent_is_asked_of_people_when_the_text_is_new() {
    assertThat(await(store.desk(seat)).consentNeeded()).isFalse();
    study.run("update study set consent_version = 2 where id = $1", study.id());
    assertThat(await(store.desk(seat)).consentNeeded()).isTrue();
    study.run("update annotator set kind = 'machine' where id = $1", seat.annotator());
    assertThat(await(store.desk(seat)).consentNeeded()).isFalse();
  }

  @Test
  void a_preview_needs_no_annotator_and_leases_nothing() {
    Sample sample = await(store.sample(study.slug(), 0)).orElseThrow();

    Desk desk = await(store.preview(sample.study()));

    assertThat(sample.comparison()).isNotNull();
    assertThat(desk.pseudonym()).isEmpty();
    assertThat(desk.consentNeeded()).isFalse();
    assertThat(
            study.scalar("select count(*) from place where study = $1 and state > 0", study.id()))
        .isZero();
    assertThat(await(store.sample("no-such-study", 0))).isEmpty();
  }

  @Test
  void a_vote_is_told_to_its_annotator_only() {
    long other = study.annotator("bob");
    study.run(
        """
        update place set state = 2, slot = null, revision = 1 where token = $1
        """,
        study.lease(seat.annotator()));
    study.run(
        """
        insert into vote (study, number, place, comparison, annotator, revision, key, body_hash, purpose,
          presentation, study_version, source)
        select study, 1, id, comparison, annotator, 1, gen_random_uuid(), '', 1, presentation, 1, 'page'
        from place where annotator = $1
        """,
        seat.annotator());

    assertThat(await(store.vote(seat, 1)).orElseThrow().stands()).isTrue();
    assertThat(await(store.vote(new Seat(study.id(), other), 1))).isEmpty();
    assertThat(await(store.vote(seat, 2))).isEmpty();
  }
}
