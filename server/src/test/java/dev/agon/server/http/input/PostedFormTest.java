package dev.agon.server.http.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.http.TestSite;
import dev.agon.server.http.session.Access;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostedFormTest {
  private record Read(String name, Integer n, String kind, boolean box) {}

  private TestSite site;

  @BeforeAll
  void serve() {
    site =
        TestSite.start(
            (test, router) ->
                router.post(
                    "/form",
                    Access.PUBLIC,
                    context -> {
                      PostedForm form = test.pages.form(context);
                      Read read =
                          new Read(
                              form.text("name", 1, 5),
                              form.integer("n", 1, 9),
                              form.choice("kind", Set.of("a")),
                              form.checked("box"));
                      form.require();
                      return Answers.json(context, 200, read);
                    }));
  }

  @AfterAll
  void close() {
    site.close();
  }

  @Test
  void reads_fields_without_space_around_them() {
    assertThat(
            site.postForm("/form", "", "name=+%C3%A4%F0%9F%98%80%0D%0Ab+&n=+7&kind=a&box=on")
                .bodyAsJsonObject())
        .isEqualTo(
            new JsonObject().put("name", "ä😀\nb").put("n", 7).put("kind", "a").put("box", true));
  }

  @Test
  void names_every_field_that_is_wrong() {
    JsonArray errors =
        site.send(
                io.vertx.core.http.HttpMethod.POST,
                "/form",
                java.util.Map.of("Content-Type", "application/x-www-form-urlencoded"),
                io.vertx.core.buffer.Buffer.buffer("name=toolong&n=10&kind=b"))
            .bodyAsJsonObject()
            .getJsonArray("errors");
    assertThat(errors)
        .isEqualTo(
            new JsonArray()
                .add(error("name", "Please give at most 5 characters."))
                .add(error("n", "Please give a whole number from 1 to 9."))
                .add(error("kind", "Please choose one of the given values.")));
  }

  @Test
  void refuses_what_postgres_cannot_store() {
    assertThat(site.postForm("/form", "", "name=a%00b&n=1&kind=a").statusCode()).isEqualTo(400);
    assertThat(site.postForm("/form", "", "").statusCode()).isEqualTo(422);
    assertThat(site.postForm("/form", "", "name=%zz&n=1&kind=a").statusCode()).isIn(400, 422);
  }

  private static JsonObject error(String field, String message) {
    return new JsonObject().put("field", field).put("message", message);
  }
}
