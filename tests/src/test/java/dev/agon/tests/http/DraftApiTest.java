package dev.agon.tests.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.sql.StudyFixture;
import dev.agon.tests.RunningAgon;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Answers that were begun are kept on the server until they are given. */
class DraftApiTest {
  @RegisterExtension static final RunningAgon AGON = new RunningAgon();

  private static final String PC = UUID.randomUUID().toString();
  private static final String PHONE = UUID.randomUUID().toString();

  private StudyFixture study;
  private String ada;

  @BeforeEach
  void newStudy() {
    study = AGON.study(4, 5, 2);
    ada = AGON.token(study, study.annotator("ada"));
  }

  private HttpResponse<String> post(String who, String path, String body) {
    return AGON.send(
        AGON.request("/studies/" + study.slug() + path)
            .version(HttpClient.Version.HTTP_1_1)
            .header("Authorization", "Bearer " + who)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private JsonObject first(String who) {
    return new JsonObject(post(who, "/assignments", "{}").body())
        .getJsonArray("assignments")
        .getJsonObject(0);
  }

  private static JsonObject entered(String window, int base, String note) {
    return new JsonObject()
        .put("writer", window)
        .put("base", base)
        .put("answers", new JsonObject().put("1", new JsonObject().put("choice", "first")))
        .put("note", note)
        .put("shown_ms_ago", 5000)
        .put("active_ms", 4000);
  }

  private HttpResponse<String> write(String who, String assignment, JsonObject body) {
    return post(who, "/assignments/" + assignment + "/draft", body.encode());
  }

  private String vote(String assignment) {
    return new JsonObject().put("assignment", assignment).put("choice", "second").encode();
  }

  private long drafts() {
    return study.scalar(
        "select count(*) from draft d join place p on p.id = d.place where p.study = $1",
        study.id());
  }

  @Test
  void what_was_begun_comes_back_with_the_assignment_on_any_device() {
    String token = first(ada).getString("token");

    HttpResponse<String> written = write(ada, token, entered(PC, 0, "B is funny 🙂"));
    JsonObject draft = first(ada).getJsonObject("draft");

    assertThat(written.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(written.body()).getMap()).containsOnlyKeys("writes");
    assertThat(draft.getString("note")).isEqualTo("B is funny 🙂");
    assertThat(draft.getJsonObject("answers").getJsonObject("1").getString("choice"))
        .isEqualTo("first");
    assertThat(draft.getInteger("active_ms")).isEqualTo(4000);
    assertThat(draft.getInteger("shown_ms_ago")).isBetween(5000, 20_000);
  }

  @Test
  void the_last_write_stands_and_is_told_what_another_window_had() {
    String token = first(ada).getString("token");
    write(ada, token, entered(PC, 0, "on the pc"));
    write(ada, token, entered(PC, 1, "on the pc, more"));

    JsonObject over = new JsonObject(write(ada, token, entered(PHONE, 0, "on the phone")).body());
    JsonObject known = new JsonObject(write(ada, token, entered(PC, 3, "on the pc again")).body());

    assertThat(over.getInteger("writes")).isEqualTo(3);
    assertThat(over.getJsonObject("replaced").getString("note")).isEqualTo("on the pc, more");
    assertThat(known.getInteger("writes")).isEqualTo(4);
    assertThat(known.containsKey("replaced")).as("it had seen the phone's").isFalse();
    assertThat(first(ada).getJsonObject("draft").getString("note")).isEqualTo("on the pc again");
  }

  @Test
  void a_window_that_lost_the_answer_to_its_own_write_is_not_warned_of_itself() {
    String token = first(ada).getString("token");
    write(ada, token, entered(PC, 0, "one"));

    JsonObject again = new JsonObject(write(ada, token, entered(PC, 0, "two")).body());

    assertThat(again.containsKey("replaced")).isFalse();
  }

  @Test
  void it_goes_with_the_vote_and_with_skipping() {
    String token = first(ada).getString("token");
    write(ada, token, entered(PC, 0, "kept"));
    assertThat(drafts()).isEqualTo(1);
    assertThat(post(ada, "/votes", vote(token)).statusCode()).isEqualTo(201);
    assertThat(drafts()).isZero();
    assertThat(write(ada, token, entered(PC, 1, "too late")).statusCode()).isEqualTo(409);

    String next = first(ada).getString("token");
    write(ada, next, entered(PC, 0, "kept"));
    post(ada, "/assignments/" + next + "/skip", "{}");
    assertThat(drafts()).isZero();
  }

  @Test
  void a_draft_that_meets_a_vote_being_committed_waits_for_it_and_leaves_nothing() {
    String token = first(ada).getString("token");
    SqlConnection connection = AGON.pool().getConnection().await();
    var transaction = connection.begin().await();
    connection
        .preparedQuery("update place set state = 2, slot = null, revision = 1 where token = $1")
        .execute(Tuple.of(UUID.fromString(token)))
        .await();
    CompletableFuture<HttpResponse<String>> late =
        CompletableFuture.supplyAsync(() -> write(ada, token, entered(PC, 0, "late")));
    AGON.main().vertx().timer(300).await();
    Future<Void> committed = transaction.commit();
    committed.await();
    connection.close().await();

    assertThat(late.join().statusCode()).isEqualTo(409);
    assertThat(drafts()).isZero();
  }

  @Test
  void nobody_reads_or_writes_the_draft_of_somebody_else() {
    String bob = AGON.token(study, study.annotator("bob"));
    String token = first(ada).getString("token");
    write(ada, token, entered(PC, 0, "mine"));

    assertThat(write(bob, token, entered(PC, 1, "yours")).statusCode()).isEqualTo(409);
    study.run(
        "update place set annotator = (select id from annotator where study = $1 and pseudonym = 'bob')"
            + " where token::text = $2",
        study.id(),
        token);

    String held = post(bob, "/assignments", "{}").body();
    assertThat(held).contains(token).doesNotContain("mine");
  }

  @Test
  void a_pair_with_an_answer_begun_is_not_given_back_by_another_window() {
    String token = first(ada).getString("token");
    write(ada, token, entered(PC, 0, "begun"));

    HttpResponse<String> release = post(ada, "/assignments/" + token + "/release", "");

    assertThat(release.statusCode()).isEqualTo(409);
    assertThat(first(ada).getString("token")).isEqualTo(token);
  }

  @Test
  void what_belongs_to_nobody_any_more_is_swept() {
    String token = first(ada).getString("token");
    write(ada, token, entered(PC, 0, "left behind"));
    study.run(
        """
        update place set annotator = null, state = 0, slot = null, token = null, leased_at = null, deadline = null,
          policy = null, propensity = null, eligible = null, fallback = null where token::text = $1
        """,
        token);

    new dev.agon.server.comparison.DraftStore(AGON.pool()).sweep().await();

    assertThat(drafts()).isZero();
  }

  @Test
  void bad_drafts_name_the_field_and_large_ones_are_refused() {
    String token = first(ada).getString("token");

    assertThat(write(ada, token, entered("x", -1, "n")).body()).contains("writer").contains("base");
    assertThat(write(ada, token, entered(PC, 0, "n").put("answers", 5)).body())
        .contains("answers")
        .contains("422");
    assertThat(write(ada, token, entered(PC, 0, "x".repeat(4001))).statusCode()).isEqualTo(422);
    assertThat(
            post(ada, "/assignments/" + token + "/draft", "{\"a\":\"" + "x".repeat(70_000) + "\"}")
                .statusCode())
        .isEqualTo(413);
    JsonObject zero = entered(PC, 0, "n").put("answers", new JsonObject().put("t", "a\u0000b"));
    assertThat(write(ada, token, zero).statusCode()).isEqualTo(400);
    assertThat(write(ada, token, zero).body()).contains("answers.t");
    assertThat(drafts()).isZero();
  }
}
