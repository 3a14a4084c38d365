package dev.agon.server.vote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.http.TestSite;
import dev.agon.server.sql.GroupCommit;
import dev.agon.server.sql.StudyFixture;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an annotator's page is told when an answer is refused, in the languages of the pages. */
class VoteProblemsTest {
  private record Nothing() {}

  private TestSite site;
  private StudyFixture study;
  private String cookie;
  private UUID token;

  @BeforeEach
  void newStudy() {
    site =
        TestSite.with(
            test ->
                new VoteRoutes(
                        new VoteStore(test.pool, GroupCommit.Limits.GROUPED),
                        (of, who) -> Future.succeededFuture(new Nothing()),
                        (context, place, entered, problem) -> Future.failedFuture(problem),
                        of -> {},
                        "")
                    ::mount);
    study = StudyFixture.create(site.pool, 2, 3, 2);
    study.run(
        "update study set form = $2::text::jsonb where id = $1",
        study.id(),
        """
        {"blocks": [
          {"id": "overall", "type": "comparison", "criterion": "overall", "levels": 3},
          {"id": "points", "type": "likert", "points": 5}]}
        """);
    long ada = study.annotator("ada");
    cookie = site.annotator(study.slug(), ada);
    token = study.lease(ada);
  }

  @AfterEach
  void close() {
    site.close();
  }

  private HttpResponse<Buffer> vote(UUID place, Map<String, String> language) {
    return vote(place, 9, language);
  }

  private HttpResponse<Buffer> vote(UUID place, int point, Map<String, String> language) {
    Map<String, String> headers = new HashMap<>(language);
    headers.putIfAbsent("Cookie", cookie);
    headers.put("Content-Type", "application/json");
    headers.put("Accept", "application/json");
    headers.put("Sec-Fetch-Site", "same-origin");
    JsonObject answers =
        new JsonObject()
            .put("overall", new JsonObject().put("choice", "first"))
            .put("points", new JsonObject().put("values", new JsonArray().add(point)));
    JsonObject body =
        new JsonObject()
            .put("assignment", place.toString())
            .put("key", UUID.randomUUID().toString())
            .put("answers", answers);
    return site.send(
        HttpMethod.POST, "/studies/" + study.slug() + "/votes", headers, body.toBuffer());
  }

  private static String message(HttpResponse<Buffer> answer) {
    JsonObject error = answer.bodyAsJsonObject().getJsonArray("errors").getJsonObject(0);
    assertThat(error.getString("field")).isEqualTo("answers.points.values.1");
    return error.getString("message");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en      | Please check your input | Some fields need another value. | must be a whole number from 1 to 5
          de-AT   | Bitte | Einige Felder brauchen einen anderen Wert. | muss eine ganze Zahl von 1 bis 5 sein
          fr      | | | doit être un nombre entier de 1 à 5
          zh-CN   | | | 必须是 1 到 5 的整数
          ar      | | | يجب أن يكون عددًا صحيحًا من 1 إلى 5
          """)
  void what_is_wrong_with_an_answer_is_said_in_the_language_of_the_page(
      String language, String title, String detail, String message) {
    HttpResponse<Buffer> answer = vote(token, Map.of("Accept-Language", language));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(message(answer)).isEqualTo(message);
    JsonObject problem = answer.bodyAsJsonObject();
    if (title != null) {
      assertThat(problem.getString("title")).contains(title);
      assertThat(problem.getString("detail")).isEqualTo(detail);
    }
    assertThat(problem.getString("code")).isEqualTo("invalid");
    assertThat(language).startsWith(answer.getHeader("Content-Language").substring(0, 2));
  }

  @Test
  void a_chosen_language_goes_before_the_browsers_and_without_any_it_is_english() {
    assertThat(
            message(
                vote(
                    token,
                    Map.of("Accept-Language", "fr", "Cookie", cookie + "; agon_language=de"))))
        .isEqualTo("muss eine ganze Zahl von 1 bis 5 sein");
    assertThat(message(vote(token, Map.of()))).isEqualTo("must be a whole number from 1 to 5");
  }

  @Test
  void a_lost_lease_and_a_paused_study_are_told_in_the_language_of_the_page() {
    HttpResponse<Buffer> lost = vote(UUID.randomUUID(), Map.of("Accept-Language", "de"));
    assertThat(lost.statusCode()).isEqualTo(409);
    assertThat(lost.bodyAsJsonObject().getString("detail")).startsWith("Ihre Zeit für dieses Paar");
    assertThat(lost.bodyAsJsonObject().getString("code")).isEqualTo("lease-lost");
    assertThat(lost.bodyAsJsonObject().containsKey("next")).isTrue();

    study.run("update study set state = 'closed' where id = $1", study.id());
    HttpResponse<Buffer> closed = vote(token, 5, Map.of("Accept-Language", "ar"));
    assertThat(closed.bodyAsJsonObject().getString("code")).isEqualTo("study-closed");
    assertThat(closed.bodyAsJsonObject().getString("detail")).isEqualTo("انتهت هذه الدراسة.");
  }
}
