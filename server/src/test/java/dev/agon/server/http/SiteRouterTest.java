package dev.agon.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.http.home.HomeRoutes;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.session.Access;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
class SiteRouterTest {
  private static final int MOST_AT_ONCE = 768;

  /** Less than what a turn lasts after its connection. */
  private static final Duration SOON = Duration.ofSeconds(4);

  private final Queue<Long> starts = new ConcurrentLinkedQueue<>();
  private TestSite site;

  @BeforeAll
  void serve() {
    site =
        TestSite.start(
            (test, router) -> {
              new HomeRoutes(
                      test.pages,
                      () ->
                          Future.succeededFuture(
                              List.of(
                                  new HomeRoutes.Board(
                                      "<i>Capitals</i>", "Which?", "/b/x", "running", 1200))))
                  .mount(router);
              router.get("/broken", Access.PUBLIC, c -> Future.failedFuture("secret detail"));
              router.get(
                  "/thrown",
                  Access.PUBLIC,
                  c -> {
                    throw new IllegalStateException("secret detail");
                  });
              router.get("/away", Access.PUBLIC, c -> Future.failedFuture(new ConnectException()));
              router.get(
                  "/hangs",
                  Access.PUBLIC,
                  c -> {
                    starts.add(System.nanoTime());
                    return Promise.<Void>promise().future();
                  });
              router.get("/wait", Access.PUBLIC, c -> Future.failedFuture(HttpProblem.tooMany(7)));
              router.post(
                  "/echo",
                  Access.PUBLIC,
                  c ->
                      c.response()
                          .end(c.body().buffer() == null ? Buffer.buffer() : c.body().buffer()));
              router.get("/admin/x", Access.ADMIN, c -> c.response().end("for admins"));
              router.get(
                  "/studies/:study/x", Access.ANNOTATOR, c -> c.response().end("for annotators"));
            });
  }

  @AfterAll
  void close() {
    site.close();
  }

  @Test
  void renders_the_start_page_with_everything_escaped() {
    HttpResponse<Buffer> page = site.get("/", Map.of("Accept", TestSite.HTML));

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.getHeader("Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(page.bodyAsString())
        .contains("&lt;i&gt;Capitals&lt;/i&gt;", "1,200 votes", "href=\"/b/x\"", "Running")
        .doesNotContain("<i>Capitals", "style=", "onclick", "home.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/nothing",
        "/broken",
        "/away",
        "/wait",
        "/admin/x",
        "/assets/css/agon.css",
        "/%zz"
      })
  void puts_the_security_headers_on_every_kind_of_answer(String path) {
    HttpResponse<Buffer> answer = site.get(path, Map.of());

    assertThat(answer.getHeader("Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self';", "style-src 'self';")
        .contains("frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'")
        .doesNotContain("unsafe");
    assertThat(answer.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.getHeader("Referrer-Policy")).isEqualTo("same-origin");
    assertThat(answer.getHeader("Strict-Transport-Security")).isNull();
    if (!path.startsWith("/assets/")) {
      assertThat(answer.getHeader("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
      assertThat(answer.getHeader("Permissions-Policy")).contains("camera=()");
    }
  }

  @Test
  void whoever_leaves_at_once_has_no_more_under_way_than_those_who_stay() throws Exception {
    byte[] request = "GET /hangs HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII);
    for (int i = 0; i < MOST_AT_ONCE + 200; i++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), site.port)) {
        socket.getOutputStream().write(request);
      }
    }
    Awaitility.await().until(() -> !starts.isEmpty());
    long first = starts.stream().mapToLong(at -> at).min().orElseThrow();
    Awaitility.await().until(() -> System.nanoTime() - first > SOON.toNanos());
    assertThat(starts.stream().filter(at -> at - first < SOON.toNanos()).count())
        .isPositive()
        .isLessThanOrEqualTo(MOST_AT_ONCE);
    // Their turns end a while after they have left.
    assertThat(site.get("/broken", Map.of()).statusCode()).isEqualTo(500);
  }

  @Test
  void answers_a_problem_document_to_programs_and_a_page_to_people() {
    HttpResponse<Buffer> program = site.get("/nothing", Map.of("Accept", "application/json"));
    HttpResponse<Buffer> person = site.get("/nothing", Map.of("Accept", TestSite.HTML));

    assertThat(program.statusCode()).isEqualTo(404);
    assertThat(program.getHeader("Content-Type")).isEqualTo("application/problem+json");
    assertThat(program.bodyAsJsonObject().getString("code")).isEqualTo("not-found");
    assertThat(program.bodyAsJsonObject().getInteger("status")).isEqualTo(404);
    assertThat(person.statusCode()).isEqualTo(404);
    assertThat(person.bodyAsString()).contains("<h1>Not found</h1>", "<html lang=\"en\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/broken", "/thrown"})
  void hides_what_went_wrong_behind_an_error_id(String path) {
    HttpResponse<Buffer> answer = site.get(path, Map.of());

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.bodyAsString()).doesNotContain("secret detail", "Exception");
    assertThat(answer.bodyAsJsonObject().getString("errorId")).isNotBlank();
  }

  @Test
  void asks_to_try_again_when_the_database_is_away() {
    HttpResponse<Buffer> answer = site.get("/away", Map.of());

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.getHeader("Retry-After")).isEqualTo("1");
    assertThat(answer.bodyAsJsonObject().getString("code")).isEqualTo("unavailable");
  }

  @Test
  void says_how_long_to_wait() {
    HttpResponse<Buffer> answer = site.get("/wait", Map.of());

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.getHeader("Retry-After")).isEqualTo("7");
  }

  @Test
  void answers_400_to_a_path_that_cannot_be_read() {
    assertThat(site.get("/%zz", Map.of()).statusCode()).isEqualTo(400);
  }

  @Test
  void answers_405_to_another_method() {
    HttpResponse<Buffer> answer = site.send(HttpMethod.DELETE, "/", Map.of(), null);

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.bodyAsJsonObject().getString("code")).isEqualTo("method-not-allowed");
    assertThat(answer.getHeader("Allow")).isEqualTo("GET, HEAD");
  }

  @Test
  void answers_head_like_get_without_a_body() {
    HttpResponse<Buffer> answer = site.send(HttpMethod.HEAD, "/", Map.of(), null);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isNull();
  }

  @Test
  void takes_bodies_up_to_64_kib() {
    Buffer fits = Buffer.buffer("{\"x\":\"" + "x".repeat(64 * 1024 - 8) + "\"}");

    assertThat(site.send(HttpMethod.POST, "/echo", Map.of(), fits).body()).isEqualTo(fits);
    HttpResponse<Buffer> refused =
        site.send(HttpMethod.POST, "/echo", Map.of(), fits.copy().appendByte((byte) ' '));
    assertThat(refused.statusCode()).isEqualTo(413);
    assertThat(refused.bodyAsJsonObject().getString("code")).isEqualTo("too-large");
  }

  @Test
  void sends_people_without_a_session_to_the_sign_in_page_and_tells_programs() {
    HttpResponse<Buffer> person = site.get("/admin/x", Map.of("Accept", TestSite.HTML));
    HttpResponse<Buffer> program = site.get("/admin/x", Map.of());

    assertThat(person.statusCode()).isEqualTo(303);
    assertThat(person.getHeader("Location")).isEqualTo("/admin/login?next=/admin/x");
    assertThat(program.statusCode()).isEqualTo(401);
    assertThat(program.getHeader("WWW-Authenticate")).isEqualTo("Bearer");
    assertThat(site.get("/studies/a/x", Map.of()).statusCode()).isEqualTo(401);
    HttpResponse<Buffer> annotator = site.get("/studies/a/x", Map.of("Accept", TestSite.HTML));
    assertThat(annotator.statusCode()).isEqualTo(303);
    assertThat(annotator.getHeader("Location")).isEqualTo("/return");
  }
}
