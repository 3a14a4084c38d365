package dev.agon.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.http.input.Answers;
import dev.agon.server.http.session.Access;
import dev.agon.server.http.session.Caller;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CookieNamesTest {
  private static final String HTTPS = "https://agon.example";

  private static TestSite serve(URI publicUrl) {
    return TestSite.start(
        TestSite.plain(publicUrl, "", false),
        (test, router) -> {
          router.post(
              "/sign-in",
              Access.PUBLIC,
              c -> test.sessions.signInAdmin(c, 1).compose(done -> Answers.nothing(c)));
          router.post(
              "/sign-out",
              Access.PUBLIC,
              c -> test.sessions.signOutAdmin(c).compose(done -> Answers.nothing(c)));
          router.get("/who", Access.PUBLIC, c -> c.response().end(Caller.of(c).toString()));
        });
  }

  @Test
  void over_https_only_our_own_host_can_set_them() {
    try (TestSite site = serve(URI.create(HTTPS))) {
      site.admin("ada");
      HttpResponse<Buffer> signedIn = post(site, "/sign-in", Map.of());

      assertThat(signedIn.cookies())
          .singleElement()
          .asString()
          .startsWith("__Host-agon_admin=")
          .contains("Path=/;", "Secure", "HTTPOnly", "SameSite=Lax")
          .doesNotContain("Domain");
      String cookie = TestSite.cookie(signedIn, "__Host-agon_admin");
      assertThat(who(site, cookie)).contains("ada");
      // Under the bare name, as a neighbouring domain or plain HTTP could set it, it opens nothing.
      assertThat(who(site, cookie.replace("__Host-", ""))).contains("Anonymous");
      assertThat(
              site.send(HttpMethod.POST, "/sign-out", Map.of("Cookie", cookie), Buffer.buffer())
                  .statusCode())
          .isEqualTo(403);
      assertThat(post(site, "/sign-out", Map.of("Cookie", cookie)).cookies())
          .singleElement()
          .asString()
          .startsWith("__Host-agon_admin=;")
          .contains("Max-Age=0", "Secure");
      assertThat(who(site, cookie)).contains("Anonymous");
    }
  }

  @Test
  void under_a_base_path_they_are_secure_and_over_plain_http_bare() {
    try (TestSite site = serve(URI.create(HTTPS + "/agon"))) {
      site.admin("ada");
      assertThat(post(site, "/agon/sign-in", Map.of()).cookies())
          .singleElement()
          .asString()
          .startsWith("__Secure-agon_admin=")
          .contains("Path=/agon/;", "Secure");
    }
    try (TestSite site = serve(URI.create("http://agon.example"))) {
      site.admin("ada");
      assertThat(post(site, "/sign-in", Map.of("Origin", "http://agon.example")).cookies())
          .singleElement()
          .asString()
          .startsWith("agon_admin=")
          .doesNotContain("Secure");
    }
  }

  @Test
  void who_was_signed_in_before_stays_so_and_gets_the_new_name() {
    try (TestSite site = serve(URI.create(HTTPS))) {
      String before = site.admin("ada");
      HttpResponse<Buffer> answer = site.get("/who", Map.of("Cookie", before));

      assertThat(answer.bodyAsString()).contains("ada");
      assertThat(answer.cookies())
          .hasSize(2)
          .anyMatch(cookie -> cookie.startsWith("__Host-" + before + ";"))
          .anyMatch(cookie -> cookie.startsWith("agon_admin=;") && cookie.contains("Max-Age=0"));
      // Requests that were under way with the old name are answered too.
      assertThat(who(site, before)).contains("ada");
      String renamed = "__Host-" + before;
      assertThat(who(site, renamed)).contains("ada");

      site.pool.query("update session set seen_at = now() - interval '2 days'").execute().await();
      site.store.forget();
      assertThat(who(site, renamed)).contains("ada");
      assertThat(who(site, before)).contains("Anonymous");
    }
  }

  private static HttpResponse<Buffer> post(
      TestSite site, String path, Map<String, String> headers) {
    Map<String, String> all = new java.util.HashMap<>(Map.of("Origin", HTTPS));
    all.putAll(headers);
    return site.send(HttpMethod.POST, path, all, Buffer.buffer());
  }

  private static String who(TestSite site, String cookie) {
    return site.get("/who", Map.of("Cookie", cookie)).bodyAsString();
  }
}
