package dev.agon.tests.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.sql.StudyFixture;
import dev.agon.tests.RunningAgon;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys that annotators have changed, as they are sent. */
class KeysApiTest {
  @RegisterExtension static final RunningAgon AGON = new RunningAgon();

  private StudyFixture study;
  private long ada;
  private long bob;

  @BeforeEach
  void newStudy() {
    study = AGON.study(2, 2, 2);
    ada = study.annotator("Ada");
    bob = study.annotator("Bob");
  }

  private HttpResponse<String> send(String body) {
    return AGON.send(
        AGON.request("/studies/" + study.slug() + "/keys")
            .header("Authorization", "Bearer " + AGON.token(study, ada))
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private String keys(long annotator) {
    return study.text(
        "select coalesce(keys::text, 'none') from annotator where id = $1", annotator);
  }

  @Test
  void are_kept_with_the_annotator_who_sent_them_and_replaced_by_the_next() {
    assertThat(
            send("{\"keys\": {\"undo\": \"u\", \"digit-1\": \"é\", \"submit\": \"Enter\"}}")
                .statusCode())
        .isEqualTo(204);
    assertThat(new JsonObject(keys(ada)))
        .isEqualTo(new JsonObject().put("undo", "u").put("digit-1", "é").put("submit", "Enter"));
    assertThat(keys(bob)).isEqualTo("none");
    assertThat(send("{\"keys\": {}}").statusCode()).isEqualTo(204);
    assertThat(keys(ada)).isEqualTo("{}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{}; keys",
        "{'keys': []}; keys",
        "{'keys': {'undo': 'uu'}}; keys.undo",
        "{'keys': {'undo': ' '}}; keys.undo",
        "{'keys': {'undo': 7}}; keys.undo",
        "{'keys': {'undo': null}}; keys.undo",
        "{'keys': {'undo': 'x', 'skip': 'x'}}; keys.",
        "{'keys': {'UNDO': 'x'}}; keys",
        "{'keys': {'<b>': 'x'}}; keys"
      })
  void wrong_ones_are_refused_with_the_name_of_the_field(String body, String field) {
    HttpResponse<String> answer = send(body.replace('\'', '"'));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(
            new JsonObject(answer.body())
                .getJsonArray("errors")
                .getJsonObject(0)
                .getString("field"))
        .startsWith(field);
    assertThat(keys(ada)).isEqualTo("none");
  }

  @Test
  void more_keys_than_there_are_things_to_do_are_refused() {
    StringBuilder keys = new StringBuilder();
    for (int k = 0; k < 41; k++) {
      keys.append(k == 0 ? "" : ",")
          .append("\"")
          .append("a".repeat(k + 1))
          .append("\": \"")
          .append((char) ('!' + k))
          .append("\"");
    }
    String sent = keys.toString().replace("\": \"\"\"", "\": \"ä\"");
    assertThat(send("{\"keys\": {" + sent + "}}").statusCode()).isEqualTo(422);
    assertThat(keys(ada)).isEqualTo("none");
  }
}
