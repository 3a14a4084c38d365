package dev.agon.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerConfigTest {
  @Test
  void serves_every_role_on_the_loopback_address_by_default() {
    ServerConfig config = ServerConfig.defaults();

    assertThat(config.host()).isEqualTo("127.0.0.1");
    assertThat(config.port()).isEqualTo(8080);
    assertThat(config.publicUrl()).isNull();
    assertThat(config.basePath()).isEmpty();
    assertThat(config.behindProxy()).isFalse();
    assertThat(config.roles()).containsExactlyInAnyOrder(Role.values());
    assertThat(config.clusterFile()).isNull();
    assertThat(config.poolSize()).isEqualTo(16);
    assertThat(config.instances()).isBetween(1, 4);
    assertThat(config.url("/x")).isEqualTo("http://127.0.0.1:8080/x");
    assertThat(config.withPort(81).url("/x")).isEqualTo("http://127.0.0.1:81/x");
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.org, '', https://example.org, https://example.org/x",
    "https://example.org/, '', https://example.org, https://example.org/x",
    "https://EXAMPLE.org:443/agon, '', https://example.org, https://example.org/agon/x",
    "http://example.org:80/agon/, /agon, http://example.org, http://example.org/agon/x",
    "http://example.org:8080, /agon, http://example.org:8080, http://example.org:8080/agon/x",
    "https://[::1]:8443/a/b, '', https://[::1]:8443, https://[::1]:8443/a/b/x"
  })
  void knows_its_public_address(URI publicUrl, String basePath, String origin, String url) {
    ServerConfig config = with("127.0.0.1", 8080, publicUrl, basePath, 1, 1);

    assertThat(config.publicOrigin()).isEqualTo(origin);
    assertThat(config.url("/x")).isEqualTo(url);
  }

  @Test
  void writes_an_ipv6_host_in_brackets() {
    assertThat(with("::1", 80, null, "", 1, 1).url("/")).isEqualTo("http://[::1]:80/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://example.org",
        "example.org",
        "/agon",
        "https://user@example.org",
        "https://example.org/?a=b",
        "https://example.org/#a",
        "https://example.org/other",
        "mailto:a@example.org"
      })
  void refuses_a_public_url_that_is_none(URI publicUrl) {
    assertThatThrownBy(() -> with("127.0.0.1", 8080, publicUrl, "/agon", 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("public URL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"agon", "/agon/", "/", "//a", "/a b", "/..", "/a/../b", "/%2e", "/a?b"})
  void refuses_a_base_path_that_is_none(String basePath) {
    assertThatThrownBy(() -> with("127.0.0.1", 8080, null, basePath, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("base path");
  }

  @Test
  void refuses_numbers_out_of_range() {
    assertThatThrownBy(() -> with(" ", 1, null, "", 1, 1)).hasMessage("host is empty");
    assertThatThrownBy(() -> with("a", -1, null, "", 1, 1))
        .hasMessage("port must be 0 to 65535, not -1");
    assertThatThrownBy(() -> with("a", 65536, null, "", 1, 1)).hasMessageContaining("65536");
    assertThatThrownBy(() -> with("a", 1, null, "", 0, 1)).hasMessageContaining("pool size");
    assertThatThrownBy(() -> with("a", 1, null, "", 1, 65)).hasMessageContaining("instances");
    assertThatThrownBy(() -> new ServerConfig("a", 1, null, "", false, Set.of(), null, 1, 1))
        .hasMessage("at least one role is needed");
  }

  @Test
  void reads_roles_from_a_list() {
    assertThat(Role.parse("web, ranker")).containsExactly(Role.WEB, Role.RANKER);
    assertThatThrownBy(() -> Role.parse("web,"))
        .hasMessage("unknown role '': use web, ranker, trainer, scorer or analyst");
    assertThatThrownBy(() -> Role.parse("cook")).hasMessageContaining("'cook'");
  }

  private static ServerConfig with(
      String host,
      int port,
      @org.jspecify.annotations.Nullable URI publicUrl,
      String basePath,
      int poolSize,
      int instances) {
    return new ServerConfig(
        host, port, publicUrl, basePath, false, Set.of(Role.WEB), null, poolSize, instances);
  }
}
