package dev.agon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.config.OperationConfig;
import dev.agon.server.config.Role;
import dev.agon.server.config.ServerConfig;
import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.session.Access;
import dev.agon.server.sql.GroupCommit;
import dev.agon.server.sql.TestDatabase;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Nobody learns from what a study shows who wrote the responses of an answer that can still be
 * changed: whatever others than admins can fetch is the same with and without it, to the byte.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
class BlindnessTest {
  /** What an annotator sees of their own answers and of the pair before them. */
  private static final Set<String> SEAT =
      Set.of(
          "/studies/:study/annotate",
          "/studies/:study/questions",
          "/studies/:study/history",
          "/studies/:study/me",
          "/studies/:study/consent");

  private final TestDatabase database = TestDatabase.create();
  private Main main;
  private List<String> routes = List.of();

  @BeforeAll
  void start() {
    main =
        Main.start(
            new ServerConfig(
                "127.0.0.1", 0, null, "", false, EnumSet.of(Role.WEB, Role.RANKER), null, 8, 2),
            database.address());
    Site site =
        new Site(
            new StudyPages.Ground(
                main.vertx(), main.config(), database.address(), main.pool(), main.pool()),
            GroupCommit.Limits.GROUPED,
            new Operation(
                    main.vertx(), OperationConfig.NONE, main.pool(), new CompositeMeterRegistry())
                .watch(),
            committed -> {});
    routes =
        site.routes().routes().stream()
            .filter(route -> route.method().equals(HttpMethod.GET))
            .filter(route -> route.access() != Access.ADMIN)
            .map(SiteRouter.Declared::path)
            .filter(path -> path.startsWith("/studies/:study/"))
            .filter(path -> !SEAT.contains(path))
            .toList();
    assertThat(routes).hasSizeGreaterThanOrEqualTo(16);
  }

  @AfterAll
  void close() {
    main.close().await();
    database.close();
  }

  @Test
  void an_open_study_shows_nothing_of_an_answer_before_it_is_final_and_then_it_stays()
      throws Exception {
    AttackedStudy study = AttackedStudy.create(main, 2_400, 3_600);
    study.settled();
    Map<String, String> before = study.everything(routes);
    assertThat(before.values()).anyMatch(answer -> answer.contains("\"wins\""));
    JsonObject pairs = study.json("/board/pairs.json", study.strangers().getFirst());
    long counted = pairs.getLong("watermark");
    try (BoardStream stream = study.stream()) {
      List<AttackedStudy.Answer> answers =
          study.pseudonyms().stream().map(who -> study.vote(who, "first")).toList();
      study.idle();
      assertSame(study.everything(routes), before);

      study.revise(answers.get(0), "second");
      study.revise(answers.get(1), "tie");
      AttackedStudy.Answer undone = study.withdraw(answers.get(2));
      study.idle();
      assertSame(study.everything(routes), before);
      assertThat(stream.events()).as("events while nothing is final").isZero();
      for (AttackedStudy.Answer answer : answers) {
        for (String caller : study.strangers()) {
          assertThat(study.status("/board/pairs.json?at=" + answer.number(), caller))
              .as("number %s, of which nobody is told yet", answer.number())
              .isEqualTo(422);
        }
      }

      study.pseudonyms().forEach(study::endUndo);
      study.settled();
      stream.awaitEvent();
      assertThat(study.json("/board/pairs.json?at=" + counted, study.strangers().getFirst()))
          .as("an earlier number tells what it told before")
          .isEqualTo(pairs);
      assertThat(study.pairs(""))
          .as("what is final is what the export calls standing")
          .isEqualTo(study.exported());
      assertThat(study.boardOf("?at=" + study.number())).isEqualTo(study.boardOf(""));
      for (AttackedStudy.Answer answer : List.of(answers.get(0), answers.get(1), answers.get(2))) {
        assertThat(study.pairs("?at=" + answer.number()))
            .as("what was replaced before it was final counts at no number")
            .isEqualTo(study.pairs("?at=" + (answer.number() - 1)));
      }

      study.refusesToChange(answers.get(3));
      study.refusesToChange(answers.get(4));
      assertThat(study.reanswer(undone, "second")).as("what was taken back waits").isEqualTo(201);
    }
  }

  @Test
  void the_only_annotator_of_an_open_study_learns_nothing_either() throws Exception {
    AttackedStudy study = AttackedStudy.create(main, 0, 3_600);
    Map<String, String> before = study.everything(routes);
    AttackedStudy.Answer answer = study.vote(study.pseudonyms().getFirst(), "first");
    study.idle();
    assertSame(study.everything(routes), before);

    study.endUndo(study.pseudonyms().getFirst());
    study.settled();
    assertThat(study.pairs("")).isEqualTo(study.exported()).isNotEmpty();
    study.refusesToChange(answer);
  }

  @Test
  void without_time_for_undo_an_answer_is_shown_at_once_and_never_changed() throws Exception {
    AttackedStudy study = AttackedStudy.create(main, 100, 0);
    AttackedStudy.Answer answer = study.vote(study.pseudonyms().getFirst(), "second");
    study.settled();
    assertThat(study.pairs("")).isEqualTo(study.exported());
    study.refusesToChange(answer);
  }

  @Test
  void a_blind_study_shows_a_count_of_votes_until_it_closes_and_again_when_it_is_reopened()
      throws Exception {
    AttackedStudy study = AttackedStudy.create(main, 2_400, null);
    study.settled();
    Map<String, String> before = study.everything(routes);
    assertThat(before.values())
        .noneMatch(answer -> answer.contains("\"wins\"") || answer.contains("model "));
    List<AttackedStudy.Answer> answers =
        study.pseudonyms().stream().map(who -> study.vote(who, "first")).toList();
    study.revise(answers.get(0), "second");
    study.withdraw(answers.get(1));
    study.settled();
    assertSame(study.everything(routes), before);

    study.move("close");
    study.settled();
    assertThat(study.pairs("")).isEqualTo(study.exported());
    study.refusesToChange(answers.get(2));

    study.move("reopen");
    assertSame(study.everything(routes), before);
    study.refusesToChange(answers.get(2));
    AttackedStudy.Answer later = study.vote(study.pseudonyms().get(3), "first");
    study.revise(later, "second");
    study.settled();
    assertSame(study.everything(routes), before);
  }

  private static void assertSame(Map<String, String> now, Map<String, String> before) {
    assertThat(now.keySet()).isEqualTo(before.keySet());
    assertThat(
            before.entrySet().stream()
                .filter(told -> !told.getValue().equals(now.get(told.getKey())))
                .map(
                    told ->
                        told.getKey()
                            + difference(told.getValue(), now.getOrDefault(told.getKey(), "")))
                .toList())
        .as("addresses that tell of an answer that can still be changed")
        .isEmpty();
  }

  private static String difference(String before, String now) {
    int at = 0;
    while (at < Math.min(before.length(), now.length()) && before.charAt(at) == now.charAt(at)) {
      at++;
    }
    return ": …%s… is now …%s…".formatted(around(before, at), around(now, at));
  }

  private static String around(String text, int at) {
    return text.substring(Math.max(0, at - 20), Math.min(text.length(), at + 60));
  }
}
