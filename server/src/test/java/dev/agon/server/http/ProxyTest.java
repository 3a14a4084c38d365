package dev.agon.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.http.home.HomeRoutes;
import dev.agon.server.http.input.Answers;
import dev.agon.server.http.session.Access;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProxyTest {
  private static final Map<String, String> FORWARDED =
      Map.of(
          "X-Forwarded-Proto", "https",
          "X-Forwarded-Host", "agon.example",
          "Origin", "https://agon.example");

  private static void features(TestSite test, SiteRouter router) {
    new HomeRoutes(test.pages, () -> Future.succeededFuture(List.of())).mount(router);
    router.post(
        "/sign-in",
        Access.PUBLIC,
        context -> test.sessions.signInAdmin(context, 1).compose(v -> Answers.nothing(context)));
    router.get("/admin/x", Access.ADMIN, Answers::nothing);
  }

  @Test
  void believes_forwarded_headers_behind_a_proxy() {
    try (TestSite site =
        TestSite.start(
            TestSite.plain(null, "", true).withAllowedHosts(List.of("agon.example")),
            ProxyTest::features)) {
      site.admin("ada");
      HttpResponse<Buffer> answer = post(site, "/sign-in", FORWARDED);

      assertThat(answer.statusCode()).isEqualTo(204);
      assertThat(answer.getHeader("Strict-Transport-Security")).startsWith("max-age=");
      assertThat(answer.cookies()).singleElement().asString().contains("Secure");
    }
  }

  @Test
  void does_not_believe_forwarded_headers_from_just_anybody() {
    try (TestSite site = TestSite.start(ProxyTest::features)) {
      site.admin("ada");
      assertThat(post(site, "/sign-in", FORWARDED).statusCode()).isEqualTo(403);

      HttpResponse<Buffer> own =
          post(site, "/sign-in", Map.of("Origin", site.origin(), "X-Forwarded-Proto", "https"));
      assertThat(own.statusCode()).isEqualTo(204);
      assertThat(own.getHeader("Strict-Transport-Security")).isNull();
      assertThat(own.cookies())
          .singleElement()
          .asString()
          .contains("HTTPOnly", "SameSite=Lax", "Path=/;", "Max-Age=2592000")
          .doesNotContain("Secure");
    }
  }

  @Test
  void lies_wholly_under_its_base_path() {
    URI url = URI.create("https://example.org/agon");
    try (TestSite site = TestSite.start(TestSite.plain(url, "", false), ProxyTest::features)) {
      site.admin("ada");
      HttpResponse<Buffer> page = site.get("/agon/", Map.of("Accept", TestSite.HTML));
      HttpResponse<Buffer> signedIn =
          post(site, "/agon/sign-in", Map.of("Origin", "https://example.org"));

      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.bodyAsString())
          .contains("href=\"/agon/assets/", "src=\"/agon/assets/", "href=\"/agon/\"")
          .doesNotContain("href=\"/assets", "src=\"/assets", "href=\"/\"");
      assertThat(page.getHeader("Strict-Transport-Security")).isNotNull();
      assertThat(site.get("/agon", Map.of()).statusCode()).isEqualTo(308);
      assertThat(site.get("/agon", Map.of()).getHeader("Location")).isEqualTo("/agon/");
      assertThat(site.get("/agon?a=b", Map.of()).getHeader("Location")).isEqualTo("/agon/?a=b");
      assertThat(site.get("/agonx", Map.of()).statusCode()).isEqualTo(404);
      assertThat(site.get("/", Map.of()).statusCode()).isEqualTo(404);
      assertThat(site.get("/agon/assets/css/agon.css", Map.of()).statusCode()).isEqualTo(200);
      assertThat(site.get("/assets/css/agon.css", Map.of()).statusCode()).isEqualTo(404);
      assertThat(signedIn.cookies()).singleElement().asString().contains("Path=/agon/;", "Secure");
      assertThat(site.getPage("/agon/admin/x", "").getHeader("Location"))
          .startsWith("/agon/admin/login");
    }
  }

  private static HttpResponse<Buffer> post(
      TestSite site, String path, Map<String, String> headers) {
    return site.send(HttpMethod.POST, path, headers, Buffer.buffer());
  }
}
