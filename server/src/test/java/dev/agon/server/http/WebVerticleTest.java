package dev.agon.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.http.input.Answers;
import dev.agon.server.http.session.Access;
import dev.agon.server.http.session.Caller;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class WebVerticleTest {
  private static final int UPLOAD_LIMIT = 300_000;
  private final Set<String> loops = ConcurrentHashMap.newKeySet();
  private final Promise<Void> asked = Promise.promise();
  private final Promise<Void> released = Promise.promise();
  private final Path folder;
  private final TestSite site;

  WebVerticleTest(@TempDir Path folder) {
    this.folder = folder;
    this.site = TestSite.start(this::declare);
  }

  private void declare(TestSite test, SiteRouter router) {
    router.get(
        "/loop",
        Access.PUBLIC,
        context -> {
          loops.add(Thread.currentThread().getName());
          return Answers.nothing(context);
        });
    router.get(
        "/slow",
        Access.PUBLIC,
        context -> {
          asked.tryComplete();
          return released.future().compose(go -> context.response().end("done"));
        });
    router.upload("/upload", Access.ADMIN, folder, UPLOAD_LIMIT, WebVerticleTest::count);
  }

  private static Future<Void> count(io.vertx.ext.web.RoutingContext context) {
    String uploaded = context.fileUploads().iterator().next().uploadedFileName();
    return context
        .vertx()
        .fileSystem()
        .props(uploaded)
        .compose(
            props -> context.response().end(props.size() + " " + Caller.admin(context).name()));
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void answers_on_several_event_loops_at_one_port() {
    for (int i = 0; i < 20; i++) {
      site.open(HttpMethod.GET, "/loop", Map.of("Connection-Number", "" + i), null);
      try (Socket other = connect()) {
        ask(other, "GET /loop HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    assertThat(loops).hasSize(2);
  }

  @Test
  void finishes_what_is_under_way_before_it_stops_and_takes_nothing_new() {
    CompletableFuture<io.vertx.ext.web.client.HttpResponse<Buffer>> answer =
        CompletableFuture.supplyAsync(() -> site.get("/slow", Map.of()));
    asked.future().await();

    CompletableFuture<Void> stopped =
        CompletableFuture.runAsync(
            () -> site.vertx.deploymentIDs().forEach(id -> site.vertx.undeploy(id).await()));
    site.vertx.setTimer(300, now -> released.complete());
    stopped.join();

    assertThat(answer.join().bodyAsString()).isEqualTo("done");
    assertThat(refusesConnections()).isTrue();
  }

  @Test
  void does_not_wait_for_connections_that_only_stay_open() throws IOException {
    try (Socket idle = connect()) {
      ask(idle, "GET /loop HTTP/1.1\r\nHost: localhost\r\n\r\n");
      long started = System.nanoTime();
      site.vertx.deploymentIDs().forEach(id -> site.vertx.undeploy(id).await());
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(3));
    }
  }

  @Test
  void compresses_pages_for_those_who_take_it() throws IOException {
    try (Socket socket = connect()) {
      String answer =
          ask(
              socket,
              """
              GET /nothing HTTP/1.1\r
              Host: localhost\r
              Accept: text/html\r
              Accept-Encoding: gzip\r
              Connection: close\r
              \r
              """);
      assertThat(answer).containsIgnoringCase("content-encoding: gzip");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /%s HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nBig: %s\r\n\r\n",
        "nonsense %s\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "POST /loop HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        "POST /loop HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
      })
  void refuses_requests_that_are_none(String request) throws IOException {
    try (Socket socket = connect()) {
      assertThat(ask(socket, request.formatted("x".repeat(20_000))))
          .matches("(?s)HTTP/1.[01] 4\\d\\d .*");
    }
    assertThat(site.get("/loop", Map.of()).statusCode()).isEqualTo(204);
  }

  @Test
  void streams_an_upload_to_disk_and_removes_it_afterwards()
      throws IOException, InterruptedException {
    io.vertx.ext.web.client.HttpResponse<Buffer> answer =
        upload(site.admin("ada"), "x".repeat(250_000), site.origin());

    assertThat(answer.bodyAsString()).isEqualTo("250000 ada");
    awaitNoFiles();
  }

  @Test
  void keeps_no_byte_of_an_upload_that_nobody_may_make() throws IOException {
    String big = "x".repeat(250_000);

    assertThat(upload("", big, site.origin()).statusCode()).isEqualTo(401);
    assertThat(upload("agon_admin=forged", big, site.origin()).statusCode()).isEqualTo(401);
    assertThat(upload(site.admin("ada"), big, "https://evil.example").statusCode()).isEqualTo(403);
    assertThat(files()).isZero();
  }

  @Test
  void answers_in_http_1_1_whoever_would_speak_http_2_and_refuses_their_uploads() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI place = URI.create(site.origin());
      HttpRequest loop = HttpRequest.newBuilder(place.resolve("/loop")).build();
      HttpRequest refused =
          HttpRequest.newBuilder(place.resolve("/upload"))
              .header("Content-Type", "multipart/form-data; boundary=b")
              .header("Origin", site.origin())
              .POST(HttpRequest.BodyPublishers.ofString("x".repeat(250_000)))
              .build();
      for (int i = 0; i < 5; i++) {
        assertThat(client.send(loop, HttpResponse.BodyHandlers.ofString()).version())
            .isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(client.send(refused, HttpResponse.BodyHandlers.ofString()).statusCode())
            .isEqualTo(401);
      }
    }
  }

  @Test
  void refuses_an_upload_that_is_too_large_or_of_another_kind()
      throws IOException, InterruptedException {
    String admin = site.admin("ada");

    assertThat(upload(admin, "x".repeat(UPLOAD_LIMIT + 1), site.origin()).statusCode())
        .isEqualTo(413);
    assertThat(site.postForm("/upload", admin, "a=1").statusCode()).isEqualTo(415);
    awaitNoFiles();
  }

  @Test
  void does_not_mix_up_answers_on_one_connection() {
    String admin = site.admin("ada");
    IntStream.range(0, 40)
        .mapToObj(i -> site.get("/loop", Map.of("Cookie", i % 2 == 0 ? admin : "")))
        .forEach(answer -> assertThat(answer.statusCode()).isEqualTo(204));
  }

  private io.vertx.ext.web.client.HttpResponse<Buffer> upload(
      String cookie, String content, String origin) {
    String body =
        """
        --b\r
        Content-Disposition: form-data; name="file"; filename="../../evil.csv"\r
        Content-Type: text/csv\r
        \r
        %s\r
        --b--\r
        """
            .formatted(content);
    return site.send(
        HttpMethod.POST,
        "/upload",
        Map.of(
            "Cookie", cookie, "Origin", origin, "Content-Type", "multipart/form-data; boundary=b"),
        Buffer.buffer(body));
  }

  private long files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).count();
    }
  }

  /** Files go after the answer has gone. */
  private void awaitNoFiles() {
    Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> files() == 0);
  }

  private boolean refusesConnections() {
    try (Socket socket = connect()) {
      return !socket.isConnected();
    } catch (ConnectException e) {
      return true;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), site.port);
  }

  /** Sends a request and reads what comes first. */
  private static String ask(Socket socket, String request) throws IOException {
    socket.setSoTimeout(5000);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    InputStream in = socket.getInputStream();
    byte[] first = new byte[4096];
    int read = in.read(first);
    return new String(first, 0, Math.max(0, read), StandardCharsets.ISO_8859_1);
  }
}
