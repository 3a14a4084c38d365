package dev.agon.server.study.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.StudySite;
import dev.agon.server.study.Uploads;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.sqlclient.Tuple;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ImportRoutesTest {
  private static final String PROMPTS =
      """
      {"prompt_id":"p1","prompt":"Why is the sky blue?","generator":"terse","response":"Scattering."}
      {"prompt_id":"p1","prompt":"Why is the sky blue?","generator":"long","response":"Because air scatters short waves more."}
      {"prompt_id":"p2","prompt":"Name a prime.","generator":"terse","response":"2"}
      {"prompt_id":"p2","prompt":"Name a prime.","generator":"long","response":"Seven is a prime."}
      """;

  private static StudySite site;

  @BeforeAll
  static void start() {
    site = StudySite.start();
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  private static HttpResponse<Buffer> upload(
      String path, Map<String, String> fields, String fileName, String content) {
    return new Uploads(site).upload(path, fields, fileName, Buffer.buffer(content));
  }

  private static HttpResponse<Buffer> upload(
      String path, Map<String, String> fields, String fileName, Buffer content) {
    return new Uploads(site).upload(path, fields, fileName, content);
  }

  private static Map<String, String> fields(String name, String slug) {
    return Uploads.fields(name, slug);
  }

  private static String settled(String path) {
    return new Uploads(site).settled(path);
  }

  private static long studies(String slug) {
    return site.site
        .pool
        .preparedQuery("select count(*) from study where slug = $1")
        .execute(Tuple.of(slug))
        .await()
        .iterator()
        .next()
        .getLong(0);
  }

  private static HttpResponse<Buffer> post(String path, String body) {
    return site.site.postForm(path, site.admin, body);
  }

  @Test
  void a_study_is_made_from_a_file_only_after_a_look_at_what_was_understood() {
    HttpResponse<Buffer> uploaded =
        upload("/admin/new-study", fields("Sky & primes", ""), "answers.jsonl", PROMPTS);
    String job = uploaded.getHeader("Location");
    String checked = settled(job);

    assertThat(uploaded.statusCode()).isEqualTo(303);
    assertThat(checked)
        .contains(
            "Ready to import",
            "First rows of answers.jsonl",
            "Why is the sky blue?",
            "Create the study");
    assertThat(studies("sky-primes")).isZero();

    assertThat(post(job + "/run", "").statusCode()).isEqualTo(303);
    String done = settled(job);

    assertThat(done).contains("Imported", "href=\"/admin/studies/sky-primes\"");
    assertThat(studies("sky-primes")).isEqualTo(1);
    assertThat(site.site.getPage("/admin/studies/sky-primes", site.admin).bodyAsString())
        .contains("Sky &amp; primes", "Publish", "<dt>Comparisons</dt><dd>2</dd>")
        .doesNotContain("Import something to compare");
    assertThat(post(job + "/run", "").statusCode()).isEqualTo(409);
  }

  @Test
  void the_same_file_again_adds_nothing_and_another_adds_its_rows() {
    String first =
        upload("/admin/new-study", fields("Twice", "twice"), "a.jsonl", PROMPTS)
            .getHeader("Location");
    settled(first);
    post(first + "/run", "");
    settled(first);

    String again =
        upload("/admin/studies/twice/import", Map.of("overlap", "2"), "a.jsonl", PROMPTS)
            .getHeader("Location");
    assertThat(settled(again)).contains("Nothing new");
    String more =
        upload(
                "/admin/studies/twice/import",
                Map.of("overlap", "2"),
                "b.jsonl",
                PROMPTS.replace("p2", "p3").replace("prime", "colour"))
            .getHeader("Location");
    assertThat(settled(more)).contains("What will be added");
  }

  @Test
  void an_export_of_another_study_is_known_by_itself_and_made_again_under_a_new_address() {
    String first =
        upload("/admin/new-study", fields("Exported", "exported"), "a.jsonl", PROMPTS)
            .getHeader("Location");
    settled(first);
    post(first + "/run", "");
    settled(first);
    Buffer archive = site.site.getPage("/admin/studies/exported/export", site.admin).body();

    String again =
        upload("/admin/new-study", fields("Again", "again"), "exported.zip", archive)
            .getHeader("Location");

    assertThat(settled(again)).contains("Ready to import", "value=\"agon\" selected");
    post(again + "/run", "");
    assertThat(settled(again)).contains("Imported", "href=\"/admin/studies/again\"");
    assertThat(studies("again")).isEqualTo(1);
  }

  @Test
  void errors_are_told_by_line_and_nothing_is_written() {
    String broken =
        PROMPTS + "{\"prompt_id\":\"p3\",\"prompt\":\"x\",\"generator\":\"terse\"}\nnot json\n";

    String page =
        settled(
            upload("/admin/new-study", fields("Broken", "broken"), "x.jsonl", broken)
                .getHeader("Location"));

    assertThat(page)
        .contains(
            "The files need changes",
            "What is wrong",
            "<td class=\"number\">5</td>",
            "<td class=\"number\">6</td>",
            "is not JSON");
    assertThat(studies("broken")).isZero();
  }

  @Test
  void what_is_wrong_with_a_file_is_said_once() {
    String twice =
        settled(
            upload(
                    "/admin/new-study",
                    fields("Doubled", "doubled"),
                    "t.csv",
                    "prompt,prompt\n1,2\n")
                .getHeader("Location"));
    assertThat(twice).contains("two columns are called").doesNotContain("The columns do not tell");

    String lacking =
        settled(
            upload(
                    "/admin/new-study",
                    fields("Short", "short"),
                    "s.csv",
                    "prompt_id,prompt,generator,response\np1,hello\n")
                .getHeader("Location"));
    assertThat(lacking.split("has 2 fields where the header has 4", -1)).hasSize(2);
  }

  @Test
  void columns_of_other_names_are_chosen_on_the_page() {
    String csv = "question,model,answer\nWhy?,m1,Because.\nWhy?,m2,So it is.\n";
    String job =
        upload("/admin/new-study", fields("Mapped", "mapped"), "x.csv", csv).getHeader("Location");
    String unclear = settled(job);
    assertThat(unclear)
        .contains("The columns do not tell", "<th scope=\"col\" dir=\"auto\">question</th>");

    HttpResponse<Buffer> again =
        post(
            job + "/check",
            "kind=prompts&column.prompt=question&column.generator=model&column.response=answer");

    assertThat(again.statusCode()).isEqualTo(303);
    assertThat(settled(job)).contains("Ready to import", "<option value=\"question\" selected>");
    post(job + "/run", "");
    assertThat(settled(job)).contains("Imported");
    assertThat(studies("mapped")).isEqualTo(1);
  }

  @Test
  void a_form_without_file_or_with_a_taken_address_comes_back_with_its_fields() {
    String first =
        upload("/admin/new-study", fields("Taken", "taken"), "a.jsonl", PROMPTS)
            .getHeader("Location");
    settled(first);
    post(first + "/run", "");
    settled(first);

    HttpResponse<Buffer> taken =
        upload("/admin/new-study", fields("Another", "taken"), "a.jsonl", PROMPTS);
    HttpResponse<Buffer> empty = upload("/admin/new-study", fields("No file", "no-file"), "", "");
    HttpResponse<Buffer> wrong =
        upload("/admin/new-study", fields("Wrong", "Not A Slug!"), "a.jsonl", PROMPTS);

    assertThat(taken.statusCode()).isEqualTo(422);
    assertThat(taken.bodyAsString())
        .contains("taken is the address of another study", "value=\"Another\"");
    assertThat(empty.statusCode()).isEqualTo(422);
    assertThat(empty.bodyAsString()).contains("id=\"files-error\"");
    assertThat(wrong.bodyAsString()).contains("id=\"slug-error\"");
  }

  @Test
  void a_checked_upload_can_be_given_up_and_its_files_go() {
    String job =
        upload("/admin/new-study", fields("Given up", "given-up"), "a.jsonl", PROMPTS)
            .getHeader("Location");
    settled(job);

    post(job + "/cancel", "");

    assertThat(settled(job)).contains("Cancelled");
    assertThat(post(job + "/run", "").statusCode()).isEqualTo(409);
    post(job + "/check", "kind=prompts");
    assertThat(settled(job)).contains("no longer on this server");
  }

  @Test
  void work_whose_server_has_gone_is_told_as_interrupted() {
    String job =
        upload("/admin/new-study", fields("Gone", "gone"), "a.jsonl", PROMPTS)
            .getHeader("Location");
    settled(job);
    site.site
        .pool
        .preparedQuery(
            """
            update job set state = 'failed', result = '{"why": "interrupted"}', node = 'gone'
            where id = $1
            """)
        .execute(Tuple.of(Long.valueOf(job.substring(job.lastIndexOf('/') + 1))))
        .await();

    assertThat(site.site.getPage(job, site.admin).bodyAsString()).contains("Interrupted");
    post(job + "/check", "kind=prompts");
    assertThat(settled(job)).contains("Ready to import");
  }

  @Test
  void hostile_names_and_cells_are_inert() {
    String hostile = "<img src=x onerror=alert(1)>";
    String csv = "prompt,generator," + hostile + "\n" + hostile + ",=cmd()," + hostile + "\n";

    String page =
        settled(
            upload("/admin/new-study", fields(hostile, "hostile"), "../../" + hostile + ".csv", csv)
                .getHeader("Location"));

    assertThat(page).doesNotContain("<img src=x").contains("&lt;img src&#x3D;x onerror");
  }
}
