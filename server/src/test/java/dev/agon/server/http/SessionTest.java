package dev.agon.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.http.input.Answers;
import dev.agon.server.http.session.Access;
import dev.agon.server.http.session.Caller;
import dev.agon.server.http.session.SessionCookies;
import dev.agon.server.sql.StudyFixture;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
class SessionTest {
  private static final String WHO = "/studies/:study/who";
  private TestSite site;
  private StudyFixture study;
  private StudyFixture other;

  @BeforeAll
  void serve() {
    site =
        TestSite.start(
            (test, router) -> {
              router.get(
                  WHO, Access.ANNOTATOR, c -> c.response().end(Caller.annotator(c).toString()));
              router.get(
                  "/admin/who", Access.ADMIN, c -> c.response().end(Caller.admin(c).toString()));
              router.get("/who", Access.PUBLIC, c -> c.response().end(Caller.of(c).toString()));
              router.post(
                  "/leave",
                  Access.PUBLIC,
                  c -> test.sessions.signOutAdmin(c).compose(done -> Answers.nothing(c)));
            });
    study = StudyFixture.create(site.pool, 2, 1, 1);
    other = StudyFixture.create(site.pool, 2, 1, 1);
  }

  @AfterAll
  void close() {
    site.close();
  }

  @Test
  void knows_an_annotator_by_the_cookie_of_the_study_in_the_path() {
    long annotator = study.annotator("Blue Heron");
    String cookie = site.annotator(study.slug(), annotator);

    HttpResponse<Buffer> own = get(who(study), cookie);
    assertThat(own.statusCode()).isEqualTo(200);
    assertThat(own.bodyAsString())
        .isEqualTo(
            "Annotator[id=%d, study=%d, slug=%s, kind=person, excluded=false, pseudonym=Blue Heron]"
                .formatted(annotator, study.id(), study.slug()));
    assertThat(get(who(other), cookie).statusCode()).isEqualTo(401);
    assertThat(get("/admin/who", cookie).statusCode()).isEqualTo(401);
  }

  @Test
  void does_not_take_a_session_of_one_study_for_another() {
    String secret = site.annotator(study.slug(), study.annotator("a")).split("=", 2)[1];
    String forged = SessionCookies.annotator(other.slug()) + "=" + secret;

    assertThat(get(who(other), forged).statusCode()).isEqualTo(403);
  }

  @Test
  void holds_an_admin_and_annotators_of_two_studies_in_one_browser() {
    String cookies =
        String.join(
            "; ",
            site.admin("ada"),
            site.annotator(study.slug(), study.annotator("b")),
            site.annotator(other.slug(), other.annotator("b")));

    assertThat(get(who(study), cookies).bodyAsString()).contains(study.slug());
    assertThat(get(who(other), cookies).bodyAsString()).contains(other.slug());
    assertThat(get("/admin/who", cookies).bodyAsString()).contains("name=ada");
    assertThat(get("/who", cookies).bodyAsString()).contains("name=ada");
  }

  @Test
  void does_not_take_an_admin_for_an_annotator() {
    assertThat(get(who(study), site.admin("ada")).statusCode()).isEqualTo(401);
  }

  @Test
  void stores_only_hashes() {
    String secret = site.admin("ada").split("=", 2)[1];
    long rows =
        study.scalar(
            "select count(*) from session s where s.secret_hash = sha256($1::text::bytea)", secret);
    assertThat(rows).isEqualTo(1);
    assertThat(
            study.scalar(
                "select count(*) from session s where s::text like '%' || $1 || '%'", secret))
        .isZero();
  }

  @Test
  void ends_a_session_on_sign_out_at_once() {
    String cookie = site.admin("ada");
    assertThat(get("/admin/who", cookie).statusCode()).isEqualTo(200);

    HttpResponse<Buffer> left = site.postForm("/leave", cookie, "");

    assertThat(left.cookies()).singleElement().asString().contains("agon_admin=;", "Max-Age=0");
    assertThat(get("/admin/who", cookie).statusCode()).isEqualTo(401);
  }

  @Test
  void ends_a_session_after_its_time() {
    String cookie = site.admin("ada");
    age(cookie, "expires_at = now() - interval '1 second'");
    assertThat(get("/admin/who", cookie).statusCode()).isEqualTo(401);
    assertThat(site.store.closeExpired().await()).isEqualTo(1);
  }

  @Test
  void extends_a_session_that_is_used() {
    String cookie = site.admin("ada");
    age(cookie, "seen_at = now() - interval '2 days', expires_at = now() + interval '28 days'");

    HttpResponse<Buffer> first = get("/admin/who", cookie);

    assertThat(first.cookies()).singleElement().asString().contains(cookie, "Max-Age=2592000");
    assertThat(get("/admin/who", cookie).cookies()).isEmpty();
    assertThat(
            study.scalar(
                """
                select count(*) from session where secret_hash = sha256($1::text::bytea)
                  and expires_at > now() + interval '29 days' and seen_at > now() - interval '1 hour'
                """,
                cookie.split("=", 2)[1]))
        .isEqualTo(1);
  }

  @Test
  void notices_within_five_seconds_what_happens_elsewhere() throws InterruptedException {
    long annotator = study.annotator("c");
    String cookie = site.annotator(study.slug(), annotator);
    String erased = site.annotator(study.slug(), study.annotator("d"));
    String admin = site.admin("ada");
    assertThat(get(who(study), cookie).bodyAsString()).contains("excluded=false");
    assertThat(get(who(study), erased).statusCode()).isEqualTo(200);
    assertThat(get("/admin/who", admin).statusCode()).isEqualTo(200);

    study.run("update annotator set excluded_at = now() where id = $1", annotator);
    study.run("update annotator set erased_at = now() where pseudonym = 'd'");
    study.run("delete from session where admin is not null");

    Awaitility.await("revocations hold within five seconds")
        .atMost(Duration.ofSeconds(5))
        .pollInSameThread()
        .untilAsserted(
            () -> {
              assertThat(get(who(study), cookie).bodyAsString()).contains("excluded=true");
              assertThat(get(who(study), erased).statusCode()).isEqualTo(401);
              assertThat(get("/admin/who", admin).statusCode()).isEqualTo(401);
            });
  }

  @Test
  void knows_machines_by_their_tokens_until_they_are_revoked() {
    String token = site.store.addAnnotatorToken(study.annotator("judge"), "judge").await();
    Map<String, String> headers = Map.of("Authorization", "Bearer " + token);

    assertThat(site.get(who(study), headers).statusCode()).isEqualTo(200);
    assertThat(site.get(who(other), headers).statusCode()).isEqualTo(403);
    assertThat(site.get("/admin/who", headers).statusCode()).isEqualTo(403);
    study.run("update api_token set revoked_at = now()");
    site.store.forget();
    assertThat(site.get(who(study), headers).statusCode()).isEqualTo(401);
  }

  @Test
  void survives_hostile_cookies() {
    for (String value : new String[] {"", "=", "' or 1=1 --", "x".repeat(4000), "%00"}) {
      assertThat(get("/admin/who", "agon_admin=" + value).statusCode()).isIn(400, 401);
    }
    assertThat(
            site.send(HttpMethod.GET, "/admin/who", Map.of("Authorization", "Bearer "), null)
                .statusCode())
        .isEqualTo(401);
  }

  private void age(String cookie, String set) {
    site.pool
        .preparedQuery("update session set " + set + " where secret_hash = sha256($1::text::bytea)")
        .execute(Tuple.of(cookie.split("=", 2)[1]))
        .await();
  }

  private static String who(StudyFixture study) {
    return WHO.replace(":study", study.slug());
  }

  private HttpResponse<Buffer> get(String path, String cookie) {
    return site.get(path, Map.of("Cookie", cookie));
  }
}
