package dev.agon.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.http.TestSite;
import dev.agon.server.sql.StudyFixture;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
class AdminAccountsTest {
  private static final String PASSWORD = "correct horse battery";
  private TestSite site;
  private AdminAccountStore admins;
  private AuditStore audit;

  @BeforeAll
  void serve() {
    site =
        TestSite.with(
            test ->
                new AdminAccounts(
                        new Passwords(test.vertx, 4),
                        new SignInPace(test.vertx, SignInPace.Limits.USUAL),
                        test.pages,
                        new AdminAccountStore(test.pool),
                        new AuditStore(test.pool),
                        test.store,
                        test.sessions)
                    ::mount);
    admins = new AdminAccountStore(site.pool);
    audit = new AuditStore(site.pool);
  }

  @BeforeEach
  void empty() {
    site.pool
        .query(
            "truncate admin, admin_link, admin_device, session, api_token, audit restart identity cascade")
        .execute()
        .await();
    site.store.forget();
  }

  @AfterAll
  void close() {
    site.close();
  }

  @Test
  void enters_by_a_link_and_signs_in_again_with_the_password() {
    String link = link();
    assertThat(site.getPage(link, "").bodyAsString())
        .contains("<h1>Welcome</h1>", "autocomplete=\"new-password\"");

    HttpResponse<Buffer> entered = enter(link, "Ada", PASSWORD, PASSWORD);

    assertThat(entered.statusCode()).isEqualTo(303);
    assertThat(entered.getHeader("Location")).isEqualTo("/admin/studies");
    assertThat(tokens(TestSite.cookie(entered, "agon_admin")).statusCode()).isEqualTo(200);
    HttpResponse<Buffer> signedIn = login("Ada", PASSWORD);
    assertThat(signedIn.statusCode()).isEqualTo(303);
    assertThat(tokens(TestSite.cookie(signedIn, "agon_admin")).bodyAsString())
        .contains("Sign out Ada");
    assertThat(count("select count(*) from admin where password_hash like '$2a$04$%'"))
        .isEqualTo(1);
    assertThat(count("select count(*) from admin where password_hash like '%correct%'")).isZero();
  }

  @Test
  void lets_a_link_in_only_once() {
    String link = link();
    enter(link, "Ada", PASSWORD, PASSWORD);

    HttpResponse<Buffer> again = enter(link, "Eve", PASSWORD, PASSWORD);

    assertThat(again.statusCode()).isEqualTo(410);
    assertThat(again.bodyAsString()).contains("agon admin link");
    assertThat(site.getPage(link, "").statusCode()).isEqualTo(410);
    assertThat(count("select count(*) from admin")).isEqualTo(1);
  }

  @Test
  void lets_one_of_several_concurrent_posts_in() {
    String link = link();
    List<CompletableFuture<Integer>> posts =
        IntStream.range(0, 4)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> enter(link, "Admin " + i, PASSWORD, PASSWORD).statusCode()))
            .toList();
    assertThat(posts.stream().map(CompletableFuture::join))
        .containsExactlyInAnyOrder(303, 410, 410, 410);
    assertThat(count("select count(*) from admin")).isEqualTo(1);
    assertThat(count("select count(*) from session")).isEqualTo(1);
  }

  @Test
  void refuses_links_that_are_old_or_unknown() {
    String link = link();
    site.pool.query("update admin_link set expires_at = now()").execute().await();
    assertThat(site.getPage(link, "").statusCode()).isEqualTo(410);
    assertThat(enter(link, "Ada", PASSWORD, PASSWORD).statusCode()).isEqualTo(410);
    assertThat(enter("/admin/enter/unknown", "Ada", PASSWORD, PASSWORD).statusCode())
        .isEqualTo(410);
    assertThat(count("select count(*) from admin")).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "'', correct horse battery, correct horse battery, Please fill this in.",
    "Ada, short, short, at least 12 characters",
    "Ada, aaaaaaaaaaaa, aaaaaaaaaaaa, would soon be guessed",
    "Ada Lovelace, adalovelace12, adalovelace12, would soon be guessed",
    "Ada, agonagon2026, agonagon2026, would soon be guessed",
    "Ada, qwertyuiop[], qwertyuiop[], would soon be guessed",
    "Ada, qwertzuiopasdf, qwertzuiopasdf, would soon be guessed",
    "Ada, azertyuiop12, azertyuiop12, would soon be guessed",
    "Ada, 1qaz2wsx3edc, 1qaz2wsx3edc, would soon be guessed",
    "Ada, Password123!, Password123!, would soon be guessed",
    "Ada, 20262026202620, 20262026202620, would soon be guessed",
    "Ada, correct horse battery, correct horse buttery, The two passwords differ."
  })
  void keeps_the_link_open_when_the_form_is_wrong(
      String name, String password, String confirm, String message) {
    String link = link();

    HttpResponse<Buffer> page = enter(link, name, password, confirm);

    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.bodyAsString())
        .contains(message, "aria-invalid=\"true\"")
        .doesNotContain(password);
    assertThat(enter(link, "Ada", PASSWORD, PASSWORD).statusCode()).isEqualTo(303);
  }

  @Test
  void resets_a_forgotten_password_and_ends_the_sessions_of_before() {
    String before = TestSite.cookie(enter(link(), "Ada", PASSWORD, PASSWORD), "agon_admin");
    assertThat(tokens(before).statusCode()).isEqualTo(200);

    enter(link(), "Ada", "seven quiet herons dance", "seven quiet herons dance");

    assertThat(tokens(before).statusCode()).isEqualTo(303);
    assertThat(login("Ada", PASSWORD).statusCode()).isEqualTo(422);
    assertThat(login("Ada", "seven quiet herons dance").statusCode()).isEqualTo(303);
    assertThat(count("select count(*) from admin")).isEqualTo(1);
  }

  @Test
  void the_log_tells_of_each_action_what_was_noted_with_it() {
    String ada = TestSite.cookie(enter(link(), "Ada", PASSWORD, PASSWORD), "agon_admin");
    audit
        .record(
            "Ada",
            "annotator.excluded",
            null,
            new JsonObject()
                .put("annotator", 7)
                .put("reason", "always <first>, \"bored\"")
                .put("changed", new JsonArray().add("name").add("overlap")))
        .await();

    assertThat(site.getPage("/admin/audit", ada).bodyAsString())
        .contains("<dt>annotator</dt><dd dir=\"auto\">7</dd>")
        .contains("<dt>reason</dt><dd dir=\"auto\">always &lt;first&gt;, &quot;bored&quot;</dd>")
        .contains("<dt>changed</dt><dd dir=\"auto\">[&quot;name&quot;,&quot;overlap&quot;]</dd>");
  }

  @Test
  void takes_passwords_longer_than_bcrypt_reads_in_full() {
    String base = "blue heron seven lamps " + "x".repeat(60);
    enter(link(), "Ada", base + "1", base + "1");

    assertThat(login("Ada", base + "2").statusCode()).isEqualTo(422);
    assertThat(login("Ada", base + "1").statusCode()).isEqualTo(303);
  }

  @Test
  void says_the_same_about_a_wrong_password_and_an_unknown_name() {
    enter(link(), "Ada", PASSWORD, PASSWORD);

    HttpResponse<Buffer> wrong = login("Ada", "wrong password!");
    HttpResponse<Buffer> unknown = login("Eve", "wrong password!");

    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(unknown.statusCode()).isEqualTo(422);
    assertThat(wrong.bodyAsString().replace("Ada", "Eve")).isEqualTo(unknown.bodyAsString());
  }

  @ParameterizedTest
  @CsvSource({
    "/admin/audit, /admin/audit",
    "/admin/studies/s-1, /admin/studies/s-1",
    "//evil.example, /admin/studies",
    "https://evil.example, /admin/studies",
    "/admin/../evil, /admin/studies",
    "/admin//evil.example, /admin/studies",
    "/admin/\\evil, /admin/studies",
    "/adminevil, /admin/studies",
    "'', /admin/studies"
  })
  void goes_on_only_to_our_own_pages(String next, String location) {
    enter(link(), "Ada", PASSWORD, PASSWORD);
    String body = form("name", "Ada", "password", PASSWORD, "next", next);
    assertThat(site.postForm("/admin/login", "", body).getHeader("Location")).isEqualTo(location);
  }

  @Test
  void remembers_where_a_person_wanted_to_go() {
    HttpResponse<Buffer> sent = site.getPage("/admin/audit", "");
    assertThat(sent.getHeader("Location")).isEqualTo("/admin/login?next=/admin/audit");
    assertThat(site.getPage(sent.getHeader("Location"), "").bodyAsString())
        .contains("name=\"next\" value=\"/admin/audit\"", "Nobody can sign in yet");
  }

  @Test
  void takes_words_of_other_languages_and_rates_the_beginning_of_long_passwords() {
    for (String good : List.of("unsere katze isst fisch", "مرحبا بالعالم الكبير", "xK9#mQ2$vL5p")) {
      assertThat(enter(link(), "Ada", good, good).statusCode()).as(good).isEqualTo(303);
    }
    String long200 = "ab".repeat(82) + UUID.randomUUID();
    assertThat(enter(link(), "Ada", long200, long200).bodyAsString())
        .contains("would soon be guessed");
  }

  @Test
  void a_wrong_link_has_no_password_rated() {
    assertThat(enter("/admin/enter/unknown", "Ada", "aaaaaaaaaaaa", "aaaaaaaaaaaa").statusCode())
        .isEqualTo(410);
  }

  @Test
  void signs_out() {
    String cookie = TestSite.cookie(enter(link(), "Ada", PASSWORD, PASSWORD), "agon_admin");
    HttpResponse<Buffer> left = site.postForm("/admin/logout", cookie, "");
    assertThat(left.getHeader("Location")).isEqualTo("/");
    assertThat(tokens(cookie).statusCode()).isEqualTo(303);
    assertThat(count("select count(*) from session")).isZero();
  }

  @Test
  void makes_a_token_shows_it_once_and_revokes_it_at_once() {
    String cookie = site.admin("ada");
    HttpResponse<Buffer> made = site.postForm("/admin/tokens", cookie, form("name", "my <script>"));
    Matcher secret = Pattern.compile("agon_[A-Za-z0-9_-]{43}").matcher(made.bodyAsString());
    assertThat(secret.find()).isTrue();
    Map<String, String> bearer = Map.of("Authorization", "Bearer " + secret.group());

    assertThat(made.getHeader("Cache-Control")).isEqualTo("no-store");
    assertThat(made.bodyAsString()).contains("my &lt;script&gt;").doesNotContain("my <script>");
    assertThat(site.get("/admin/tokens", bearer).statusCode()).isEqualTo(200);
    String page = tokens(cookie).bodyAsString();
    assertThat(page).doesNotContain(secret.group());

    Matcher revoke = Pattern.compile("/admin/tokens/[0-9a-f]{64}/revoke").matcher(page);
    assertThat(revoke.find()).isTrue();
    assertThat(site.postForm(revoke.group(), site.admin("other"), "").statusCode()).isEqualTo(404);
    assertThat(site.postForm(revoke.group(), cookie, "").statusCode()).isEqualTo(303);
    assertThat(site.get("/admin/tokens", bearer).statusCode()).isEqualTo(401);
    assertThat(site.postForm("/admin/tokens/zz/revoke", cookie, "").statusCode()).isEqualTo(404);
    assertThat(site.postForm("/admin/tokens", cookie, form("name", " ")).statusCode())
        .isEqualTo(422);
  }

  @Test
  void writes_down_what_admins_do_and_shows_it_by_pages() {
    StudyFixture study = StudyFixture.create(site.pool, 2, 1, 1);
    enter(link(), "Ada <b>", PASSWORD, PASSWORD);
    Future.all(
            IntStream.range(0, 60)
                .mapToObj(
                    i ->
                        audit.record(
                            "ada", "study.edited", study.id(), new JsonObject().put("n", i)))
                .toList())
        .await();
    String cookie = site.admin("reader");

    String first = site.getPage("/admin/audit", cookie).bodyAsString();
    Matcher older = Pattern.compile("/admin/audit\\?before&#x3D;(\\d+)").matcher(first);
    assertThat(older.find()).isTrue();
    String second = site.getPage("/admin/audit?before=" + older.group(1), cookie).bodyAsString();

    assertThat(occurrences(first, "<code>study.edited</code>")).isEqualTo(50);
    assertThat(occurrences(second, "<code>study.edited</code>")).isEqualTo(10);
    assertThat(second).contains("admin.entered", "Ada &lt;b&gt;").doesNotContain("before=");
    assertThat(site.getPage("/admin/audit?study=" + study.slug(), cookie).bodyAsString())
        .contains("study.edited")
        .doesNotContain("admin.entered");
    assertThat(site.getPage("/admin/audit?study=none&before=7", cookie).bodyAsString())
        .contains("Nothing has been done yet");
    assertThat(site.getPage("/admin/audit?before=x", cookie).statusCode()).isEqualTo(400);
  }

  @Test
  void knows_whether_anybody_can_sign_in() {
    assertThat(admins.hasAdmins().await()).isFalse();
    enter(link(), "Ada", PASSWORD, PASSWORD);
    assertThat(admins.hasAdmins().await()).isTrue();
  }

  private static int occurrences(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  private String link() {
    return "/admin/enter/" + admins.addLink().await();
  }

  private HttpResponse<Buffer> enter(String link, String name, String password, String confirm) {
    return site.postForm(link, "", form("name", name, "password", password, "confirm", confirm));
  }

  private HttpResponse<Buffer> login(String name, String password) {
    return site.postForm("/admin/login", "", form("name", name, "password", password));
  }

  private HttpResponse<Buffer> tokens(String cookie) {
    return site.getPage("/admin/tokens", cookie);
  }

  private long count(String sql) {
    return site.pool.query(sql).execute().await().iterator().next().getLong(0);
  }

  private static String form(String... namesAndValues) {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      body.append(i == 0 ? "" : "&")
          .append(namesAndValues[i])
          .append('=')
          .append(URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
    }
    return body.toString();
  }
}
