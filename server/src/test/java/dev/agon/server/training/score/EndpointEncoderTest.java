package dev.agon.server.training.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.agon.server.config.EncoderEndpoint;
import dev.agon.server.config.ModelsConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a small server that answers as such servers do, well and badly. */
class EndpointEncoderTest {
  private final ConcurrentLinkedQueue<Integer> statuses = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Integer> sizes = new ConcurrentLinkedQueue<>();
  private final AtomicInteger delay = new AtomicInteger();
  private final AtomicInteger dimension = new AtomicInteger(3);
  private String authorization = "";
  private HttpServer server = none();

  private static HttpServer none() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final long ENDLESS = 1L << 30;

  private final AtomicBoolean endless = new AtomicBoolean();
  private final AtomicLong sent = new AtomicLong();

  @BeforeEach
  void serve() {
    server.createContext("/v1/embeddings", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    authorization = exchange.getRequestHeaders().getFirst("Authorization");
    JsonObject request = new JsonObject(body);
    JsonArray input = request.getJsonArray("input");
    sizes.add(input.size());
    pause(delay.get());
    Integer status = statuses.poll();
    JsonArray data = new JsonArray();
    // In the wrong order, as the interface allows: the index counts.
    for (int i = input.size() - 1; i >= 0; i--) {
      JsonArray vector = new JsonArray().add(input.getString(i).length());
      for (int k = 1; k < dimension.get(); k++) {
        vector.add(0.25 * k);
      }
      data.add(new JsonObject().put("index", i).put("embedding", vector));
    }
    byte[] bytes =
        (status == null
                ? new JsonObject().put("data", data).put("model", request.getString("model"))
                : new JsonObject().put("error", new JsonObject().put("message", "no")))
            .encode()
            .getBytes(StandardCharsets.UTF_8);
    if (endless.get()) {
      send(exchange, ENDLESS);
      return;
    }
    if (status != null && status / 100 == 3) {
      String elsewhere = "http://127.0.0.1:" + server.getAddress().getPort() + "/latest/meta-data";
      exchange.getResponseHeaders().set("Location", elsewhere);
    }
    if (status != null && status == 429) {
      exchange.getResponseHeaders().set("Retry-After", "0");
    }
    exchange.sendResponseHeaders(status == null ? 200 : status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void send(HttpExchange exchange, long length) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    byte[] blank = " ".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = exchange.getResponseBody()) {
      while (sent.get() < length) {
        out.write(blank);
        sent.addAndGet(blank.length);
      }
    }
  }

  private EncoderEndpoint endpoint(int batch, int retries, int timeoutSeconds) {
    return new EncoderEndpoint(
        "remote",
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1"),
        "small",
        3,
        "KEY",
        batch,
        Duration.ofSeconds(timeoutSeconds),
        retries);
  }

  private static List<String> texts(int count) {
    return IntStream.range(0, count).mapToObj("x"::repeat).toList();
  }

  @Test
  void texts_go_in_batches_and_come_back_in_their_order() {
    try (EndpointEncoder encoder = new EndpointEncoder(endpoint(4, 0, 5), "secret")) {
      float[][] vectors = encoder.encode(texts(10));

      assertThat(vectors).hasDimensions(10, 3);
      assertThat(vectors[9]).containsExactly(9, 0.25f, 0.5f);
      assertThat(vectors[0][0]).as("an empty text is sent as a blank").isEqualTo(1);
      assertThat(sizes).containsExactly(4, 4, 2);
      assertThat(authorization).isEqualTo("Bearer secret");
      assertThat(encoder.version()).isEqualTo("small-3");
    }
  }

  @Test
  void what_passes_by_itself_is_tried_again() {
    statuses.addAll(List.of(429, 503));
    try (EndpointEncoder encoder = new EndpointEncoder(endpoint(4, 3, 5), null)) {
      assertThat(encoder.encode(texts(2))).hasDimensions(2, 3);
      assertThat(sizes).hasSize(3);
      assertThat(authorization).isNull();
    }
  }

  @Test
  void a_refusal_is_told_at_once_and_a_silent_server_after_the_time_limit() {
    statuses.add(401);
    try (EndpointEncoder encoder = new EndpointEncoder(endpoint(4, 3, 5), "wrong")) {
      assertThatThrownBy(() -> encoder.encode(texts(2)))
          .isInstanceOf(EndpointEncoder.Refused.class)
          .hasMessageContaining("remote answered 401")
          .hasMessageNotContaining("wrong");
      assertThat(sizes).hasSize(1);
    }
    delay.set(2_500);
    try (EndpointEncoder encoder = new EndpointEncoder(endpoint(4, 1, 1), "key")) {
      assertThatThrownBy(() -> encoder.encode(texts(2)))
          .hasMessageContaining("did not answer after 2 tries");
    }
  }

  @Test
  void no_redirection_is_followed_to_wherever_it_leads() {
    AtomicInteger reached = new AtomicInteger();
    server.createContext("/latest/meta-data", exchange -> reached.incrementAndGet());
    for (int status : new int[] {301, 302, 303, 307, 308}) {
      statuses.add(status);
      try (EndpointEncoder encoder = new EndpointEncoder(endpoint(4, 0, 5), "key")) {
        assertThatThrownBy(() -> encoder.encode(texts(1)))
            .hasMessageContaining("remote answered " + status);
      }
    }
    assertThat(reached).hasValue(0);
  }

  @Test
  void an_answer_without_end_is_read_no_further_than_its_numbers_can_be_long() {
    endless.set(true);
    try (EndpointEncoder encoder = new EndpointEncoder(endpoint(4, 0, 20), "key")) {
      assertThatThrownBy(() -> encoder.encode(texts(1)))
          .hasMessageContaining("did not answer after 1 tries");
    }
    assertThat(sent.get()).isLessThan(ENDLESS);
  }

  @Test
  void vectors_of_another_length_are_refused() {
    dimension.set(4);
    try (EndpointEncoder encoder = new EndpointEncoder(endpoint(4, 3, 5), "key")) {
      assertThatThrownBy(() -> encoder.encode(texts(1)))
          .hasMessageContaining("vectors of 4 numbers, not of 3");
    }
  }

  @Test
  void a_key_comes_from_the_environment_and_its_lack_is_named() {
    Encoders with = new Encoders(List.of(endpoint(4, 0, 5)), 1, name -> name + "-value");
    with.encoder("remote").encode(texts(1));
    assertThat(authorization).isEqualTo("Bearer KEY-value");
    assertThatThrownBy(
            () -> new Encoders(List.of(endpoint(4, 0, 5)), 1, name -> null).encoder("remote"))
        .hasMessageContaining("set the environment variable KEY");
  }

  @Test
  void the_configuration_file_is_checked_field_by_field(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("agon.json");
    Files.writeString(
        file,
        """
        {"encoders": [{"name": "remote", "base_url": "https://example.org/v1", "model": "small",
          "dimension": 768, "key_environment": "KEY"}]}
        """);
    EncoderEndpoint read = ModelsConfig.of(folder, file).endpoints().getFirst();
    assertThat(read.batch()).isEqualTo(64);
    assertThat(read.keyVariable()).isEqualTo("KEY");

    refused(file, folder, "{\"encoders\": [{\"name\": \"minilm\"}]}", "encoders[0]: base_url");
    refused(file, folder, "{\"encoders\": [{\"api_key\": \"s3cret\"}]}", "a key is never written");
    refused(file, folder, "[", "is not as described");
    refused(file, folder, "{\"encoders\": [], \"encoders\": []}", "is not as described");
    for (String url :
        List.of("file:///etc/passwd", "gopher://x/1", "ftp://x", "//x", "http:///v1")) {
      String encoder =
          "{\"encoders\": [{\"name\": \"a\", \"base_url\": \"%s\", \"model\": \"m\", \"dimension\": 3}]}";
      refused(file, folder, encoder.formatted(url), "base_url must look like");
    }
    assertThatThrownBy(() -> ModelsConfig.of(folder, folder.resolve("none")))
        .hasMessageContaining("cannot read the configuration");
  }

  private static void refused(Path file, Path folder, String content, String message)
      throws IOException {
    Files.writeString(file, content);
    assertThatThrownBy(() -> ModelsConfig.of(folder, file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("s3cret");
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
