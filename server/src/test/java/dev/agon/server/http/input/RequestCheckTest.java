package dev.agon.server.http.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.http.TestSite;
import dev.agon.server.http.session.Access;
import dev.agon.server.http.session.Origins;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestCheckTest {
  private record Link(String link) {}

  private record Taken(String text) {}

  private TestSite site;

  @BeforeAll
  void serve() {
    site =
        TestSite.start(
            TestSite.plain().withAllowedHosts(List.of("Agon.Example.")),
            (test, router) -> {
              Origins origins = new Origins(test.config);
              router.get("/of/:study", Access.PUBLIC, Answers::nothing);
              router.get(
                  "/link",
                  Access.PUBLIC,
                  context ->
                      Answers.json(context, 200, new Link(origins.url(context, "/return/x"))));
              router.post("/unread", Access.PUBLIC, Answers::nothing);
              router.postNothing("/nothing", Access.PUBLIC, Answers::nothing);
              router.post(
                  "/take",
                  Access.PUBLIC,
                  context -> {
                    Input input = Input.of(context);
                    return Answers.json(context, 200, new Taken(input.json("text")));
                  });
            });
  }

  @AfterAll
  void close() {
    site.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/of/%00",
        "/of/a%00b",
        "/of/%",
        "/of/a%2",
        "/of/%zz",
        "/of/%c0%80",
        "/of/%ed%a0%80",
        "/of/%ff",
        "/of/a?%",
        "/of/a?x=%",
        "/of/a?x=%4",
        "/of/a?%00",
        "/of/a?x=%00",
        "/of/a?x=%c3",
        "/nowhere?%zz",
        "/of/a\0b",
        "/of/a?x=\0",
        "/of/\u007f",
        "/of/\u00e9",
        "ftp://127.0.0.1/of/a",
      })
  void refuses_addresses_that_are_broken_or_none(String path) throws IOException {
    String answer =
        raw("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 400").contains("\"code\":\"malformed\"", "address");
  }

  @Test
  void lets_escapes_pass_that_write_something() {
    assertThat(site.get("/of/%e4%b8%96%F0%9F%98%80%20a?x=%2500&y=100%25+", Map.of()).statusCode())
        .isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'text':'a\\u0000b'} | text",
        "{'a':{'b':[1,{'c\\u0000':2}]}} | a.b.1.c\\u0000",
        "{'a':{'b':['x','\\u0000']}} | a.b.1",
        "{'text':'\\ud800'} | lone surrogate",
        "{'text':'a','text':'b'} | 'text' stands twice",
        "{'a':{'b':1,'b':2}} | 'b' stands twice",
        "{'a':1e999} | larger than any",
        "{'a':NaN} | not a JSON object",
        "[1] | not a JSON object",
        "'x' | not a JSON object",
        "{'a':1} {'a':2} | continues after",
        "{'a':1 | not a JSON object",
        "{'a':'x | not a JSON object",
      })
  void refuses_json_that_has_two_readings_or_cannot_be_stored(String json, String named) {
    HttpResponse<Buffer> answer = take("application/json", json.replace('\'', '"'));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.bodyAsString().replace("\\\"", "'").replace("\\\\", "\\")).contains(named);
  }

  @Test
  void refuses_json_that_is_nested_too_deeply() {
    String deep = "{\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";

    assertThat(take("application/json", deep).statusCode()).isEqualTo(400);
  }

  @Test
  void keeps_whatever_else_json_can_say() {
    HttpResponse<Buffer> answer =
        take(
            "application/json",
            "{\"text\":{\"a\":[1,-2.5,true,null,\"😀\",12345678901234567890]}}");

    assertThat(new JsonObject(answer.bodyAsString()).getString("text"))
        .isEqualTo("{\"a\":[1,-2.5,true,null,\"😀\",12345678901234567890]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'a':1,'a':2}",
        "{'a':'\\u0000'}",
        "{'a':1",
        "[1]",
        "null",
        "hello",
        "{} {}",
      })
  void refuses_a_broken_body_also_where_nobody_would_read_it(String body) {
    for (String path : List.of("/unread", "/nothing")) {
      HttpResponse<Buffer> answer = send(path, "application/json", body.replace('\'', '"'));

      assertThat(answer.statusCode()).as(path).isEqualTo(400);
      assertThat(answer.getHeader("Content-Type")).isEqualTo("application/problem+json");
      assertThat(answer.bodyAsJsonObject().getString("code")).isEqualTo("malformed");
    }
  }

  @Test
  void refuses_fields_where_a_route_takes_none() {
    HttpResponse<Buffer> json = send("/nothing", "application/json", "{\"because\":1}");
    assertThat(json.statusCode()).isEqualTo(400);
    assertThat(json.bodyAsString()).contains("accepts no fields", "\"field\":\"because\"");
    assertThat(send("/nothing", "application/x-www-form-urlencoded", "because=1").statusCode())
        .isEqualTo(400);

    assertThat(send("/nothing", "application/json", "{}").statusCode()).isEqualTo(204);
    assertThat(send("/nothing", "application/json", "").statusCode()).isEqualTo(204);
    assertThat(send("/nothing", "application/x-www-form-urlencoded", "").statusCode())
        .isEqualTo(204);
  }

  @Test
  void refuses_forms_with_nul_or_broken_escapes() {
    String form = "application/x-www-form-urlencoded";

    assertThat(take(form, "text=a%00b").bodyAsString()).contains("\"field\":\"text\"", "400");
    assertThat(take(form, "te%00xt=a").statusCode()).isEqualTo(400);
    assertThat(take(form, "text=%zz").statusCode()).isEqualTo(400);
    assertThat(take(form, "text=%").statusCode()).isEqualTo(400);
    assertThat(take(form, "text=100%25").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "evil.example:80",
        "8.8.8.8",
        "[2001:db8::1]",
        "agon.example.evil.example",
      })
  void refuses_hosts_that_are_not_ours_and_names_the_cure(String host) throws IOException {
    String answer = link(host);

    assertThat(answer).startsWith("HTTP/1.1 421").contains("--public-url", "--allow-host");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:1",
        "127.0.0.1",
        "127.3.2.1:9",
        "[::1]:8080",
        "agon.example"
      })
  void takes_this_machine_and_allowed_names(String host) throws IOException {
    assertThat(link(host))
        .startsWith("HTTP/1.1 200")
        .contains("http://" + host.toLowerCase(java.util.Locale.ROOT) + "/return/x");
  }

  @Test
  void takes_this_machines_own_addresses_and_name() throws IOException {
    for (NetworkInterface net : NetworkInterface.networkInterfaces().toList()) {
      for (InetAddress address : net.inetAddresses().toList()) {
        String plain = address.getHostAddress().replaceFirst("%.*", "");
        assertThat(link(plain.contains(":") ? "[" + plain + "]" : plain))
            .startsWith("HTTP/1.1 200");
      }
    }
    assertThat(link(InetAddress.getLocalHost().getHostName())).startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Host:\r\n", "Host: \r\n", "", "Host: :80\r\n", "Host: a b\r\n"})
  void refuses_an_empty_host(String header) throws IOException {
    assertThat(raw("GET /link HTTP/1.1\r\n" + header + "Connection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400");
  }

  @Test
  void looks_at_no_host_where_the_public_url_is_known() {
    URI url = URI.create("https://agon.example.org");
    try (TestSite known =
        TestSite.start(
            TestSite.plain(url, "", false),
            (test, router) -> router.get("/ok", Access.PUBLIC, Answers::nothing))) {
      assertThat(known.get("/ok", Map.of("Host", "internal-name")).statusCode()).isEqualTo(204);
    }
  }

  private HttpResponse<Buffer> take(String type, String body) {
    return send("/take", type, body);
  }

  private HttpResponse<Buffer> send(String path, String type, String body) {
    return site.send(HttpMethod.POST, path, Map.of("Content-Type", type), Buffer.buffer(body));
  }

  private String link(String host) throws IOException {
    return raw("GET /link HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), site.port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
