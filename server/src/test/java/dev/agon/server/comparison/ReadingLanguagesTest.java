package dev.agon.server.comparison;

import static dev.agon.server.sql.StudyFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.comparison.draw.DrawStore;
import dev.agon.server.comparison.draw.DrawStore.Work;
import dev.agon.server.comparison.draw.Seat;
import dev.agon.server.sql.DatabaseExtension;
import dev.agon.server.sql.GroupCommit;
import dev.agon.server.sql.StudyFixture;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who gets which places where a study goes by the languages that its annotators read. */
@Tag("slow")
class ReadingLanguagesTest {
  @RegisterExtension static final DatabaseExtension DATABASE = new DatabaseExtension();

  private static final String EVERY_LEASE =
      """
      select count(*) from place p join comparison c on c.id = p.comparison
        join prompt q on q.id = c.prompt join annotator a on a.id = p.annotator
      where p.study = $1
      """;

  private Pool pool;
  private DrawStore draws;
  private StudyFixture study;

  @BeforeEach
  void newStudy() {
    pool = DATABASE.votePool();
    draws = new DrawStore(DATABASE.vertx(), pool, GroupCommit.Limits.GROUPED);
    study = StudyFixture.create(pool, 3, 12, 2);
  }

  /** Gives the prompts and their responses these languages in turn. */
  private void speak(String... tags) {
    study.run(
        """
        update prompt set language = ($2::text[])[1 + substr(external_id, 2)::int % cardinality($2::text[])]
        where study = $1
        """,
        study.id(), tags);
    study.run(
        "update response r set language = p.language from prompt p where p.id = r.prompt and p.study = $1",
        study.id());
    study.run(
        "select note_languages($1, array_agg(id)) from comparison where study = $1", study.id());
    study.run(
        "update place p set languages = c.languages from comparison c where c.id = p.comparison and p.study = $1",
        study.id());
  }

  private void ask(int level) {
    study.run("update study set reading_level = $2 where id = $1", study.id(), level);
  }

  private Seat reader(String name, Map<String, Integer> reads) {
    long annotator = study.annotator(name);
    reads.forEach(
        (tag, level) ->
            study.run(
                "insert into annotator_language (annotator, tag, level) values ($1, $2, $3)",
                annotator,
                tag,
                level));
    return new Seat(study.id(), annotator);
  }

  private Work work(Seat seat) {
    return await(draws.work(seat));
  }

  private void answerAll() {
    study.run(
        "update place set state = 2, slot = null, revision = 1 where study = $1 and state = 1",
        study.id());
  }

  /** Until neither of them gets anything more. */
  private void answerTogether(Seat one, Seat other) {
    while (List.of(work(one), work(other)).stream().anyMatch(Work.Assigned.class::isInstance)) {
      answerAll();
    }
  }

  private List<String> tagsOf(Seat seat) {
    return List.of(
        study
            .text(
                """
                select coalesce(string_agg(distinct q.language, ',' order by q.language), '')
                from place p join comparison c on c.id = p.comparison join prompt q on q.id = c.prompt
                where p.annotator = $1
                """,
                seat.annotator())
            .split(","));
  }

  @Test
  void in_ten_thousand_assignments_nobody_gets_a_language_that_they_do_not_read() {
    study = StudyFixture.create(pool, 3, 1_200, 3);
    speak("en", "de", "ar", "pt-BR", "zh-Hans");
    ask(2);
    List<Seat> seats = new ArrayList<>();
    for (int k = 0; k < 10; k++) {
      seats.add(reader("german " + k, Map.of("de", 3)));
      seats.add(reader("english and arabic " + k, Map.of("en", 2, "ar", 3)));
      seats.add(reader("some german " + k, Map.of("de", 1, "pt", 2)));
      seats.add(reader("chinese " + k, Map.of("zh", 3, "pt-PT", 3)));
      seats.add(reader("all " + k, Map.of("*", 3)));
      seats.add(reader("traditional " + k, Map.of("zh-Hant", 3)));
      seats.add(reader("none " + k, Map.of("de", 0, "en", 0)));
      seats.add(reader("never asked " + k, Map.of()));
    }
    long assignments = 0;
    while (assignments < 10_000) {
      await(Future.all(seats.stream().map(draws::work).toList()));
      long before = assignments;
      answerAll();
      assignments =
          study.scalar("select count(*) from place where study = $1 and state = 2", study.id());
      assertThat(assignments).isGreaterThan(before);
    }

    assertThat(
            study.scalar(
                EVERY_LEASE
                    + """
                     and case
                       when a.pseudonym like 'german%' then q.language <> 'de'
                       when a.pseudonym like 'english%' then q.language not in ('en', 'ar')
                       when a.pseudonym like 'some german%' then q.language <> 'pt-BR'
                       when a.pseudonym like 'chinese%' then q.language <> 'zh-Hans'
                       else a.pseudonym like 'none%' or a.pseudonym like 'traditional%' end
                    """,
                study.id()))
        .isZero();
    assertThat(study.scalar(EVERY_LEASE + " and a.pseudonym like 'german%'", study.id()))
        .isGreaterThan(1_000);
    assertThat(
            study.scalar(
                "select count(*) from place where study = $1 and annotator is not null and policy <> 2",
                study.id()))
        .isZero();
  }

  @Test
  void a_pair_asks_for_the_languages_of_its_prompt_and_of_both_responses() {
    speak("de");
    study.run(
        "update response set language = 'fr' where id = (select min(id) from response where study = $1)",
        study.id());
    study.run(
        "select note_languages($1, array_agg(id)) from comparison where study = $1", study.id());
    study.run(
        "update place p set languages = c.languages from comparison c where c.id = p.comparison and p.study = $1",
        study.id());
    study.run(
        "delete from place p using comparison c where c.id = p.comparison and p.study = $1 and not c.responses @> array[(select min(id) from response where study = $1)]",
        study.id());
    ask(1);

    assertThat(work(reader("german", Map.of("de", 3)))).isInstanceOf(Work.Finished.class);
    assertThat(work(reader("both", Map.of("de", 2, "fr", 1)))).isInstanceOf(Work.Assigned.class);
  }

  @Test
  void the_propensity_and_the_eligible_set_count_what_the_annotator_reads() {
    speak("de", "en", "en");
    ask(1);
    Seat german = reader("german", Map.of("de", 3));
    work(german);

    assertThat(
            study.scalar(
                "select count(*) from place where annotator = $1 and eligible = 24 and abs(propensity - 1.0 / 3) < 0.001",
                german.annotator()))
        .isEqualTo(2);
  }

  @Test
  void why_there_is_nothing_is_told_by_what_the_annotator_reads() {
    speak("de", "en");
    ask(2);
    Seat german = reader("german", Map.of("de", 3));
    Seat korean = reader("korean", Map.of("ko", 3));

    assertThat(work(korean)).isEqualTo(new Work.NotEligible(true));
    while (work(german) instanceof Work.Assigned) {
      answerAll();
    }
    assertThat(work(german)).isInstanceOf(Work.Finished.class);
    assertThat(tagsOf(german)).containsExactly("de");

    study.run(
        """
        delete from place p using comparison c, prompt q where c.id = p.comparison and q.id = c.prompt
          and p.study = $1 and q.language = 'de' and p.state = 0
        """,
        study.id());
    Seat third = reader("third german", Map.of("de", 2));
    assertThat(work(third)).isInstanceOf(Work.Finished.class);
    study.run(
        """
        update place set state = 1, slot = 1, revision = 0, token = gen_random_uuid(), leased_at = now(),
          deadline = now() + interval '1 hour'
        where id = (select min(id) from place where annotator = $1)
        """,
        german.annotator());
    assertThat(work(third)).isInstanceOf(Work.NoneRightNow.class);
  }

  @Test
  void without_the_setting_everybody_gets_everything_as_before() {
    speak("de", "en");
    Seat korean = reader("korean", Map.of("ko", 3));
    while (work(korean) instanceof Work.Assigned) {
      answerAll();
    }
    assertThat(tagsOf(korean)).containsExactly("de", "en");
    assertThat(
            study.scalar(
                "select count(*) from place where annotator = $1 and policy = 1",
                korean.annotator()))
        .isEqualTo(36);
  }

  @Test
  void the_goal_counts_only_what_the_annotator_reads() {
    speak("de", "en", "fr");
    ask(3);
    AssignmentStore store = new AssignmentStore(pool);

    assertThat(await(store.progress(reader("german", Map.of("de", 3)))).goal()).isEqualTo(12);
    assertThat(await(store.progress(reader("two", Map.of("de", 3, "en", 3)))).goal()).isEqualTo(24);
    assertThat(await(store.progress(reader("not well", Map.of("de", 2)))).goal()).isZero();
  }

  @Test
  void texts_in_no_or_an_unknown_language_ask_for_none() {
    speak("zxx", "und");
    ask(3);

    assertThat(work(reader("korean", Map.of("ko", 3)))).isInstanceOf(Work.Assigned.class);
  }

  @Test
  void texts_without_a_tag_go_to_everybody_where_the_study_has_no_language_of_its_own() {
    study.run("update study set language = 'und' where id = $1", study.id());
    speak("und", "de");
    ask(2);
    Seat korean = reader("korean", Map.of("ko", 3));
    Seat nothing = reader("nothing", Map.of("ko", 0));
    answerTogether(korean, nothing);

    assertThat(tagsOf(korean)).containsExactly("und");
    assertThat(tagsOf(nothing)).containsExactly("und");
  }

  @Test
  void whoever_was_never_asked_gets_everything_and_whoever_said_not_at_all_nothing() {
    speak("de", "en");
    ask(2);
    Seat unasked = reader("unasked", Map.of());
    Seat machine = reader("machine", Map.of("*", 3));
    Seat none = reader("none", Map.of("de", 0, "en", 1));

    assertThat(work(none)).isEqualTo(new Work.NotEligible(true));
    answerTogether(unasked, machine);
    assertThat(tagsOf(unasked)).containsExactly("de", "en");
    assertThat(tagsOf(machine)).containsExactly("de", "en");
  }
}
