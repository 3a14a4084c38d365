package dev.agon.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AssetsTest {
  private TestSite site;

  @BeforeAll
  void serve() {
    site = TestSite.start((test, router) -> {});
  }

  @AfterAll
  void close() {
    site.close();
  }

  @Test
  void is_kept_for_ever_under_its_hash() {
    String url = site.assets.url("css/agon.css");
    HttpResponse<Buffer> answer = site.get(url, Map.of());

    assertThat(url).matches("/assets/[0-9a-f]{12}/css/agon.css");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.getHeader("Content-Type")).isEqualTo("text/css; charset=utf-8");
    assertThat(answer.getHeader("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
    assertThat(answer.bodyAsString()).contains("--primary");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/assets/js/base.js", "/assets/0123456789ab/js/base.js"})
  void is_asked_for_again_under_no_hash_or_an_old_one(String url) {
    HttpResponse<Buffer> answer = site.get(url, Map.of());
    String tag = answer.getHeader("ETag");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.getHeader("Content-Type")).startsWith("text/javascript");
    assertThat(answer.getHeader("Cache-Control")).isEqualTo("public, no-cache");
    HttpResponse<Buffer> again = site.get(url, Map.of("If-None-Match", tag));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isNull();
  }

  @Test
  void comes_zipped_to_those_who_take_it() {
    HttpResponse<Buffer> answer =
        site.get("/assets/css/agon.css", Map.of("Accept-Encoding", "gzip"));

    assertThat(answer.getHeader("Content-Encoding")).isEqualTo("gzip");
    assertThat(answer.body().length())
        .isLessThan(site.get("/assets/css/agon.css", Map.of()).body().length() / 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets/../templates/layout.hbs",
        "/assets/%2e%2e/templates/layout.hbs",
        "/assets/..%2ftemplates/layout.hbs",
        "/assets/%2e%2e%2ftemplates%2flayout.hbs",
        "/assets/..\\templates\\layout.hbs",
        "/assets/%5c..%5ctemplates/layout.hbs",
        "/assets/css/../../templates/layout.hbs",
        "/assets//etc/passwd",
        "/assets/css%00.css",
        "/assets/",
        "/assets/css",
        "/assets/css/",
        "/assets../pom.xml",
        "/assets/0123456789ab/../../pom.xml",
        "/assets/.gitignore"
      })
  void never_leaves_its_folder(String path) {
    HttpResponse<Buffer> answer = site.get(path, Map.of());
    assertThat(answer.statusCode()).isIn(400, 404);
    assertThat(answer.bodyAsString()).doesNotContain("<html", "root:", "modelVersion");
  }

  @Test
  void changes_all_urls_when_any_file_changes(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("a.js"), "1");
    Files.writeString(folder.resolve("b.js"), "1");
    Files.writeString(folder.resolve("secret.key"), "1");
    Assets before = new Assets(folder, false);
    Files.writeString(folder.resolve("b.js"), "2");
    Assets after = new Assets(folder, false);

    assertThat(after.url("a.js")).isNotEqualTo(before.url("a.js"));
    assertThatThrownBy(() -> after.url("c.js")).hasMessage("no asset c.js");
    assertThatThrownBy(() -> after.url("secret.key")).hasMessage("no asset secret.key");
  }
}
