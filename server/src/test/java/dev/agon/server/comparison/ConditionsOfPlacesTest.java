package dev.agon.server.comparison;

import static dev.agon.server.sql.StudyFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.condition.Conditions;
import dev.agon.server.comparison.draw.Assignment;
import dev.agon.server.comparison.draw.DrawStore;
import dev.agon.server.comparison.draw.DrawStore.Work;
import dev.agon.server.comparison.draw.Seat;
import dev.agon.server.sql.DatabaseExtension;
import dev.agon.server.sql.GroupCommit;
import dev.agon.server.sql.StudyFixture;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets which condition, and what it does to a place. */
class ConditionsOfPlacesTest {
  @RegisterExtension static final DatabaseExtension DATABASE = new DatabaseExtension();

  private static final int CONDITIONS = 5;
  private static final int PEOPLE = 40;

  private Pool pool;
  private DrawStore draws;
  private StudyFixture study;

  @BeforeEach
  void newStudy() {
    pool = DATABASE.votePool();
    draws = new DrawStore(DATABASE.vertx(), pool, GroupCommit.Limits.GROUPED);
    study = StudyFixture.create(pool, 5, 10, 4);
  }

  private void condition(String design, int levels, String... switches) {
    List<String> all = new ArrayList<>();
    for (int k = 0; k < levels; k++) {
      String set = switches.length == 0 ? "{}" : switches[k];
      all.add("{\"name\": \"l%d\", \"switches\": %s}".formatted(k, set));
    }
    String json =
        "{\"design\": \"%s\", \"factors\": [{\"name\": \"f\", \"levels\": [%s]}]}"
            .formatted(design, String.join(",", all));
    Conditions conditions = Objects.requireNonNull(Conditions.parse(json).conditions());
    study.run(
        "update study set conditions = $2::text::jsonb, condition_rows = $3::text::jsonb where id = $1",
        study.id(),
        conditions.json().toString(),
        conditions.rowsJson().toString());
  }

  private List<Assignment> draw(long annotator) {
    Work work = await(draws.work(new Seat(study.id(), annotator)));
    assertThat(work).isInstanceOf(Work.Assigned.class);
    return ((Work.Assigned) work).assignments();
  }

  /** Answers what an annotator holds first. */
  private void answer(long annotator) {
    study.run(
        "update place set state = 2, slot = null, revision = 1 where token = $1",
        draw(annotator).getFirst().token());
  }

  private long[] byRow(String what) {
    return LongStream.rangeClosed(1, CONDITIONS)
        .map(
            row ->
                study.scalar(
                    "select count(*) from annotator n where n.study = $1 and n.condition_row = $2 and "
                        + what,
                    study.id(),
                    (short) row))
        .toArray();
  }

  @Test
  void forty_who_come_at_once_are_spread_evenly_over_five_conditions() {
    condition("between", CONDITIONS);
    List<Long> people = study.annotators(PEOPLE);

    Future.all(people.stream().map(a -> draws.work(new Seat(study.id(), a))).toList()).await();

    assertThat(byRow("true")).containsOnly(PEOPLE / CONDITIONS);
    assertThat(
            study.scalar(
                "select count(*) from place where study = $1 and state = 1 and condition = '{}'",
                study.id()))
        .isZero();
  }

  /**
   * Ten are at work at once; every fifth of all who start, at random, leaves after a pair.
   * Newcomers take their part until forty have finished. How often the rule keeps all bounds is
   * {@link ConditionBalanceTest}'s; here it is held against what the database does.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void with_a_fifth_dropping_out_newcomers_replace_them_as_long_as_starts_stay_even(long seed) {
    condition("between", CONDITIONS);
    study.run("update study set votes_per_annotator = 3 where id = $1", study.id());
    List<Boolean> drops = new ArrayList<>();
    for (int k = 0; k < PEOPLE * 5 / 4; k++) {
      drops.add(k % 5 == 0);
    }
    Random random = new Random(seed);
    Collections.shuffle(drops, random);
    ConditionBalance expected = new ConditionBalance(CONDITIONS);
    Deque<Person> atWork = new ArrayDeque<>();
    int finished = 0;
    int started = 0;
    while (finished < PEOPLE) {
      while (atWork.size() < 10 && finished + atWork.size() < PEOPLE) {
        long newcomer = study.annotator("person " + started);
        draw(newcomer);
        int row =
            (int) study.scalar("select condition_row - 1 from annotator where id = $1", newcomer);
        assertThat(row).as("newcomer %d", started).isIn(expected.next());
        expected.atWork[row]++;
        atWork.add(new Person(newcomer, row, started < drops.size() && drops.get(started)));
        started++;
      }
      Person one = atWork.remove();
      expected.atWork[one.row]--;
      answer(one.id);
      if (one.leaves) {
        expected.dropped[one.row]++;
        study.run(
            "update place set deadline = now() - interval '1 second' where annotator = $1 and state = 1",
            one.id);
      } else {
        expected.finished[one.row]++;
        answer(one.id);
        answer(one.id);
        finished++;
      }
    }

    long[] done =
        byRow("(select count(*) from place p where p.annotator = n.id and p.state = 2) = 3");
    assertThat(LongStream.of(done).sum()).isEqualTo(PEOPLE);
    assertThat(LongStream.of(byRow("true")).max().orElseThrow())
        .as("no condition was started by more than two above the mean, as it was then")
        .isLessThanOrEqualTo(started / CONDITIONS + 3);
  }

  private record Person(long id, int row, boolean leaves) {}

  @Test
  void within_subjects_everybody_goes_through_all_conditions_in_the_order_of_their_row() {
    condition("within", CONDITIONS);
    study.run("update study set assignments_held = 3 where id = $1", study.id());
    for (long annotator : study.annotators(10)) {
      for (int k = 0; k < CONDITIONS; k++) {
        answer(annotator);
      }
    }

    assertThat(
            study.scalar(
                "select count(*) from (select annotator from place where study = $1 and state = 2"
                    + " group by annotator having count(distinct condition) = 5 and count(*) = 5) x",
                study.id()))
        .isEqualTo(10);
    assertThat(
            study.scalar(
                "select count(distinct condition_row) from annotator where study = $1", study.id()))
        .as("ten rows of the balanced square")
        .isEqualTo(10);
  }

  @Test
  void a_pair_that_is_skipped_leaves_no_gap_in_the_conditions() {
    condition("within", CONDITIONS);
    long ada = study.annotator("ada");
    AssignmentStore store = new AssignmentStore(pool);
    for (int k = 0; k < 8; k++) {
      answer(ada);
      await(store.skip(new Seat(study.id(), ada), draw(ada).getFirst().token(), ""));
    }
    draw(ada);

    assertThat(
            study.scalar(
                """
                select max(n) - min(n) + 100 * count(*) from (
                  select count(p.id) as n from generate_series(0, 4) l(k) left join place p
                    on p.annotator = $1 and p.state > 0 and p.condition -> 'levels' ->> 'f' = 'l' || l.k
                  group by l.k) x
                """,
                ada))
        .as("five conditions, none more than one ahead")
        .isBetween(500L, 501L);
  }

  @Test
  void a_condition_may_order_by_length_and_a_place_given_back_has_its_own_order_again() {
    study.run(
        "update response set text = repeat('x', id::int % 97 + 1) where study = $1", study.id());
    condition("between", 2, "{\"order\": \"short-first\"}", "{\"order\": \"long-first\"}");
    List<Long> people = study.annotators(4);
    people.forEach(this::draw);

    String inOrder =
        """
        select count(*) from place p join comparison c on c.id = p.comparison
          join response a on a.id = c.responses[p.presentation[1]] join response b on b.id = c.responses[p.presentation[2]]
        where p.study = $1 and p.state = 1 and case p.condition -> 'levels' ->> 'f'
          when 'l0' then length(a.text) <= length(b.text) else length(a.text) >= length(b.text) end
        """;
    assertThat(study.scalar(inOrder, study.id())).isEqualTo(8);

    study.run(
        """
        update place set state = 0, annotator = null, slot = null, token = null, deadline = null, leased_at = null
        where study = $1 and state = 1
        """,
        study.id());
    study.run(
        "update study set conditions = null, condition_rows = null where id = $1", study.id());
    people.forEach(this::draw);
    assertThat(
            study.scalar(
                "select count(*) from place where study = $1 and state = 1"
                    + " and (condition is not null or presentation <> coalesce(placed, presentation))",
                study.id()))
        .isZero();
  }

  @Test
  void two_tabs_that_draw_at_once_are_in_one_condition() {
    condition("between", CONDITIONS);
    for (int round = 0; round < 10; round++) {
      long annotator = study.annotator("tabs " + round);
      Seat seat = new Seat(study.id(), annotator);
      DrawStore otherNode = new DrawStore(DATABASE.vertx(), pool, GroupCommit.Limits.GROUPED);
      Future.all(draws.work(seat), otherNode.work(seat)).await();

      assertThat(draw(annotator)).noneMatch(Assignment::waitsForCondition);
      assertThat(
              study.scalar(
                  "select count(distinct condition) from place where annotator = $1 and state = 1",
                  annotator))
          .isEqualTo(1);
    }
  }
}
