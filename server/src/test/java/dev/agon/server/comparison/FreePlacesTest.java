package dev.agon.server.comparison;

import static dev.agon.server.sql.StudyFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.comparison.draw.DrawStore;
import dev.agon.server.comparison.draw.PolicySql;
import dev.agon.server.comparison.draw.Seat;
import dev.agon.server.sql.DatabaseExtension;
import dev.agon.server.sql.GroupCommit;
import dev.agon.server.sql.StudyFixture;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The counts that draws go by, beside the places themselves. */
class FreePlacesTest {
  @RegisterExtension static final DatabaseExtension DATABASE = new DatabaseExtension();

  private static final String COUNTED =
      """
      select coalesce(string_agg(concat_ws(' ', matchup, languages, n), ', ' order by matchup, languages), '')
      from (
        select matchup, languages, count(*) as n from place
        where study = $1 and state = 0 and purpose <= 2 group by 1, 2) x
      """;

  private static final String NOTED =
      """
      select coalesce(string_agg(concat_ws(' ', matchup, languages, n), ', ' order by matchup, languages), '')
      from (
        select matchup, languages, sum(n) as n from (
          select study, matchup, languages, free as n from free_places
          union all select study, matchup, languages, change from free_place_change) y
        where study = $1 group by 1, 2 having sum(n) <> 0) x
      """;

  private Pool pool;
  private DrawStore draws;
  private StudyFixture study;

  @BeforeEach
  void newStudy() {
    pool = DATABASE.votePool();
    draws = new DrawStore(DATABASE.vertx(), pool, GroupCommit.Limits.GROUPED);
    study = StudyFixture.create(pool, 3, 6, 2);
  }

  private void assertNoted(String when) {
    assertThat(study.text(NOTED, study.id())).as(when).isEqualTo(study.text(COUNTED, study.id()));
  }

  private void fold() {
    await(pool.preparedQuery(PolicySql.FOLD).execute(Tuple.of(study.id())));
  }

  @Test
  void what_is_noted_is_what_is_free_whatever_happens_to_places() {
    AssignmentStore held = new AssignmentStore(pool);
    assertThat(study.text(COUNTED, study.id())).contains(" 0 12, ");
    assertNoted("places were made");
    for (long annotator : study.annotators(3)) {
      Seat seat = new Seat(study.id(), annotator);
      DrawStore.Work.Assigned work = (DrawStore.Work.Assigned) await(draws.work(seat));
      assertNoted("pairs were drawn");
      await(held.skip(seat, work.assignments().get(0).token(), "unclear"));
      await(held.release(seat, work.assignments().get(1).token()));
      assertNoted("pairs were given back");
      fold();
      assertNoted("changes were summed up");
    }
    study.run(
        "update place set state = 2, annotator = $2, revision = 1 where id = ("
            + "select min(id) from place where study = $1 and state = 0)",
        study.id(),
        study.annotator("imported"));
    assertNoted("a place was filled");
    study.run(
        "update place set languages = 7 where study = $1 and id % 2 = 0 and state = 0", study.id());
    assertThat(study.text(NOTED, study.id())).contains(" 7 ");
    assertNoted("places got other languages");
    study.run("delete from place where study = $1 and state = 0 and id % 3 = 0", study.id());
    assertNoted("places were removed");
    fold();
    assertNoted("changes were summed up at the end");
    assertThat(study.scalar("select count(*) from free_place_change where study = $1", study.id()))
        .isZero();
  }

  @Test
  void texts_in_other_languages_are_counted_under_them_from_the_start() {
    study.run("update response set language = 'fr' where study = $1 and id % 2 = 0", study.id());
    study.run(
        "select note_languages($1, array_agg(id)) from comparison where study = $1", study.id());
    study.run(
        "insert into place (study, comparison, matchup, presentation)"
            + " select study, id, matchup, '{1,2}' from comparison where study = $1",
        study.id());

    assertThat(study.text(COUNTED, study.id())).containsPattern(" [1-9]\\d* \\d");
    assertNoted("places of several languages were made");
  }

  @Test
  void summing_up_at_two_nodes_while_pairs_are_drawn_loses_and_doubles_nothing() {
    List<Future<?>> all = new ArrayList<>();
    for (long annotator : study.annotators(12)) {
      all.add(draws.work(new Seat(study.id(), annotator)));
      all.add(pool.preparedQuery(PolicySql.FOLD).execute(Tuple.of(study.id())));
      all.add(DATABASE.pool().preparedQuery(PolicySql.FOLD).execute(Tuple.of(study.id())));
    }
    Future.join(all).await();

    assertNoted("everybody drew");
    fold();
    assertNoted("the rest was summed up");
  }

  @Test
  void a_draw_does_not_wait_for_an_import_that_adds_places() {
    SqlConnection importing = await(DATABASE.pool().getConnection());
    await(importing.query("begin").execute());
    await(
        importing
            .preparedQuery(
                "insert into place (study, comparison, matchup, presentation)"
                    + " select study, id, matchup, '{1,2}' from comparison where study = $1")
            .execute(Tuple.of(study.id())));

    assertThat(await(draws.work(new Seat(study.id(), study.annotator("ada")))))
        .isInstanceOf(DrawStore.Work.Assigned.class);

    await(importing.query("commit").execute());
    await(importing.close());
    assertNoted("the import was committed");
  }
}
