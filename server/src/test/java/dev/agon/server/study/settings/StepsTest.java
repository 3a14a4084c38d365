package dev.agon.server.study.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.StudySite;
import dev.agon.server.sql.StudyFixture;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StepsTest {
  private static StudySite site;
  private StudyFixture study;
  private String path;

  @BeforeAll
  static void start() {
    site = StudySite.start();
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @BeforeEach
  void newDraft() {
    study = StudyFixture.create(site.site.pool, 2, 2, 3);
    study.run("update study set state = 'draft', published_at = null where id = $1", study.id());
    path = "/admin/studies/" + study.slug();
  }

  private String page(String part) {
    HttpResponse<Buffer> answer = site.site.getPage(path + part, site.admin);
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.bodyAsString();
  }

  private HttpResponse<Buffer> save(String step, Map<String, String> fields) {
    String form =
        fields.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return site.site.postForm(path + "/settings", site.admin, form + "&step=" + step);
  }

  @Test
  void every_page_of_a_draft_lists_what_is_missing() {
    for (String part : new String[] {"", "/import", "/questions", "/conditions", "/settings"}) {
      assertThat(page(part))
          .as(part)
          .contains("Five steps to a study", "Write guidelines", "Write a consent text")
          .doesNotContain("Import something to compare", "Let more than one person");
    }

    study.run(
        "update study set guidelines = 'Read both.', consent = 'Yes.', overlap = 1 where id = $1",
        study.id());
    study.run("delete from place where study = $1", study.id());
    study.run("delete from comparison where study = $1", study.id());
    assertThat(page(""))
        .contains("Import something to compare", "Let more than one person")
        .doesNotContain("Write guidelines", "Write a consent text");
  }

  @Test
  void when_nothing_is_missing_that_is_said() {
    study.run(
        "update study set guidelines = 'Read both.', consent = 'Yes.' where id = $1", study.id());

    assertThat(page("")).contains("Nothing is missing").doesNotContain("Still missing");
  }

  @Test
  void a_published_study_has_no_steps() {
    study.run("update study set state = 'running', published_at = now() where id = $1", study.id());

    assertThat(page("")).doesNotContain("Five steps");
    assertThat(page("/settings?step=people")).doesNotContain("Five steps", "Save and go on");
  }

  @Test
  void a_step_asks_and_saves_its_own_settings_and_leads_on() {
    assertThat(page("/settings?step=people"))
        .contains("name=\"guidelines\"", "Save and go on", "aria-current=\"step\"")
        .doesNotContain("name=\"overlap\"", "name=\"question\"", "Next:");
    assertThat(page("/import")).contains("Next: Questions");
    study.run(
        "update study set question = 'Which one is kinder?', allow_tie = false where id = $1",
        study.id());

    HttpResponse<Buffer> on =
        save("people", Map.of("version", "1", "guidelines", "Read *both*.", "on", "on"));

    assertThat(on.statusCode()).isEqualTo(303);
    assertThat(on.getHeader("Location")).endsWith(path + "/settings?step=rules&done=settings");
    assertThat(study.text("select guidelines from study where id = $1", study.id()))
        .isEqualTo("Read *both*.");
    assertThat(study.text("select question from study where id = $1", study.id()))
        .isEqualTo("Which one is kinder?");
    assertThat(study.text("select allow_tie::text from study where id = $1", study.id()))
        .isEqualTo("false");
    assertThat(save("people", Map.of("version", "2")).getHeader("Location"))
        .endsWith(path + "/settings?step=people&done=settings");
  }

  @Test
  void the_last_step_of_settings_leads_to_the_publication() {
    Map<String, String> rules =
        Map.of(
            "version", "1",
            "overlap", "4",
            "lease_seconds", "900",
            "assignments_held", "2",
            "drawing", "uniform",
            "blinding", "blind",
            "undo_seconds", "10",
            "board_visibility", "private",
            "board_method", "davidson",
            "on", "on");
    assertThat(save("rules", rules).statusCode()).isEqualTo(422);

    Map<String, String> whole = new HashMap<>(rules);
    whole.put("preliminary_below", "30");
    assertThat(save("rules", whole).getHeader("Location")).endsWith(path + "?done=settings");
    assertThat(study.scalar("select overlap from study where id = $1", study.id())).isEqualTo(4);
  }

  @Test
  void what_is_wrong_or_changed_meanwhile_is_told_in_the_step() {
    HttpResponse<Buffer> wrong = save("questions", Map.of("version", "1", "question", "Which?"));
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.bodyAsString())
        .contains("id=\"name-error\"", "value=\"Which?\"", "name=\"step\" value=\"questions\"")
        .doesNotContain("name=\"overlap\"");

    Map<String, String> fields = Map.of("version", "1", "question", "Which?", "name", "Mine");
    assertThat(save("questions", fields).statusCode()).isEqualTo(303);
    HttpResponse<Buffer> stale = save("people", Map.of("version", "1", "consent", "Agree."));
    assertThat(stale.statusCode()).isEqualTo(409);
    assertThat(stale.bodyAsString()).contains("Agree.", "name=\"version\" value=\"2\"");
  }

  @Test
  void a_setting_that_a_step_does_not_ask_is_refused_and_not_passed_over() {
    HttpResponse<Buffer> answer =
        save("people", Map.of("version", "1", "guidelines", "Read.", "overlap", "7"));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.bodyAsString()).contains("This setting is not asked here");
    assertThat(study.text("select guidelines from study where id = $1", study.id())).isEmpty();
  }

  @Test
  void a_step_that_there_is_not_is_not_found() {
    for (String step : new String[] {"data", "publish", "x"}) {
      assertThat(site.site.getPage(path + "/settings?step=" + step, site.admin).statusCode())
          .isEqualTo(404);
      assertThat(save(step, Map.of("version", "1")).statusCode()).isEqualTo(404);
    }
  }
}
