package dev.agon.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VotesBenchTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  /** Every fifth request is refused, the next one dropped, the next one never answered. */
  private HttpServer troubled() {
    AtomicInteger requests = new AtomicInteger();
    JsonObject assigned =
        new JsonObject()
            .put("state", "assigned")
            .put(
                "assignments",
                new JsonArray().add(new JsonObject().put("token", "a token").put("revision", 0)));
    return vertx
        .createHttpServer()
        .requestHandler(
            request -> {
              switch (requests.incrementAndGet() % 20) {
                case 5 -> request.response().setStatusCode(503).end("{\"title\": \"busy\"}");
                case 6 -> request.connection().close();
                case 7 -> {}
                case 8 -> request.response().setStatusCode(502).end("<html>a proxy's page</html>");
                default -> request.response().end(assigned.toBuffer());
              }
            })
        .listen(0, "127.0.0.1")
        .await();
  }

  @Test
  void a_run_survives_refusals_broken_connections_and_silence_and_tells_of_them() {
    HttpServer server = troubled();
    BenchStore.Made study = new BenchStore.Made(1, "load", List.of("one", "two", "three"));

    VotesBench.Measured measured =
        new VotesBench(vertx, 200).run("127.0.0.1", server.actualPort(), study, 0, 3, 3);

    assertThat(measured.votes()).isPositive();
    JsonObject misses = measured.toJson().getJsonObject("misses");
    assertThat(misses.getLong("timed_out")).isPositive();
    assertThat(misses.getLong("dropped")).isPositive();
    assertThat(misses.getJsonObject("refused").getMap()).containsOnlyKeys("502", "503");
    assertThat(measured.misses().toString()).contains(" timed out", " dropped", " x 503", " x 502");
  }

  @Test
  void a_server_that_is_not_there_is_reported_and_does_not_end_the_bench() {
    HttpServer server = troubled();
    int port = server.actualPort();
    server.close().await();
    BenchStore.Made study = new BenchStore.Made(1, "load", List.of("one"));

    VotesBench.Measured measured =
        new VotesBench(vertx, 200).run("127.0.0.1", port, study, 0, 1, 0.5);

    assertThat(measured.votes()).isZero();
    assertThat(measured.toJson().getJsonObject("misses").getLong("dropped")).isPositive();
  }
}
