package dev.agon.server.study;

import static dev.agon.server.sql.StudyFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.core.Setting;
import dev.agon.server.core.Study;
import dev.agon.server.core.StudyState;
import dev.agon.server.sql.DatabaseExtension;
import dev.agon.server.sql.StudyFixture;
import dev.agon.server.study.SettingsResult.Saved;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StudyStoreTest {
  @RegisterExtension static final DatabaseExtension DATABASE = new DatabaseExtension();

  private StudyStore store;
  private StudyFixture fixture;

  @BeforeEach
  void newStudy() {
    store = new StudyStore(DATABASE.pool());
    fixture = StudyFixture.create(DATABASE.pool(), 3, 4, 3);
  }

  private Study study() {
    return await(store.find(fixture.slug())).orElseThrow();
  }

  private SettingsResult overlap(int overlap) {
    Study study = study();
    return await(
        store.change(study.id(), study.version(), study.settings().with(Setting.OVERLAP, overlap)));
  }

  private long places(String condition) {
    return fixture.scalar(
        "select count(*) from place where study = $1 and " + condition, fixture.id());
  }

  /** The most that the two orders of any comparison differ. */
  private long imbalance() {
    return fixture.scalar(
        """
        select max(abs(x.d)) from (
          select sum(case when presentation[1] = 1 then 1 else -1 end) as d
          from place where study = $1 group by comparison) x
        """,
        fixture.id());
  }

  @Test
  void a_higher_overlap_gives_every_comparison_more_places_with_both_orders_balanced() {
    SettingsResult result = overlap(8);

    assertThat(result)
        .isInstanceOfSatisfying(
            Saved.class,
            saved -> {
              assertThat(saved.placesAdded()).isEqualTo(12 * 5);
              assertThat(saved.placesRemoved()).isZero();
              assertThat(saved.study().version()).isEqualTo(2);
            });
    assertThat(places("state = 0")).isEqualTo(12 * 8);
    assertThat(imbalance()).isZero();
    assertThat(fixture.scalar("select min(wanted) from comparison where study = $1", fixture.id()))
        .isEqualTo(8);
  }

  @Test
  void an_overlap_that_goes_up_and_down_keeps_the_orders_within_one_of_each_other() {
    for (int overlap : new int[] {7, 2, 5, 1, 4, 9, 6}) {
      assertThat(overlap(overlap)).isInstanceOf(Saved.class);
      assertThat(places("true")).isEqualTo(12L * overlap);
      assertThat(imbalance()).isEqualTo(overlap % 2);
    }
  }

  @Test
  void a_lower_overlap_takes_free_places_only() {
    long ada = fixture.annotator("ada");
    long bo = fixture.annotator("bo");
    fixture.run(
        "update place set state = 2, revision = 1, slot = null where token = $1",
        fixture.lease(ada));
    fixture.lease(ada);
    fixture.lease(bo);
    fixture.run(
        """
        with p as (select id from place where study = $1 and state = 0 order by id limit 1)
        update place set revision = 2 from p where place.id = p.id
        """,
        fixture.id());

    SettingsResult result = overlap(1);

    assertThat(result).isInstanceOf(Saved.class);
    assertThat(places("state = 2")).isEqualTo(1);
    assertThat(places("state = 1")).isEqualTo(2);
    assertThat(places("revision = 2")).isEqualTo(1);
    assertThat(
            fixture.scalar(
                """
                select count(*) from comparison c where c.study = $1 and c.wanted < (
                  select count(*) from place p where p.comparison = c.id)
                """,
                fixture.id()))
        .isZero();
  }

  @Test
  void a_place_drawn_while_the_overlap_is_lowered_stays_with_its_annotator() {
    long ada = fixture.annotator("ada");
    SqlConnection draw = await(DATABASE.pool().getConnection());
    await(draw.query("begin").execute());
    long place =
        await(
                draw.preparedQuery(
                        """
                        update place set state = 1, annotator = $2, slot = 1, token = gen_random_uuid(),
                          deadline = now() + interval '1 hour'
                        where id = (select max(id) from place where study = $1) returning id
                        """)
                    .execute(Tuple.of(fixture.id(), ada)))
            .iterator()
            .next()
            .getLong("id");
    Study study = study();

    Future<SettingsResult> lowering =
        store.change(study.id(), study.version(), study.settings().with(Setting.OVERLAP, 1));
    await(DATABASE.vertx().timer(300));
    boolean waited = !lowering.isComplete();
    await(draw.query("commit").execute());
    await(draw.close());

    assertThat(await(lowering)).isInstanceOf(Saved.class);
    assertThat(waited).isTrue();
    assertThat(
            fixture.scalar(
                "select count(*) from place where id = $1 and annotator = $2", place, ada))
        .isEqualTo(1);
  }

  @Test
  void settings_of_a_published_study_become_a_new_version_with_its_row() {
    Study before = study();

    SettingsResult result =
        await(
            store.change(
                before.id(),
                before.version(),
                before.settings().with(Setting.CONSENT, "I agree.")));

    assertThat(result)
        .isInstanceOfSatisfying(
            Saved.class,
            saved -> {
              assertThat(saved.consentRaised()).isTrue();
              assertThat(saved.study().consentVersion()).isEqualTo(before.consentVersion() + 1);
            });
    assertThat(
            fixture.scalar(
                """
                select count(*) from study_version where study = $1 and version = 2
                  and settings->>'consent' = 'I agree.' and settings->>'overlap' = '3'
                  and not settings ? 'join_code' and settings->'criteria' = '["overall"]'
                """,
                before.id()))
        .isEqualTo(1);
  }

  @Test
  void settings_that_are_in_force_already_make_no_version() {
    Study study = study();

    SettingsResult result = await(store.change(study.id(), study.version(), study.settings()));

    assertThat(result).isEqualTo(new SettingsResult.Unchanged(study));
  }

  @Test
  void of_two_admins_who_change_the_same_version_the_second_is_told() {
    Study seen = study();
    List<SettingsResult> results =
        List.of(
            await(
                store.change(seen.id(), seen.version(), seen.settings().with(Setting.OVERLAP, 4))),
            await(
                store.change(seen.id(), seen.version(), seen.settings().with(Setting.OVERLAP, 5))));

    assertThat(results.get(0)).isInstanceOf(Saved.class);
    assertThat(results.get(1)).isInstanceOf(SettingsResult.Stale.class);
    assertThat(study().settings().number(Setting.OVERLAP)).isEqualTo(4);
    assertThat(places("true")).isEqualTo(12 * 4);
  }

  @Test
  void publishing_a_draft_writes_the_version_that_votes_will_name() {
    fixture.run(
        "update study set state = 'draft', published_at = null where id = $1", fixture.id());
    Study draft = study();
    assertThat(await(store.change(draft.id(), 1, draft.settings().with(Setting.CONSENT, "Yes."))))
        .isInstanceOf(Saved.class);
    assertThat(versions()).isEqualTo(1);

    Optional<Study> published = await(store.move(draft.id(), Transition.PUBLISH));

    assertThat(published)
        .get()
        .satisfies(
            study -> {
              assertThat(study.state()).isEqualTo(StudyState.RUNNING);
              assertThat(study.version()).isEqualTo(3);
              assertThat(study.publishedAt()).isNotNull();
            });
    assertThat(versions()).isEqualTo(2);
    assertThat(await(store.move(draft.id(), Transition.PUBLISH))).isEmpty();
  }

  private long versions() {
    return fixture.scalar("select count(*) from study_version where study = $1", fixture.id());
  }

  @Test
  void a_study_moves_only_along_its_life() {
    long id = fixture.id();

    assertThat(await(store.move(id, Transition.RESUME))).isEmpty();
    assertThat(await(store.move(id, Transition.PAUSE)))
        .get()
        .extracting(Study::state)
        .isEqualTo(StudyState.PAUSED);
    assertThat(await(store.move(id, Transition.RESUME)))
        .get()
        .extracting(Study::state)
        .isEqualTo(StudyState.RUNNING);
    assertThat(await(store.move(id, Transition.CLOSE)))
        .get()
        .extracting(Study::closedAt)
        .isNotNull();
    assertThat(await(store.move(id, Transition.PAUSE))).isEmpty();
    assertThat(await(store.move(id, Transition.REOPEN)))
        .get()
        .satisfies(
            study -> {
              assertThat(study.closedAt()).isNull();
              assertThat(study.version()).isEqualTo(1);
            });
  }

  @Test
  void a_renewed_link_ends_the_old_one() {
    await(store.renew(fixture.id(), Link.JOIN, "a-secret-of-enough-characters"));
    await(store.renew(fixture.id(), Link.BOARD, "another-secret-of-enough-characters"));

    assertThat(study().joinCode()).isEqualTo("a-secret-of-enough-characters");
    assertThat(study().boardCode()).isEqualTo("another-secret-of-enough-characters");
  }
}
