package dev.agon.server.study.analyses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.analysis.Analyses;
import dev.agon.analysis.Analysis;
import dev.agon.analysis.Parameter;
import dev.agon.numeric.Digests;
import dev.agon.server.StudySite;
import dev.agon.server.sql.StudyFixture;
import dev.agon.server.training.TrainingRig;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Analyses of a study, asked for on its page, and what becomes of them. */
class AnalysisRoutesTest {
  private static StudySite site;
  private static StudyFixture study;
  private static String slug;

  @BeforeAll
  static void start() {
    site = StudySite.start();
    study = TrainingRig.study(site.site.pool, 3, 12, 1);
    TrainingRig.vote(study, 6, 0.1, 1);
    slug = study.slug();
  }

  @AfterAll
  static void close() {
    site.close();
  }

  private static HttpResponse<Buffer> get(String path) {
    return site.site.getPage(path, site.admin);
  }

  private static String asked(String form) {
    HttpResponse<Buffer> answer =
        site.site.postForm("/admin/studies/" + slug + "/analyses", site.admin, form);
    assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(303);
    return answer.getHeader("Location");
  }

  private static JsonObject job(String report) {
    String id = report.substring(report.lastIndexOf('/') + 1);
    return new JsonObject(site.site.get("/admin/jobs/" + id, Map.of("Cookie", site.admin)).body());
  }

  private static JsonObject done(String report) {
    return Awaitility.await("the analysis ends")
        .atMost(Duration.ofSeconds(30))
        .pollInSameThread()
        .until(() -> job(report), now -> !now.getBoolean("open"));
  }

  @Test
  void every_analysis_is_offered_with_its_parameters_and_texts() {
    String page = get("/admin/studies/" + slug + "/analyses").bodyAsString();

    for (Analysis analysis : Analyses.ALL) {
      assertThat(page).contains("value=\"" + analysis.name() + "\"");
      for (Parameter parameter : analysis.parameters()) {
        assertThat(page).contains("name=\"" + parameter.name() + "\"");
      }
    }
    assertThat(page).doesNotContain("analysis.");
  }

  @Test
  void a_report_is_kept_with_the_snapshot_that_it_was_made_of() {
    String report = asked("analysis=agreement&bootstrap=200&pairs=3&seed=1");
    JsonObject job = done(report);

    assertThat(job.getString("state")).isEqualTo("done");
    assertThat(job.getString("snapshot")).hasSize(64);
    String page = get(report).bodyAsString();
    assertThat(page)
        .contains("Krippendorff", job.getString("snapshot"), "data-chart=\"forest\"")
        .doesNotContain("data-live");
    assertThat(get(report + "?snapshot=" + job.getString("snapshot")).statusCode()).isEqualTo(200);
    assertThat(get(report + "?snapshot=" + "0".repeat(64)).statusCode()).isEqualTo(404);
    JsonObject document = new JsonObject(get(report + "/report.json").body());
    assertThat(document.getString("analysis")).isEqualTo("agreement");
    assertThat(document.getJsonArray("sections")).isNotEmpty();
    Matcher link = Pattern.compile("href=\"([^\"]+table[.]csv[^\"]*)\"").matcher(page);
    assertThat(link.find()).isTrue();
    assertThat(get(link.group(1)).bodyAsString()).contains("kappa", ",");
    assertThat(get(report + "/table.csv?table=99").statusCode()).isEqualTo(404);

    TrainingRig.vote(study, 1, 0.1, 9);
    assertThat(get(report).bodyAsString()).as("it stays the same").isEqualTo(page);
  }

  @Test
  void every_analysis_runs_and_its_page_shows_no_key_of_a_message() {
    String item =
        site.site
            .pool
            .preparedQuery("select name from generator where study = $1 order by id limit 1")
            .execute(Tuple.of(study.id()))
            .await()
            .iterator()
            .next()
            .getString("name");
    for (Analysis analysis : Analyses.ALL) {
      StringBuilder form = new StringBuilder("analysis=" + analysis.name());
      for (Parameter parameter : analysis.parameters()) {
        form.append('&').append(parameter.name()).append('=');
        form.append(
            switch (parameter) {
              case Parameter.Whole whole -> whole.least();
              case Parameter.Choice choice -> choice.initial();
              case Parameter.Item any -> item;
            });
      }
      String report = asked(form.toString());

      assertThat(done(report).getString("state")).as(analysis.name()).isEqualTo("done");
      assertThat(get(report).bodyAsString())
          .doesNotContain("analysis.set.", "analysis.fig", "job.");
    }
  }

  @Test
  void what_cannot_be_analysed_ends_with_a_sentence_that_names_the_study_and_no_file() {
    StudyFixture empty = StudyFixture.create(site.site.pool, 2, 1, 1);
    HttpResponse<Buffer> answer =
        site.site.postForm(
            "/admin/studies/" + empty.slug() + "/analyses",
            site.admin,
            "analysis=fragility&method=bradley-terry");

    JsonObject job = done(answer.getHeader("Location"));

    assertThat(job.getString("state")).isEqualTo("failed");
    assertThat(job.getString("error")).isEqualTo(empty.slug() + ": has no votes that count yet");
  }

  @Test
  void a_baseline_that_the_study_does_not_have_is_refused_with_the_form() {
    HttpResponse<Buffer> answer =
        site.site.postForm(
            "/admin/studies/" + slug + "/analyses",
            site.admin,
            "analysis=win-rates&baseline=nobody");

    assertThat(answer.statusCode()).isEqualTo(422);
  }

  @Test
  void a_parameter_out_of_its_bounds_comes_back_with_the_reason() {
    HttpResponse<Buffer> answer =
        site.site.postForm(
            "/admin/studies/" + slug + "/analyses",
            site.admin,
            "analysis=agreement&bootstrap=1&pairs=3&seed=1");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.bodyAsString()).contains("class=\"error\"");
  }

  @Test
  void a_report_of_one_study_is_not_found_under_another() {
    String report = asked("analysis=fragility&method=bradley-terry");
    done(report);
    StudyFixture other = StudyFixture.create(site.site.pool, 2, 1, 1);

    assertThat(get(report.replace("/" + slug + "/", "/" + other.slug() + "/")).statusCode())
        .isEqualTo(404);
  }

  @Test
  void jobs_of_all_kinds_are_listed_and_exports_say_what_they_hold() {
    String report = asked("analysis=fragility&method=bradley-terry");
    done(report);
    get("/admin/studies/" + slug + "/export?as=votes");

    assertThat(get("/admin/jobs").bodyAsString())
        .contains("Analysis", "Export", report.substring(report.lastIndexOf('/') + 1));
    String exports = get("/admin/studies/" + slug + "/exports").bodyAsString();
    assertThat(exports).contains("votes.csv").doesNotContain("job.");
  }

  @Test
  void the_snapshot_is_the_hash_of_the_export_of_votes() {
    JsonObject job = done(asked("analysis=fragility&method=bradley-terry"));
    Buffer votes = get("/admin/studies/" + slug + "/export?as=votes").body();

    assertThat(Digests.hex(Digests.sha256(votes.getBytes()))).isEqualTo(job.getString("snapshot"));
  }
}
