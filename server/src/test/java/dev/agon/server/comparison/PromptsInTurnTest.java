package dev.agon.server.comparison;

import static dev.agon.server.sql.StudyFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.agon.server.comparison.draw.Assignment;
import dev.agon.server.comparison.draw.DrawStore;
import dev.agon.server.comparison.draw.Seat;
import dev.agon.server.sql.DatabaseExtension;
import dev.agon.server.sql.GroupCommit;
import dev.agon.server.sql.StudyFixture;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptsInTurnTest {
  @RegisterExtension static final DatabaseExtension DATABASE = new DatabaseExtension();

  private Pool pool;
  private StudyFixture study;
  private long numbers;

  @BeforeEach
  void begin() {
    pool = DATABASE.votePool();
    study = StudyFixture.create(pool, 2, 1, 1);
    numbers = 0;
  }

  private DrawStore draws() {
    return new DrawStore(DATABASE.vertx(), pool, GroupCommit.Limits.GROUPED);
  }

  /** Judges everything that is offered; the prompts in the order in which they were shown. */
  private List<Long> promptsShown(DrawStore draws, Seat seat) {
    List<Long> prompts = new ArrayList<>();
    while (await(draws.work(seat)) instanceof DrawStore.Work.Assigned work) {
      Assignment shown = work.assignments().getFirst();
      prompts.add(study.scalar("select prompt from comparison where id = $1", shown.comparison()));
      vote(shown.token());
    }
    return prompts;
  }

  private void vote(UUID token) {
    study.run(
        """
        with p as (
          update place set state = 2, slot = null, revision = 1 where token = $1
          returning study, id, comparison, annotator)
        insert into vote (study, number, place, comparison, annotator, revision, key, body_hash, purpose,
          presentation, study_version, source)
        select study, $2, id, comparison, annotator, 1, gen_random_uuid(), '', 1, '{1,2}', 1, 'api' from p
        """,
        token,
        ++numbers);
  }

  private static int twiceInARow(List<Long> prompts) {
    int twice = 0;
    for (int k = 1; k < prompts.size(); k++) {
      twice += prompts.get(k).equals(prompts.get(k - 1)) ? 1 : 0;
    }
    return twice;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void nobody_gets_a_prompt_twice_in_a_row_while_another_is_there(int held) {
    study = StudyFixture.create(pool, 5, 6, 1);
    study.run("update study set assignments_held = $2 where id = $1", study.id(), held);
    Seat seat = new Seat(study.id(), study.annotator("ada"));

    List<Long> prompts = promptsShown(draws(), seat);

    assertThat(prompts).hasSize(60);
    // Near the end only one prompt may be left.
    assertThat(twiceInARow(prompts.subList(0, 48))).isZero();
  }

  @Test
  void a_study_of_one_prompt_is_served_as_before_with_a_pair_in_advance() {
    study = StudyFixture.create(pool, 6, 1, 1);
    Seat seat = new Seat(study.id(), study.annotator("ada"));
    DrawStore draws = draws();

    assertThat(((DrawStore.Work.Assigned) await(draws.work(seat))).assignments()).hasSize(2);
    assertThat(promptsShown(draws, seat)).hasSize(15);
  }

  @Test
  void the_last_pairs_of_one_prompt_are_all_judged_though_they_are_in_a_row() {
    study = StudyFixture.create(pool, 4, 2, 1);
    study.run(
        "delete from place where study = $1 and comparison in ("
            + "select id from comparison where study = $1 and external_id like 'p1:%'"
            + " order by id limit 5)",
        study.id());
    Seat seat = new Seat(study.id(), study.annotator("ada"));

    List<Long> prompts = promptsShown(draws(), seat);

    assertThat(prompts).hasSize(7);
    assertThat(twiceInARow(prompts)).isBetween(4, 5);
  }

  @Test
  void match_ups_come_as_often_as_said_although_prompts_take_turns() {
    study = StudyFixture.create(pool, 3, 12, 2);
    study.run(
        "insert into place (study, comparison, matchup, presentation)"
            + " select study, id, matchup, '{1,2}' from comparison, generate_series(1, 6)"
            + " where matchup = (select min(matchup) from comparison where study = $1)",
        study.id());
    DrawStore draws = draws();
    long drawn = 0;
    long often = 0;
    double said = 0;
    for (int k = 0; k < 150; k++) {
      Seat seat = new Seat(study.id(), study.annotator("annotator " + k));
      assertThat(await(draws.work(seat))).isInstanceOf(DrawStore.Work.Assigned.class);
      for (Row row : leases()) {
        if (!row.getBoolean("fallback")) {
          drawn++;
          often += row.getBoolean("often") ? 1 : 0;
          said +=
              row.getBoolean("often")
                  ? row.getFloat("propensity")
                  : 1 - 2 * row.getFloat("propensity");
        }
      }
      study.run(
          "update place set state = 0, annotator = null, slot = null, token = null"
              + " where study = $1 and state = 1",
          study.id());
    }

    // Two pairs drawn at once have one prompt in a twelfth of the cases; then one is drawn again.
    assertThat(drawn).isGreaterThan(260);
    double share = said / drawn;
    assertThat(share).isCloseTo(2 / 3.0, within(0.03));
    assertThat((double) often / drawn)
        .isCloseTo(share, within(4.5 * Math.sqrt(share * (1 - share) / drawn)));
  }

  private List<Row> leases() {
    List<Row> leases = new ArrayList<>();
    await(
            pool.preparedQuery(
                    "select fallback, propensity, matchup = (select min(matchup) from comparison where study = $1)"
                        + " as often from place where study = $1 and state = 1")
                .execute(Tuple.of(study.id())))
        .forEach(leases::add);
    return leases;
  }
}
