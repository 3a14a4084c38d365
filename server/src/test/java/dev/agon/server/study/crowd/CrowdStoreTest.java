package dev.agon.server.study.crowd;

import static dev.agon.server.sql.StudyFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.agon.server.sql.DatabaseExtension;
import dev.agon.server.sql.StudyFixture;
import dev.agon.server.study.Votes;
import dev.agon.server.study.crowd.CrowdQuery.Cursor;
import dev.agon.server.study.crowd.CrowdQuery.Sort;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CrowdStoreTest {
  @RegisterExtension static final DatabaseExtension DATABASE = new DatabaseExtension();

  private CrowdStore store;
  private StudyFixture fixture;

  @BeforeEach
  void newStudy() {
    store = new CrowdStore(DATABASE.pool());
    fixture = StudyFixture.create(DATABASE.pool(), 4, 5, 3);
  }

  private static CrowdQuery query(Sort sort, boolean descending, @Nullable Cursor after) {
    return new CrowdQuery(sort, descending, null, null, "", after);
  }

  private CrowdRow row(long annotator) {
    return await(store.find(fixture.id(), annotator)).orElseThrow();
  }

  @Test
  void a_row_tells_how_an_annotator_votes_by_what_was_shown_first() {
    long ada = fixture.annotator("ada");
    Votes votes = new Votes(fixture);
    for (int k = 0; k < 8; k++) {
      votes.cast(ada, Votes.LEFT);
    }
    votes.cast(ada, Votes.RIGHT);
    votes.cast(ada, Votes.RIGHT);
    votes.cast(ada, Votes.TIE);
    votes.withdraw(ada);
    votes.cast(ada, Votes.TIE);

    CrowdRow row = row(ada);

    assertThat(row.votes()).isEqualTo(11);
    assertThat(row.left().count()).isEqualTo(10);
    assertThat(row.left().share()).isCloseTo(0.8, within(1e-12));
    assertThat(row.ties().share()).isCloseTo(1.0 / 11, within(1e-12));
    assertThat(row.seconds()).isNotNull();
    assertThat(row.lastVote()).isNotNull();
  }

  @Test
  void exclusion_takes_the_next_number_frees_leases_and_is_undone_by_another_number() {
    long ada = fixture.annotator("ada");
    Votes votes = new Votes(fixture);
    votes.cast(ada, Votes.LEFT);
    votes.cast(ada, Votes.TIE);
    fixture.lease(ada);

    Optional<Long> excluded = await(store.exclude(fixture.id(), ada, "always first"));
    Optional<Long> again = await(store.exclude(fixture.id(), ada, "twice"));

    assertThat(excluded).contains(3L);
    assertThat(again).isEmpty();
    assertThat(row(ada).reason()).isEqualTo("always first");
    assertThat(fixture.scalar("select count(*) from place where annotator = $1 and state = 1", ada))
        .isZero();
    assertThat(await(store.include(fixture.id(), ada))).contains(4L);
    assertThat(row(ada).excludedAt()).isNull();
    assertThat(
            fixture.scalar(
                """
                select count(*) from study_event where study = $1 and annotator = $2
                  and (number = 3 and kind = 'excluded' and detail->>'reason' = 'always first'
                    or number = 4 and kind = 'included')
                """,
                fixture.id(),
                ada))
        .isEqualTo(2);
  }

  @Test
  void exclusions_and_votes_at_once_share_numbers_without_a_hole() {
    List<Long> crowd = fixture.annotators(12);
    Votes votes = new Votes(fixture);
    List<Future<?>> work = new ArrayList<>();
    for (int k = 0; k < crowd.size(); k++) {
      work.add(
          k % 2 == 0
              ? store.exclude(fixture.id(), crowd.get(k), "test")
              : votes.record(crowd.get(k), Votes.LEFT));
    }
    await(Future.all(work));

    assertThat(
            fixture.scalar(
                """
                select count(*) from (select number from vote where study = $1
                  union all select number from study_event where study = $1) n
                """,
                fixture.id()))
        .isEqualTo(12);
    assertThat(fixture.scalar("select seq from study_clock where study = $1", fixture.id()))
        .isEqualTo(12);
  }

  @Test
  void an_annotator_of_another_study_can_be_neither_seen_nor_excluded() {
    StudyFixture other = StudyFixture.create(DATABASE.pool(), 2, 1, 1);
    long stranger = other.annotator("stranger");

    assertThat(await(store.find(fixture.id(), stranger))).isEmpty();
    assertThat(await(store.exclude(fixture.id(), stranger, "no"))).isEmpty();
    assertThat(await(store.include(fixture.id(), stranger))).isEmpty();
    assertThat(other.scalar("select count(*) from study_event where study = $1", other.id()))
        .isZero();
  }

  @Test
  void every_sort_goes_through_all_annotators_once_page_by_page() {
    List<Long> crowd = fixture.annotators(CrowdQuery.PAGE * 2 + 7);
    Votes votes = new Votes(fixture);
    for (int k = 0; k < 20; k++) {
      votes.cast(crowd.get(k), k % 3 == 0 ? Votes.TIE : Votes.LEFT);
    }
    for (Sort sort : Sort.values()) {
      for (boolean descending : new boolean[] {false, true}) {
        assertThat(all(sort, descending))
            .as(sort + (descending ? " down" : " up"))
            .containsExactlyInAnyOrderElementsOf(crowd);
      }
    }
  }

  private List<Long> all(Sort sort, boolean descending) {
    List<Long> seen = new ArrayList<>();
    Cursor after = null;
    do {
      CrowdStore.Page page = await(store.page(fixture.id(), query(sort, descending, after)));
      page.rows().forEach(row -> seen.add(row.id()));
      after = page.next();
    } while (after != null);
    return seen;
  }

  @Test
  void filters_narrow_the_list_and_a_search_is_only_text() {
    fixture.annotator("Ada");
    long percent = fixture.annotator("100% sure' or 1=1 --");
    await(store.addMachine(fixture.id(), "judge", CrowdQuery.Kind.MACHINE));
    await(store.exclude(fixture.id(), percent, "hostile"));

    assertThat(names(new CrowdQuery(Sort.NAME, false, CrowdQuery.Kind.MACHINE, null, "", null)))
        .containsExactly("judge");
    assertThat(
            names(new CrowdQuery(Sort.NAME, false, null, CrowdQuery.Standing.EXCLUDED, "", null)))
        .containsExactly("100% sure' or 1=1 --");
    assertThat(names(new CrowdQuery(Sort.NAME, false, null, CrowdQuery.Standing.ACTIVE, "", null)))
        .containsExactly("Ada", "judge");
    assertThat(names(new CrowdQuery(Sort.NAME, false, null, null, "%", null)))
        .containsExactly("100% sure' or 1=1 --");
    assertThat(names(new CrowdQuery(Sort.NAME, false, null, null, "' or 1=1", null))).hasSize(1);
  }

  private List<String> names(CrowdQuery query) {
    return await(store.page(fixture.id(), query)).rows().stream().map(CrowdRow::pseudonym).toList();
  }

  @Test
  void a_pseudonym_is_taken_once() {
    assertThat(await(store.addMachine(fixture.id(), "judge", CrowdQuery.Kind.MACHINE))).isPresent();
    assertThat(await(store.addMachine(fixture.id(), "judge", CrowdQuery.Kind.SIMULATED))).isEmpty();
  }
}
