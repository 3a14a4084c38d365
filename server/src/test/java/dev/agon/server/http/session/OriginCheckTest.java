package dev.agon.server.http.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.http.TestSite;
import dev.agon.server.http.input.Answers;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OriginCheckTest {
  private TestSite site;
  private String cookie;
  private String token;

  @BeforeAll
  void serve() {
    site =
        TestSite.start(
            (test, router) -> {
              router.post("/form", Access.PUBLIC, Answers::nothing);
              router.post("/admin/form", Access.ADMIN, Answers::nothing);
            });
    cookie = site.admin("ada");
    token = site.store.addAdminToken(1, "script").await();
  }

  @AfterAll
  void close() {
    site.close();
  }

  /** OWN stands for our origin, NONE for a header that is not sent. */
  @ParameterizedTest
  @CsvSource({
    "OWN, same-origin, 204, 204",
    "OWN, NONE, 204, 204",
    "NONE, same-origin, 204, 204",
    "OWN, none, 204, 204",
    "NONE, none, 403, 403",
    "NONE, NONE, 204, 403",
    "https://evil.example, NONE, 403, 403",
    "https://evil.example, same-origin, 403, 403",
    "https://evil.example, cross-site, 403, 403",
    "OWN, cross-site, 403, 403",
    "OWN, same-site, 403, 403",
    "NONE, cross-site, 403, 403",
    "null, NONE, 403, 403",
    "null, cross-site, 403, 403",
    "http://127.0.0.1, NONE, 403, 403",
    "http://127.0.0.1:1, same-origin, 403, 403",
    "'', NONE, 403, 403",
    "OWN, nonsense, 403, 403"
  })
  void lets_only_our_own_pages_post(String origin, String site, int withoutCookie, int withCookie) {
    Map<String, String> headers = headers(origin, site);

    assertThat(post("/form", headers)).isEqualTo(withoutCookie);
    headers.put("Cookie", cookie);
    assertThat(post("/form", headers)).isEqualTo(withCookie);
    assertThat(post("/admin/form", headers)).isEqualTo(withCookie);
  }

  @Test
  void lets_bearers_of_a_token_post_from_anywhere_because_no_browser_adds_one() {
    Map<String, String> headers = headers("https://evil.example", "cross-site");
    headers.put("Authorization", "Bearer " + token);
    assertThat(post("/admin/form", headers)).isEqualTo(204);
  }

  @Test
  void does_not_let_a_wrong_token_hide_a_cookie() {
    Map<String, String> headers = headers("https://evil.example", "cross-site");
    headers.put("Authorization", "Bearer nonsense");
    headers.put("Cookie", cookie);
    assertThat(post("/admin/form", headers)).isEqualTo(401);
    assertThat(post("/form", headers)).isEqualTo(401);
  }

  @Test
  void refuses_before_the_caller_learns_whether_the_session_is_known() {
    Map<String, String> headers = headers("https://evil.example", "cross-site");
    headers.put("Cookie", "agon_s_any=unknown");
    assertThat(post("/form", headers)).isEqualTo(403);
  }

  @Test
  void takes_the_public_origin_and_no_other_when_one_is_configured() {
    var config = TestSite.plain(URI.create("https://agon.example/study"), "", true);
    try (TestSite proxied =
        TestSite.start(
            config, (test, router) -> router.post("/form", Access.PUBLIC, Answers::nothing))) {
      assertThat(postTo(proxied, Map.of("Origin", "https://agon.example"))).isEqualTo(204);
      assertThat(postTo(proxied, Map.of("Origin", "https://AGON.example"))).isEqualTo(204);
      assertThat(postTo(proxied, Map.of("Origin", "http://agon.example"))).isEqualTo(403);
      assertThat(postTo(proxied, Map.of("Origin", proxied.origin()))).isEqualTo(403);
    }
  }

  private static int postTo(TestSite site, Map<String, String> headers) {
    return site.send(HttpMethod.POST, "/study/form", headers, Buffer.buffer("{}")).statusCode();
  }

  private Map<String, String> headers(String origin, String fetchSite) {
    Map<String, String> headers = new HashMap<>();
    if (!origin.equals("NONE")) {
      headers.put("Origin", origin.equals("OWN") ? site.origin() : origin);
    }
    if (!fetchSite.equals("NONE")) {
      headers.put("Sec-Fetch-Site", fetchSite);
    }
    return headers;
  }

  private int post(String path, Map<String, String> headers) {
    return site.send(HttpMethod.POST, path, headers, Buffer.buffer("{}")).statusCode();
  }
}
