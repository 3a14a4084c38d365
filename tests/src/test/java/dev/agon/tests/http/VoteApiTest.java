package dev.agon.tests.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.sql.StudyFixture;
import dev.agon.tests.RunningAgon;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class VoteApiTest {
  @RegisterExtension static final RunningAgon AGON = new RunningAgon();

  private StudyFixture study;
  private long annotator;
  private String token;

  @BeforeEach
  void newStudy() {
    study = AGON.study(4, 5, 2);
    annotator = study.annotator("ada");
    token = AGON.token(study, annotator);
  }

  private HttpResponse<String> post(String path, @Nullable String key, String body) {
    HttpRequest.Builder request =
        AGON.request("/studies/" + study.slug() + path)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    return AGON.send(request);
  }

  private JsonObject draw() {
    return new JsonObject(post("/assignments", null, "{}").body())
        .getJsonArray("assignments")
        .getJsonObject(0);
  }

  private static JsonObject ballot(JsonObject assignment, String choice) {
    return new JsonObject()
        .put("assignment", assignment.getString("token"))
        .put("replaces", assignment.getInteger("revision"))
        .put("choice", choice);
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }

  @Test
  void a_vote_is_answered_with_its_receipt_and_the_next_assignment() {
    JsonObject first = draw();

    HttpResponse<String> answer = post("/votes", key(), ballot(first, "first").encode());

    JsonObject receipt = new JsonObject(answer.body());
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(receipt.getLong("number")).isEqualTo(1);
    assertThat(receipt.getInteger("revision")).isEqualTo(1);
    assertThat(receipt.getString("state")).isEqualTo("assigned");
    assertThat(receipt.getJsonArray("assignments").getJsonObject(0).getString("token"))
        .isNotEqualTo(first.getString("token"));
  }

  @Test
  void the_same_key_gets_the_same_number_and_the_current_next_assignment() {
    JsonObject first = draw();
    String key = key();
    String body = ballot(first, "tie").encode();

    HttpResponse<String> once = post("/votes", key, body);
    HttpResponse<String> again = post("/votes", key, body);
    HttpResponse<String> other = post("/votes", key, ballot(first, "first").encode());

    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(again.body())).isEqualTo(new JsonObject(once.body()));
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(new JsonObject(other.body()).getString("code")).isEqualTo("key-reused");
  }

  @Test
  void every_wrong_field_is_named_at_once() {
    HttpResponse<String> answer =
        post(
            "/votes",
            "not-a-key",
            "{\"assignment\": 7, \"replaces\": -1, \"choice\": \"maybe\", \"active_ms\": \"x\"}");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(
            new JsonObject(answer.body())
                .getJsonArray("errors").stream().map(e -> ((JsonObject) e).getString("field")))
        .contains("assignment", "replaces", "choice", "active_ms", "Idempotency-Key");
  }

  @Test
  void a_body_that_is_no_json_object_is_refused() {
    assertThat(post("/votes", key(), "[1]").statusCode()).isEqualTo(400);
    assertThat(post("/votes", key(), "{\"choice\":").statusCode()).isEqualTo(400);
  }

  @Test
  void an_answer_too_late_is_told_kindly_and_comes_with_the_next_pair() {
    JsonObject lost = draw();
    study.run(
        "update place set annotator = $2, slot = 1, token = gen_random_uuid() where token = $1",
        UUID.fromString(lost.getString("token")),
        study.annotator("eve"));

    HttpResponse<String> answer = post("/votes", key(), ballot(lost, "second").encode());

    JsonObject problem = new JsonObject(answer.body());
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(problem.getString("code")).isEqualTo("lease-lost");
    assertThat(problem.getJsonObject("next").getJsonArray("assignments")).isNotEmpty();
  }

  @Test
  void an_undone_pair_comes_first_and_the_waiting_pair_is_not_lost() {
    JsonObject first = draw();
    JsonObject receipt =
        new JsonObject(post("/votes", key(), ballot(first, "first").encode()).body());
    String waiting = receipt.getJsonArray("assignments").getJsonObject(0).getString("token");

    HttpResponse<String> undone =
        post(
            "/votes",
            key(),
            new JsonObject()
                .put("assignment", first.getString("token"))
                .put("replaces", 1)
                .put("withdrawn", true)
                .encode());

    JsonObject next = new JsonObject(undone.body());
    assertThat(undone.statusCode()).isEqualTo(201);
    assertThat(next.getJsonArray("assignments").getJsonObject(0).getString("token"))
        .isEqualTo(first.getString("token"));
    assertThat(next.getJsonArray("assignments").getJsonObject(0).getInteger("revision"))
        .isEqualTo(2);
    assertThat(next.getJsonArray("assignments").getJsonObject(1).getString("token"))
        .isEqualTo(waiting);
  }

  @Test
  void a_vote_never_needs_the_draw_to_succeed() {
    JsonObject first = draw();
    study.run("update study set state = 'paused' where id = $1", study.id());

    HttpResponse<String> answer = post("/votes", key(), ballot(first, "first").encode());

    assertThat(answer.statusCode()).isEqualTo(201);
  }

  @Test
  void ties_are_refused_where_the_study_allows_none() {
    study.run("update study set allow_tie = false where id = $1", study.id());

    HttpResponse<String> answer = post("/votes", key(), ballot(draw(), "tie").encode());

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("choice");
  }

  @Test
  void nothing_an_annotator_receives_names_a_generator_or_a_row() {
    study.run("update generator set name = 'SECRET-' || name where study = $1", study.id());
    StringBuilder received = new StringBuilder(post("/assignments", null, "{}").body());
    for (int k = 0; k < 5; k++) {
      received.append(post("/votes", key(), ballot(draw(), "first").encode()).body());
    }

    assertThat(received.toString()).doesNotContain("SECRET-").doesNotContain("generator");
    assertThat(received.toString()).doesNotContain("\"comparison\"").doesNotContain("\"id\"");
  }

  @Test
  void a_token_opens_only_its_own_study() {
    StudyFixture other = AGON.study(2, 1, 1);

    HttpResponse<String> answer =
        AGON.send(
            AGON.request("/studies/" + other.slug() + "/assignments")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));

    assertThat(answer.statusCode()).isEqualTo(403);
  }
}
