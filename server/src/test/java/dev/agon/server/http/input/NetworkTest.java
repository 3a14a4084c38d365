package dev.agon.server.http.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.http.TestSite;
import dev.agon.server.http.session.Access;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.77, 192.0.2.0/24, 192.0.2.77",
    "192.0.2.77:4711, 192.0.2.0/24, 192.0.2.77",
    "::ffff:192.0.2.77, 192.0.2.0/24, 192.0.2.77",
    "2001:db8:1:22ff::1, 20010db8000122/56, 2001:db8:1:22ff:0:0:0:1",
    "2001:db8:1:2200:9::1, 20010db8000122/56, 2001:db8:1:2200:9:0:0:1",
    "2001:db8:1:2300::1, 20010db8000123/56, 2001:db8:1:2300:0:0:0:1",
    "[2001:db8:1:2200::9]:443, 20010db8000122/56, 2001:db8:1:2200:0:0:0:9",
    "example.org, unknown, unknown",
    "1.2.3.4.5, unknown, unknown",
    "'', unknown, unknown"
  })
  void is_the_beginning_of_an_address(String text, String prefix, String address) {
    assertThat(Network.parse(text)).isEqualTo(new Network(prefix, address));
  }

  @Test
  void is_that_of_the_connection_whatever_callers_say_where_no_proxy_is_believed() {
    try (TestSite site = serve(false);
        TestSite.Elsewhere caller = site.from("127.1.0.7")) {
      assertThat(text(caller, Map.of())).isEqualTo("127.1.0.0/24");
      assertThat(text(caller, Map.of("X-Forwarded-For", "192.0.2.1"))).isEqualTo("127.1.0.0/24");
    }
  }

  @Test
  void is_the_last_that_a_believed_proxy_wrote_not_what_callers_say_before_it() {
    try (TestSite site = serve(true);
        TestSite.Elsewhere proxy = site.from("127.1.0.7")) {
      assertThat(text(proxy, Map.of("X-Forwarded-For", "192.0.2.1"))).isEqualTo("192.0.2.0/24");
      assertThat(text(proxy, Map.of("X-Forwarded-For", "198.51.100.1, 192.0.2.1")))
          .isEqualTo("192.0.2.0/24");
      assertThat(text(proxy, Map.of("X-Forwarded-For", "nonsense"))).isEqualTo("unknown");
      assertThat(text(proxy, Map.of())).isEqualTo("127.1.0.0/24");
    }
  }

  private static TestSite serve(boolean behindProxy) {
    return TestSite.start(
        TestSite.plain(null, "", behindProxy),
        (test, router) ->
            router.get("/network", Access.PUBLIC, c -> c.response().end(Network.of(c).prefix())));
  }

  private static String text(TestSite.Elsewhere caller, Map<String, String> headers) {
    HttpResponse<Buffer> answer = caller.get("/network", headers).await();
    return answer.bodyAsString();
  }
}
