package dev.agon.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.agon.server.http.input.Answers;
import dev.agon.server.http.session.Access;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Requests that two readers could understand differently, byte by byte over a socket. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmugglingTest {
  private static final int PATIENCE_MS = 20_000;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3})");

  /** What a second reader would take for a request of its own. */
  private static final String SECOND = "GET /smuggled HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";

  private TestSite site;

  @BeforeAll
  void serve() {
    site =
        TestSite.start(
            (test, router) -> {
              router.get("/ok", Access.PUBLIC, Answers::nothing);
              router.get("/smuggled", Access.PUBLIC, Answers::nothing);
              router.post("/form", Access.PUBLIC, Answers::nothing);
            });
  }

  @AfterAll
  void close() {
    site.close();
  }

  @Test
  void answers_two_requests_on_one_connection_when_nothing_is_wrong_with_them() throws IOException {
    String both =
        exchange(
            head("GET /ok", "") + "GET /smuggled HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

    assertThat(statuses(both)).containsExactly("204", "421");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n",
        "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked, xchunked\r\n",
        "Transfer-Encoding: gzip, chunked\r\n",
        "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: identity, chunked\r\n",
        "Transfer-Encoding: chunked,\r\n xchunked\r\n",
        "Transfer-Encoding: xchunked\r\nContent-Length: 4\r\n",
        "Transfer-Encoding: xchunked\r\n",
        "Content-Length: 4\r\nContent-Length: 5\r\n",
        "Content-Length: +4\r\n",
        "Content-Length : 4\r\n",
      })
  void refuses_a_length_that_can_be_read_in_two_ways_and_closes(String length) throws IOException {
    for (String method : new String[] {"GET /ok", "POST /form"}) {
      String answer = exchange(head(method, length) + "0\r\n\r\n" + SECOND);

      assertThat(statuses(answer)).as(method + " " + length).containsExactly("400");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: 127.0.0.1\r\n",
        "Host: evil.example\r\n",
        "host: 127.0.0.1\r\n",
        "Host:\r\n"
      })
  void refuses_a_second_host_and_closes(String second) throws IOException {
    assertThat(statuses(exchange(head("GET /ok", second) + SECOND))).containsExactly("400");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.example/ok",
        "http://evil.example",
        "HTTP://127.0.0.1.evil.example/ok",
        "http://127.0.0.1:1/ok",
        "http://127.0.0.1@evil.example/ok",
        "http:///ok",
      })
  void refuses_a_whole_address_that_names_another_host_than_the_header_and_closes(String address)
      throws IOException {
    assertThat(statuses(exchange(head("GET " + address, "") + SECOND))).containsExactly("400");
  }

  @Test
  void looks_at_the_host_of_a_whole_address_as_at_the_header() throws IOException {
    String close = "Connection: close\r\n";
    String own = exchange(head("GET http://127.0.0.1/ok", close));
    assertThat(statuses(own)).containsExactly("204");
    String port = exchange(head("GET http://127.0.0.1:80/ok", close));
    assertThat(statuses(port)).containsExactly("204");
    String foreign =
        exchange("GET http://evil.example/ok HTTP/1.1\r\nHost: evil.example\r\n" + close + "\r\n");
    assertThat(statuses(foreign)).containsExactly("421");
  }

  @ParameterizedTest
  @ValueSource(strings = {"zz", "-1", "", "0x5", "5g", "FFFFFFFFFFFFFFFFF", " 5 5"})
  void refuses_a_malformed_chunk_size_and_closes_without_a_trace_in_the_log(String size)
      throws IOException {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    log.start();
    root.addAppender(log);
    try {
      String sent =
          head("POST /form", "Transfer-Encoding: chunked\r\nContent-Type: application/json\r\n");
      String answer = exchange(sent + size + "\r\nhello\r\n0\r\n\r\n" + SECOND);

      assertThat(statuses(answer)).containsExactly("400");
      assertThat(answer).contains("\"code\":\"malformed\"");
      assertThat(log.list).filteredOn(event -> event.getThrowableProxy() != null).isEmpty();
    } finally {
      root.detachAppender(log);
    }
  }

  @Test
  void speaks_no_http_2_in_clear_text_which_proxies_may_pass_on_unread() throws IOException {
    String upgrade =
        head(
                "GET /ok",
                "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n")
            + "GET /smuggled HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
    assertThat(statuses(exchange(upgrade))).containsExactly("204", "204");

    String known = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0";
    assertThat(exchange(known)).doesNotContain("\0\0\0\4").doesNotContain(" 500 ");
  }

  private static String head(String request, String more) {
    return request + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + more + "\r\n";
  }

  /** All that comes back until the server closes. */
  private String exchange(String sent) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), site.port)) {
      socket.setSoTimeout(PATIENCE_MS);
      socket.getOutputStream().write(sent.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private static List<String> statuses(String answers) {
    return STATUS.matcher(answers).results().map(found -> found.group(1)).toList();
  }
}
