package dev.agon.server.study.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.StudySite;
import dev.agon.server.exchange.export.ExportFormat;
import dev.agon.server.exchange.export.ExportFormats;
import dev.agon.server.http.session.TestSessions;
import dev.agon.server.sql.StudyFixture;
import dev.agon.server.study.Votes;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StudyRoutesTest {
  private static final List<String> HOSTILE =
      List.of(
          "<script>alert(1)</script>",
          "\"><img src=x onerror=alert(1)>",
          "'-alert(1)-'",
          "{{this}}{{{t \"site.name\"}}}",
          "javascript:alert(1)",
          "</textarea><svg onload=alert(1)>",
          "\u202Etxt.exe");

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
  void newStudy() {
    study = StudyFixture.create(site.site.pool, 3, 4, 2);
    path = "/admin/studies/" + study.slug();
  }

  private static HttpResponse<Buffer> get(String path) {
    return site.site.getPage(path, site.admin);
  }

  private static HttpResponse<Buffer> post(String path, Map<String, String> fields) {
    return site.site.postForm(path, site.admin, encoded(fields));
  }

  private static String encoded(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static Map<String, String> settings(int version) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("version", Integer.toString(version));
    fields.put("name", "Fixture");
    fields.put("question", "Which response is better?");
    fields.put("guidelines", "");
    fields.put("consent", "");
    fields.put("overlap", "2");
    fields.put("allow_tie", "on");
    fields.put("allow_both_bad", "on");
    fields.put("lease_seconds", "900");
    fields.put("assignments_held", "2");
    fields.put("votes_per_annotator", "");
    fields.put("drawing", "near-ties");
    fields.put("blinding", "open");
    fields.put("undo_seconds", "30");
    fields.put("board_visibility", "public");
    fields.put("board_method", "bradley-terry");
    fields.put("preliminary_below", "30");
    return fields;
  }

  @Test
  void the_list_shows_what_a_study_has_come_to() {
    study.run("update study set name = 'Listed study' where id = $1", study.id());
    new Votes(study).cast(study.annotator("ada"), Votes.LEFT);

    String page = get("/admin/studies?sort=newest").bodyAsString();

    assertThat(page).contains("Listed study", "of 24");
  }

  @Test
  void sorts_and_filters_that_nobody_wrote_are_taken_for_the_usual_ones() {
    assertThat(get("/admin/studies?sort=password_hash&state=x'&page=-1").statusCode())
        .isEqualTo(200);
    assertThat(
            get(path + "/annotators?sort=a.return_hash&order=;drop&kind=x&key=1&id=x").statusCode())
        .isEqualTo(200);
    assertThat(get(path + "/annotators?sort=votes&key=abc&id=1").statusCode()).isEqualTo(200);
    assertThat(get(path + "/annotators?sort=joined&key=NaN&id=1").statusCode()).isEqualTo(200);
    assertThat(get(path + "/annotators?search=%00").statusCode()).isEqualTo(400);
    assertThat(get(path + "/reports?show=x&after=x").statusCode()).isEqualTo(200);
  }

  @Test
  void settings_come_back_with_what_is_wrong_beside_what_was_typed() {
    Map<String, String> fields = settings(1);
    fields.put("name", "");
    fields.put("overlap", "lots");
    fields.put("guidelines", "Read *both*.");

    HttpResponse<Buffer> answer = post(path + "/settings", fields);

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.bodyAsString())
        .contains("id=\"name-error\"", "id=\"overlap-error\"", "value=\"lots\"", "Read *both*.");
  }

  @Test
  void a_stale_form_gets_409_and_keeps_its_fields_and_can_then_be_sent_over() {
    Map<String, String> first = settings(1);
    first.put("question", "Which one is kinder?");
    assertThat(post(path + "/settings", first).statusCode()).isEqualTo(303);
    Map<String, String> second = settings(1);
    second.put("question", "Which one is clearer?");

    HttpResponse<Buffer> stale = post(path + "/settings", second);

    assertThat(stale.statusCode()).isEqualTo(409);
    assertThat(stale.bodyAsString())
        .contains(
            "value=\"Which one is clearer?\"",
            "Which one is kinder?",
            "name=\"version\" value=\"2\"");
    second.put("version", "2");
    assertThat(post(path + "/settings", second).statusCode()).isEqualTo(303);
    assertThat(get(path + "/settings").bodyAsString()).contains("value=\"Which one is clearer?\"");
  }

  @Test
  void a_program_gets_problems_instead_of_pages() {
    Map<String, String> headers =
        Map.of(
            "Cookie",
            site.admin,
            "Origin",
            site.site.origin(),
            "Content-Type",
            "application/x-www-form-urlencoded");
    Map<String, String> fields = settings(99);

    HttpResponse<Buffer> stale =
        site.site.send(
            HttpMethod.POST, path + "/settings", headers, Buffer.buffer(encoded(fields)));
    fields.put("overlap", "0");
    HttpResponse<Buffer> wrong =
        site.site.send(
            HttpMethod.POST, path + "/settings", headers, Buffer.buffer(encoded(fields)));

    assertThat(stale.statusCode()).isEqualTo(409);
    assertThat(stale.bodyAsJsonObject().getInteger("version")).isEqualTo(1);
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.bodyAsJsonObject().getJsonArray("errors").getJsonObject(0).getString("field"))
        .isEqualTo("overlap");
  }

  @Test
  void a_study_is_published_paused_resumed_and_closed_and_each_is_written_down() {
    study.run("update study set state = 'draft', published_at = null where id = $1", study.id());
    int before = site.audited().size();

    for (String move : List.of("publish", "pause", "resume", "close", "reopen")) {
      assertThat(post(path + "/state", Map.of("move", move)).statusCode()).as(move).isEqualTo(303);
    }

    assertThat(site.audited().subList(before, before + 5))
        .containsExactly(
            "Ada study.published",
            "Ada study.paused",
            "Ada study.resumed",
            "Ada study.closed",
            "Ada study.reopened");
    assertThat(post(path + "/state", Map.of("move", "publish")).statusCode()).isEqualTo(409);
    assertThat(post(path + "/state", Map.of("move", "erase")).statusCode()).isEqualTo(422);
  }

  @Test
  void a_study_without_comparisons_is_not_published() {
    study.run("update study set state = 'draft', published_at = null where id = $1", study.id());
    study.run("delete from place where study = $1", study.id());
    study.run("delete from comparison where study = $1", study.id());

    HttpResponse<Buffer> answer = post(path + "/state", Map.of("move", "publish"));

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.bodyAsString()).contains("no comparisons yet");
  }

  @Test
  void excluding_wakes_the_board_and_says_how_many_votes_no_longer_count() {
    long ada = study.annotator("ada");
    Votes votes = new Votes(study);
    votes.cast(ada, Votes.LEFT);
    votes.cast(ada, Votes.TIE);

    HttpResponse<Buffer> excluded =
        post(path + "/annotators/" + ada + "/exclude", Map.of("reason", "always first"));
    String page = get(excluded.getHeader("Location")).bodyAsString();
    HttpResponse<Buffer> included = post(path + "/annotators/" + ada + "/include", Map.of());

    assertThat(excluded.statusCode()).isEqualTo(303);
    assertThat(page).contains("2 votes are no longer counted", "always first");
    assertThat(included.statusCode()).isEqualTo(303);
    assertThat(site.changed).contains(study.id(), study.id());
    assertThat(get(included.getHeader("Location")).bodyAsString()).contains("2 votes count again");
  }

  @Test
  void the_list_stays_sorted_and_filtered_through_an_exclusion() {
    long ada = study.annotator("ada");
    String sorted = "?sort=votes&order=asc&kind=person&search=a";

    String page = get(path + "/annotators" + sorted + "&exclude=" + ada).bodyAsString();
    Matcher form = Pattern.compile("action=\"([^\"]*/exclude[^\"]*)\"").matcher(page);
    assertThat(form.find()).isTrue();
    String action = form.group(1).replace("&amp;", "&").replace("&#x3D;", "=");
    HttpResponse<Buffer> wrong = post(action, Map.of("reason", ""));
    HttpResponse<Buffer> excluded = post(action, Map.of("reason", "asleep"));

    assertThat(wrong.bodyAsString()).contains("aria-sort=\"ascending\" class=\"number col-votes\"");
    assertThat(excluded.getHeader("Location")).endsWith("/annotators" + sorted + "&about=" + ada);
    String after = get(excluded.getHeader("Location")).bodyAsString().replace("&#x3D;", "=");
    assertThat(after)
        .contains("aria-sort=\"ascending\" class=\"number col-votes\"", "value=\"a\"")
        .contains("/annotators/" + ada + "/include?sort=votes&amp;order=asc");
  }

  @Test
  void exclusion_needs_a_reason_and_the_form_comes_back_with_its_error() {
    long ada = study.annotator("ada");

    HttpResponse<Buffer> answer =
        post(path + "/annotators/" + ada + "/exclude", Map.of("reason", " "));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.bodyAsString()).contains("Exclude ada?", "id=\"reason-error\"");
  }

  @Test
  void what_belongs_to_another_study_is_not_found() {
    StudyFixture other = StudyFixture.create(site.site.pool, 2, 1, 1);
    long stranger = other.annotator("stranger");
    long report =
        other.scalar(
            "insert into report (study, annotator, text) values ($1, $2, 'broken') returning id",
            other.id(),
            stranger);

    assertThat(
            post(path + "/annotators/" + stranger + "/exclude", Map.of("reason", "x")).statusCode())
        .isEqualTo(404);
    assertThat(post(path + "/annotators/" + stranger + "/include", Map.of()).statusCode())
        .isEqualTo(404);
    assertThat(post(path + "/reports/" + report + "/resolve", Map.of()).statusCode())
        .isEqualTo(404);
    assertThat(
            post(path + "/annotators/999999999999999999999/exclude", Map.of("reason", "x"))
                .statusCode())
        .isEqualTo(404);
    assertThat(get("/admin/studies/none-of-this-name").statusCode()).isEqualTo(404);
    assertThat(get("/admin/studies/a%00b").statusCode()).isEqualTo(400);
    assertThat(get("/admin/imports/00000000-0000-0000-0000-000000000000").statusCode())
        .isEqualTo(404);
    assertThat(get("/admin/imports/x").statusCode()).isEqualTo(404);
  }

  @Test
  void a_machine_gets_a_token_that_is_shown_once_opens_its_seat_and_is_revoked() {
    HttpResponse<Buffer> made =
        post(path + "/machines", Map.of("name", "judge", "kind", "machine"));
    String token = between(made.bodyAsString(), "<code id=\"new-token\">", "</code>");
    HttpResponse<Buffer> taken =
        post(path + "/machines", Map.of("name", "judge", "kind", "simulated"));
    String list = get(path + "/machines").bodyAsString();
    String id = between(list, "/machines/tokens/", "/revoke");

    assertThat(made.statusCode()).isEqualTo(200);
    assertThat(made.getHeader("Cache-Control")).isEqualTo("no-store");
    assertThat(token).startsWith("agon_");
    assertThat(list).doesNotContain(token);
    assertThat(taken.statusCode()).isEqualTo(422);
    assertThat(taken.bodyAsString()).contains("is taken in this study");
    assertThat(knownToken(token)).isTrue();
    assertThat(post(path + "/machines/tokens/" + id + "/revoke", Map.of()).statusCode())
        .isEqualTo(303);
    assertThat(knownToken(token)).isFalse();
    assertThat(post(path + "/machines/tokens/" + id + "/revoke", Map.of()).statusCode())
        .isEqualTo(404);
  }

  /** A machine is known, but no admin. */
  private static boolean knownToken(String token) {
    int status =
        site.site.get("/admin/studies", Map.of("Authorization", "Bearer " + token)).statusCode();
    return status == 403;
  }

  private static String between(String text, String before, String after) {
    int start = text.indexOf(before) + before.length();
    assertThat(start).isGreaterThanOrEqualTo(before.length());
    return text.substring(start, text.indexOf(after, start));
  }

  @Test
  void reports_show_the_comparison_with_its_generators_and_are_resolved() {
    study.run(
        """
        insert into report (study, annotator, comparison, text)
        select $1, $2, min(c.id), 'cut off' from comparison c where c.study = $1
        """,
        study.id(),
        study.annotator("ada"));
    String page = get(path + "/reports").bodyAsString();
    String id = between(page, "/reports/", "/resolve");

    assertThat(page).contains("cut off", "From <bdi>ada</bdi>", ">g1<", "Prompt 1");
    assertThat(post(path + "/reports/" + id + "/resolve", Map.of()).statusCode()).isEqualTo(303);
    assertThat(get(path + "/reports").bodyAsString()).contains("No open reports");
    assertThat(get(path + "/reports?show=resolved").bodyAsString()).contains("cut off");
    assertThat(post(path + "/reports/" + id + "/reopen", Map.of()).statusCode()).isEqualTo(303);
  }

  @Test
  void renewed_links_are_others() {
    String before = get(path).bodyAsString();
    assertThat(post(path + "/links", Map.of("link", "join")).statusCode()).isEqualTo(303);
    String after = get(path).bodyAsString();

    assertThat(between(after, "<code id=\"join-link\">", "</code>"))
        .isNotEqualTo(between(before, "<code id=\"join-link\">", "</code>"))
        .startsWith(site.site.origin() + "/join/");
  }

  @Test
  void an_export_is_a_download_of_the_whole_study() throws IOException {
    new Votes(study).cast(study.annotator("ada"), Votes.LEFT);

    HttpResponse<Buffer> answer = get(path + "/export");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.getHeader("Content-Disposition"))
        .isEqualTo("attachment; filename=\"" + study.slug() + ".zip\"");
    List<String> names = new ArrayList<>();
    try (ZipInputStream zip =
        new ZipInputStream(new ByteArrayInputStream(answer.body().getBytes()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        names.add(entry.getName());
        assertThat(zip.readAllBytes()).isNotNull();
      }
    }
    assertThat(names).anyMatch(name -> name.endsWith("votes.jsonl"));
  }

  @Test
  void the_page_of_exports_lists_every_format_with_what_can_be_chosen() {
    String page = get(path + "/exports").bodyAsString();

    for (ExportFormat format : ExportFormats.ALL) {
      assertThat(page).contains("name=\"as\" value=\"" + format.name() + "\"");
      assertThat(page).doesNotContain("study.export." + format.name());
    }
    assertThat(page).contains("name=\"bom\"", "name=\"annotator\"");
  }

  @Test
  void a_format_is_asked_for_by_name_and_refuses_what_it_does_not_know() {
    new Votes(study).cast(study.annotator("ada"), Votes.LEFT);

    HttpResponse<Buffer> votes = get(path + "/export?as=votes&bom=on");
    assertThat(votes.getHeader("Content-Type")).isEqualTo("text/csv; charset=utf-8");
    assertThat(votes.getHeader("Content-Disposition")).contains(study.slug() + ".csv");
    assertThat(votes.bodyAsString()).startsWith("\uFEFFnumber,").contains(",ada,");
    assertThat(get(path + "/export?as=parquet").statusCode()).isEqualTo(422);
    assertThat(get(path + "/export?as=agon&annotator=ada").statusCode()).isEqualTo(422);
    assertThat(get(path + "/export?as=ultrafeedback&annotator=").statusCode()).isEqualTo(200);
  }

  @Test
  void a_preview_renders_texts_safely_and_stores_nothing() {
    Map<String, String> fields = settings(1);
    fields.put("guidelines", "**Read** both. <script>alert(1)</script>");

    HttpResponse<Buffer> page = post(path + "/settings/preview", fields);
    HttpResponse<Buffer> program =
        site.site.send(
            HttpMethod.POST,
            path + "/settings/preview",
            Map.of(
                "Cookie",
                site.admin,
                "Origin",
                site.site.origin(),
                "Accept",
                "application/json",
                "Content-Type",
                "application/x-www-form-urlencoded"),
            Buffer.buffer(encoded(fields)));

    assertThat(page.bodyAsString())
        .contains("<strong>Read</strong> both.")
        .doesNotContain("<script>alert");
    assertThat(program.bodyAsJsonObject().getString("guidelines"))
        .contains("<strong>Read</strong>")
        .doesNotContain("<script");
    assertThat(study.scalar("select length(guidelines) from study where id = $1", study.id()))
        .isZero();
  }

  @Test
  void hostile_text_is_inert_on_every_page() {
    for (String text : HOSTILE) {
      StudyFixture hostile = StudyFixture.create(site.site.pool, 2, 1, 2);
      hostile.run(
          "update study set name = $2, question = $2, guidelines = $2, consent = $2 where id = $1",
          hostile.id(),
          text);
      hostile.run("update generator set name = $2 || id where study = $1", hostile.id(), text);
      hostile.run(
          "update prompt set text = $2, external_id = $2 where study = $1", hostile.id(), text);
      hostile.run("update response set text = $2 where study = $1", hostile.id(), text);
      long annotator = hostile.annotator(text);
      hostile.run(
          "insert into report (study, annotator, comparison, text) select $1, $2, min(id), $3 from comparison where study = $1",
          hostile.id(),
          annotator,
          text);
      String base = "/admin/studies/" + hostile.slug();
      post(base + "/annotators/" + annotator + "/exclude", Map.of("reason", text));
      for (String page :
          List.of(
              "/admin/studies",
              base,
              base + "/settings",
              base + "/annotators?about=" + annotator,
              base + "/annotators?search=" + URLEncoder.encode(text, StandardCharsets.UTF_8),
              base + "/machines",
              base + "/reports",
              base + "/import",
              base + "?done=" + URLEncoder.encode(text, StandardCharsets.UTF_8))) {
        String html = get(page).bodyAsString();
        assertThat(html)
            .as(page)
            .doesNotContain("<script>alert", "<img src=x", "<svg onload", "href=\"javascript:")
            .contains("</html>");
      }
    }
  }

  @Test
  void nobody_but_an_admin_sees_any_of_it() {
    long ada = study.annotator("ada");
    String annotator =
        "agon_s_" + study.slug() + "=" + TestSessions.ofAnnotator(site.site.store, ada);
    for (String page :
        List.of(
            "",
            "/settings",
            "/annotators",
            "/machines",
            "/reports",
            "/import",
            "/export",
            "/exports",
            "/figures")) {
      assertThat(site.site.getPage(path + page, "").statusCode()).as(page).isEqualTo(303);
      assertThat(site.site.getPage(path + page, annotator).statusCode()).as(page).isIn(303, 403);
    }
    assertThat(site.site.postForm(path + "/state", annotator, "move=close").statusCode())
        .isIn(401, 403);
  }
}
