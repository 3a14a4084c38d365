package dev.agon.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.http.session.Access;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class SseTest {
  private static final int LIMIT = 3;
  private TestSite site;
  private Sse sse;
  private Sse capped;
  private HttpClient client;
  private final AtomicInteger asked = new AtomicInteger();
  private volatile boolean held = true;
  private volatile boolean known = true;

  @BeforeEach
  void serve() {
    List<Sse> hubs = new ArrayList<>();
    site =
        TestSite.start(
            (test, router) -> {
              synchronized (hubs) {
                if (hubs.isEmpty()) {
                  hubs.add(new Sse(test.vertx, LIMIT, LIMIT));
                  hubs.add(new Sse(test.vertx, 10, 2));
                }
              }
              Sse hub = hubs.getFirst();
              router.get(
                  "/events",
                  Access.PUBLIC,
                  c -> hub.open(c, stream(), Sse.Message.of("7", "board", "one\ntwo")));
              Sse other = hubs.getLast();
              router.get("/capped", Access.PUBLIC, c -> other.open(c, stream(), null));
            });
    sse = hubs.getFirst();
    capped = hubs.getLast();
    client = site.vertx.createHttpClient();
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void sends_the_first_message_at_once_and_later_ones_as_they_come() throws InterruptedException {
    Queue<String> read = new ConcurrentLinkedQueue<>();
    HttpClientResponse response = open(read);

    assertThat(response.getHeader("Content-Type")).isEqualTo("text/event-stream");
    assertThat(response.getHeader("Content-Encoding")).isIn(null, "identity");
    await(() -> all(read).contains("id: 7\nevent: board\ndata: one\ndata: two\n\n"));
    sse.publish("board", Sse.Message.of("8", "board", "three"));
    sse.publish("another", Sse.Message.of("9", "board", "four"));
    await(() -> all(read).contains("id: 8\nevent: board\ndata: three\n\n"));
    assertThat(all(read)).contains("retry: ").doesNotContain("four");
  }

  @Test
  void turns_away_more_readers_than_its_limit_until_one_leaves() throws InterruptedException {
    List<HttpClientResponse> readers = new ArrayList<>();
    for (int i = 0; i < LIMIT; i++) {
      readers.add(open(new ConcurrentLinkedQueue<>()));
    }
    await(() -> sse.readers("board") == LIMIT);
    var refused = site.get("/events", Map.of());
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.getHeader("Retry-After")).isEqualTo("5");

    readers.getFirst().request().connection().close().await();
    await(() -> sse.readers("board") == LIMIT - 1);
    open(new ConcurrentLinkedQueue<>());
  }

  @Test
  void answers_head_without_keeping_a_reader() throws InterruptedException {
    var head = site.send(HttpMethod.HEAD, "/events", Map.of(), null);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.getHeader("Content-Type")).isEqualTo("text/event-stream");
    assertThat(sse.readers("board")).isZero();
  }

  @Test
  void gives_a_slow_reader_the_latest_message_only() throws InterruptedException {
    HttpClientResponse slow = open(new ConcurrentLinkedQueue<>());
    slow.pause();
    String big = "x".repeat(100_000);
    for (int i = 0; i < 300; i++) {
      sse.publish("board", Sse.Message.of("m" + i, "board", big + i));
    }
    Queue<String> read = new ConcurrentLinkedQueue<>();
    slow.handler(chunk -> read.add(chunk.toString()));
    slow.resume();
    await(() -> all(read).endsWith("x299\n\n"));
    assertThat(all(read).length()).isLessThan(300 * 100_000);
  }

  @Test
  void ends_its_readers_when_the_server_closes() throws InterruptedException {
    Queue<String> read = new ConcurrentLinkedQueue<>();
    open(read);
    site.vertx.deploymentIDs().forEach(id -> site.vertx.undeploy(id).await());
    await(() -> all(read).endsWith("(end)"));
  }

  @Test
  void one_network_takes_all_streams_only_until_somebody_else_comes() throws InterruptedException {
    try (TestSite.Elsewhere other = site.from("127.2.0.1")) {
      List<Queue<String>> flood = new ArrayList<>();
      for (int i = 0; i < LIMIT; i++) {
        flood.add(new ConcurrentLinkedQueue<>());
        open(flood.getLast());
      }
      await(() -> sse.readers("board") == LIMIT);

      var arrived = other.get("/events", Map.of());

      // The newest of the flood has to go; an older one stays.
      await(() -> all(flood.getLast()).endsWith("(end)"));
      assertThat(all(flood.getFirst())).doesNotContain("(end)");
      await(() -> sse.readers("board") == LIMIT);
      assertThat(arrived.isComplete()).isFalse();
      assertThat(site.get("/events", Map.of()).statusCode()).isEqualTo(503);
    }
  }

  @Test
  void one_network_has_a_part_of_all_streams_at_most() throws InterruptedException {
    try (TestSite.Elsewhere other = site.from("127.2.0.1")) {
      openAt("/capped", new ConcurrentLinkedQueue<>());
      openAt("/capped", new ConcurrentLinkedQueue<>());
      assertThat(site.get("/capped", Map.of()).statusCode()).isEqualTo(503);

      var arrived = other.get("/capped", Map.of());
      await(() -> capped.readers("board") == 3);
      assertThat(arrived.isComplete()).isFalse();
    }
  }

  @Test
  void ends_a_stream_within_seconds_of_its_right_and_says_so() throws InterruptedException {
    Queue<String> read = new ConcurrentLinkedQueue<>();
    open(read);
    await(() -> sse.readers("board") == 1);
    held = false;
    await(() -> all(read).endsWith("event: changed\ndata: ask again\n\n(end)"));
    assertThat(sse.readers("board")).isZero();
  }

  @Test
  void keeps_a_stream_while_nobody_knows_whether_its_right_holds() throws InterruptedException {
    Queue<String> read = new ConcurrentLinkedQueue<>();
    known = false;
    open(read);
    await(() -> asked.get() > 0);
    sse.publish("board", Sse.Message.of("8", "board", "still here"));
    await(() -> all(read).contains("still here"));
  }

  private Sse.Stream stream() {
    return new Sse.Stream(
        "board",
        "study 1",
        new Sse.Right(null, this::holds, Sse.Message.of("", "changed", "ask again")));
  }

  private Future<Boolean> holds() {
    asked.incrementAndGet();
    return known ? Future.succeededFuture(held) : Future.failedFuture("the database is away");
  }

  private HttpClientResponse open(Queue<String> into) {
    return openAt("/events", into);
  }

  private HttpClientResponse openAt(String path, Queue<String> into) {
    return client
        .request(HttpMethod.GET, site.port, "127.0.0.1", path)
        .compose(
            request ->
                request
                    .send()
                    .onSuccess(
                        response ->
                            response
                                .handler(chunk -> into.add(chunk.toString()))
                                .endHandler(end -> into.add("(end)"))))
        .await();
  }

  private static String all(Queue<String> chunks) {
    return String.join("", chunks);
  }

  private static void await(BooleanSupplier condition) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(5))
        .until(condition::getAsBoolean);
  }
}
