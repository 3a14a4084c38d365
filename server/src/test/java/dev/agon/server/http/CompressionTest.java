package dev.agon.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.session.Access;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.client.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What the length of a compressed page tells of a secret that stands in it. */
class CompressionTest {
  private static final String SECRET = "/join/k7Qw2Zr9Xb4Lm1Tn";

  @Test
  void no_page_with_secrets_is_compressed_beside_what_a_link_wrote_into_it() throws IOException {
    try (TestSite site =
        TestSite.start(
            (test, router) -> {
              router.get("/admin/links", Access.ADMIN, context -> page(test, context));
              router.get("/open", Access.PUBLIC, context -> page(test, context));
            })) {
      String admin = site.admin("ada");
      String right = get(site, "/admin/links?x=" + SECRET, admin, "identity").bodyAsString();
      String wrong =
          get(site, "/admin/links?x=/join/p3Vd8Yc5Hs6Jf0Gu", admin, "identity").bodyAsString();

      // The hole: the same length, but the right guess compresses better.
      assertThat(right).hasSameSizeAs(wrong).contains(SECRET);
      assertThat(packed(right)).isLessThan(packed(wrong));

      assertThat(get(site, "/admin/links?x=" + SECRET, admin, "gzip").getHeader("Content-Encoding"))
          .isNull();
      assertThat(get(site, "/admin/links", admin, "gzip").getHeader("Content-Encoding"))
          .isEqualTo("gzip");
      assertThat(get(site, "/open?x=y", "", "gzip").getHeader("Content-Encoding"))
          .isEqualTo("gzip");
    }
  }

  private record Shown(HttpProblem.Document problem) {}

  private static Future<Void> page(TestSite test, RoutingContext context) {
    HttpProblem shown = HttpProblem.of(200, "links", "The link is " + SECRET);
    return test.pages.render(context, "error", new Shown(shown.document()));
  }

  private static HttpResponse<Buffer> get(
      TestSite site, String path, String cookie, String encoding) {
    return site.get(
        path, Map.of("Accept", TestSite.HTML, "Cookie", cookie, "Accept-Encoding", encoding));
  }

  private static int packed(String page) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(page.getBytes(StandardCharsets.UTF_8));
    }
    return packed.size();
  }
}
