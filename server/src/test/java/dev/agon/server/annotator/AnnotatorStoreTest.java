package dev.agon.server.annotator;

import static dev.agon.server.sql.StudyFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.annotator.AnnotatorStore.Joining;
import dev.agon.server.annotator.AnnotatorStore.Newcomer;
import dev.agon.server.annotator.AnnotatorStore.Profile;
import dev.agon.server.http.session.Secrets;
import dev.agon.server.sql.DatabaseExtension;
import dev.agon.server.sql.StudyFixture;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AnnotatorStoreTest {
  @RegisterExtension static final DatabaseExtension DATABASE = new DatabaseExtension();

  private AnnotatorStore store;
  private StudyFixture study;

  @BeforeEach
  void newStudy() {
    store = new AnnotatorStore(DATABASE.pool());
    study = StudyFixture.create(DATABASE.pool(), 2, 2, 2);
  }

  private static Buffer link() {
    return ReturnLinks.hash(Secrets.create());
  }

  private static Newcomer newcomer(String pseudonym, Buffer link) {
    return new Newcomer(pseudonym, link, null, 1, LanguageLevels.best("en"));
  }

  private Joining join(Newcomer newcomer) {
    return await(store.join(study.id(), newcomer));
  }

  private long joined(String pseudonym, Buffer link) {
    return ((Joining.Joined) join(newcomer(pseudonym, link))).annotator();
  }

  private long annotators() {
    return study.scalar("select count(*) from annotator where study = $1", study.id());
  }

  @Test
  void a_newcomer_is_a_person_who_agreed_now_to_the_present_text() {
    study.run("update study set consent_version = 3, language = 'he' where id = $1", study.id());

    Joining result =
        await(
            store.join(
                study.id(),
                new Newcomer("Quiet Heron 1", link(), null, 3, LanguageLevels.best("he"))));

    assertThat(result).isInstanceOf(Joining.Joined.class);
    assertThat(
            study.scalar(
                """
                select count(*) from annotator
                where study = $1 and pseudonym = 'Quiet Heron 1' and kind = 'person' and language = 'he'
                  and consent_version = 3 and consented_at > now() - interval '1 minute'
                """,
                study.id()))
        .isEqualTo(1);
  }

  @Test
  void the_same_form_sent_twice_makes_one_person() {
    Buffer link = link();

    long first = joined("Quiet Heron 1", link);
    long again = joined("Quiet Heron 1", link);

    assertThat(again).isEqualTo(first);
    assertThat(annotators()).isEqualTo(1);
  }

  @Test
  void a_form_that_was_used_makes_nobody_under_another_pseudonym() {
    Buffer link = link();
    joined("Quiet Heron 1", link);

    assertThat(join(newcomer("Brave Otter 2", link))).isInstanceOf(Joining.FormUsed.class);
    assertThat(annotators()).isEqualTo(1);
  }

  @Test
  void a_pseudonym_is_given_once_in_a_study_whatever_its_capitals() {
    joined("Quiet Heron 1", link());
    StudyFixture other = StudyFixture.create(DATABASE.pool(), 2, 2, 2);

    assertThat(join(newcomer("QUIET heron 1", link()))).isInstanceOf(Joining.PseudonymTaken.class);
    assertThat(await(store.join(other.id(), newcomer("Quiet Heron 1", link()))))
        .isInstanceOf(Joining.Joined.class);
  }

  @Test
  void of_twenty_who_want_one_pseudonym_at_once_one_gets_it() {
    List<Future<Joining>> all =
        IntStream.range(0, 20)
            .mapToObj(k -> store.join(study.id(), newcomer("Quiet Heron 1", link())))
            .toList();
    Future.join(all).await();

    assertThat(all.stream().map(Future::result).filter(r -> r instanceof Joining.Joined))
        .hasSize(1);
    assertThat(all.stream().map(Future::result).filter(r -> r instanceof Joining.PseudonymTaken))
        .hasSize(19);
    assertThat(annotators()).isEqualTo(1);
  }

  @Test
  void nobody_joins_under_a_text_that_has_changed_meanwhile() {
    study.run("update study set consent_version = 2 where id = $1", study.id());

    assertThat(join(newcomer("Quiet Heron 1", link()))).isInstanceOf(Joining.ConsentChanged.class);
    assertThat(annotators()).isZero();
  }

  @Test
  void nobody_joins_a_study_that_is_not_running() {
    for (String state : List.of("draft", "paused", "closed")) {
      study.run("update study set state = $2 where id = $1", study.id(), state);

      assertThat(join(newcomer("Quiet Heron 1", link()))).isInstanceOf(Joining.NotRunning.class);
    }
    assertThat(annotators()).isZero();
  }

  @Test
  void a_return_link_leads_to_its_annotator_until_it_is_replaced() {
    Buffer old = link();
    Buffer fresh = link();
    long annotator = joined("Quiet Heron 1", old);

    assertThat(await(store.returning(old)).orElseThrow())
        .isEqualTo(new AnnotatorStore.Returning(annotator, study.slug(), null));
    assertThat(await(store.replaceReturnLink(annotator, fresh))).isTrue();
    assertThat(await(store.replaceReturnLink(annotator, fresh))).isTrue();

    assertThat(await(store.returning(old))).isEmpty();
    assertThat(await(store.returning(fresh)).orElseThrow().annotator()).isEqualTo(annotator);
  }

  @Test
  void nobody_takes_the_return_link_of_another() {
    Buffer link = link();
    joined("Quiet Heron 1", link);
    long other = joined("Brave Otter 2", link());

    assertThat(await(store.replaceReturnLink(other, link))).isFalse();
    assertThat(await(store.returning(link)).orElseThrow().annotator()).isNotEqualTo(other);
  }

  @Test
  void an_erased_annotator_does_not_come_back() {
    Buffer link = link();
    long annotator = joined("Quiet Heron 1", link);
    study.run("update annotator set erased_at = now() where id = $1", annotator);

    assertThat(await(store.returning(link))).isEmpty();
  }

  @Test
  void agreeing_counts_for_the_text_that_was_read_and_no_other() {
    long annotator = joined("Quiet Heron 1", link());
    study.run("update study set consent_version = 2, consent = 'New.' where id = $1", study.id());
    Profile asked = await(store.profile(annotator));

    boolean oldText = await(store.consent(annotator, 1));
    boolean newText = await(store.consent(annotator, 2));

    assertThat(asked.consentCurrent()).isFalse();
    assertThat(asked.consentVersion()).isEqualTo(2);
    assertThat(oldText).isFalse();
    assertThat(newText).isTrue();
    assertThat(await(store.profile(annotator)).consentCurrent()).isTrue();
  }

  @Test
  void a_profile_counts_the_answers_that_stand() {
    long annotator = joined("Quiet Heron 1", link());
    study.run(
        "update place set state = 2, slot = null, revision = 1 where token = $1",
        study.lease(annotator));
    study.lease(annotator);

    @Nullable Profile profile = await(store.profile(annotator));

    assertThat(profile.votes()).isEqualTo(1);
    assertThat(profile.pseudonym()).isEqualTo("Quiet Heron 1");
  }
}
