package dev.agon.cli.demo;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A study's API over real HTTP that remembers what it is sent, commits a vote once a key, and meets
 * chosen requests with chosen faults.
 */
final class StubStudy {
  /** One vote as it came in. */
  record Received(String key, String bearer, JsonObject body, long nanos) {}

  /** What happens to the n-th vote request, counted from 1. */
  enum Fault {
    NONE,
    UNAVAILABLE,
    UNAVAILABLE_FOR_ONE_SECOND,
    UNAVAILABLE_FOR_MINUTES,
    CONNECTION_LOST_BEFORE_COMMIT,
    CONNECTION_LOST_AFTER_COMMIT,
    CONFLICT,
    FORBIDDEN
  }

  final List<Received> received = new CopyOnWriteArrayList<>();
  final Map<String, JsonObject> committed = new LinkedHashMap<>();
  private final List<Fault> faults;
  private final int places;
  private final AtomicInteger drawn = new AtomicInteger();
  private final HttpServer server;

  private StubStudy(Vertx vertx, int places, List<Fault> faults) {
    this.places = places;
    this.faults = faults;
    this.server = vertx.createHttpServer().requestHandler(this::handle);
  }

  static StubStudy start(Vertx vertx, int places, Fault... faults) {
    StubStudy stub = new StubStudy(vertx, places, List.of(faults));
    stub.server.listen(0, "127.0.0.1").await();
    return stub;
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.actualPort() + "/studies/demo");
  }

  private void handle(HttpServerRequest request) {
    request.body().onSuccess(body -> answer(request, body));
  }

  private void answer(HttpServerRequest request, Buffer body) {
    switch (request.path()) {
      case "/studies/demo/assignments" -> send(request, 200, next());
      case "/studies/demo/votes" -> vote(request, body.toJsonObject());
      default -> send(request, 404, new JsonObject().put("title", "no such page"));
    }
  }

  private void vote(HttpServerRequest request, JsonObject body) {
    int ordinal = received.size();
    Fault fault = ordinal < faults.size() ? faults.get(ordinal) : Fault.NONE;
    String key = request.getHeader("Idempotency-Key");
    received.add(
        new Received(
            key, String.valueOf(request.getHeader("Authorization")), body, System.nanoTime()));
    switch (fault) {
      case NONE -> send(request, 201, commit(key, body));
      case UNAVAILABLE -> send(request, 503, new JsonObject());
      case UNAVAILABLE_FOR_ONE_SECOND -> {
        request.response().putHeader("Retry-After", "1");
        send(request, 503, new JsonObject());
      }
      case UNAVAILABLE_FOR_MINUTES -> {
        request.response().putHeader("Retry-After", "300");
        send(request, 503, new JsonObject());
      }
      case CONNECTION_LOST_BEFORE_COMMIT -> request.connection().close();
      case CONNECTION_LOST_AFTER_COMMIT -> {
        commit(key, body);
        request.connection().close();
      }
      case CONFLICT -> send(request, 409, new JsonObject().put("title", "no longer yours"));
      case FORBIDDEN -> send(request, 403, new JsonObject().put("title", "excluded"));
    }
  }

  private JsonObject commit(String key, JsonObject body) {
    committed.putIfAbsent(key, body);
    return next().put("number", committed.size());
  }

  private JsonObject next() {
    if (drawn.incrementAndGet() > places) {
      return new JsonObject().put("state", "finished").put("assignments", new JsonArray());
    }
    JsonArray responses =
        new JsonArray()
            .add(new JsonObject().put("text", "one").put("language", "en"))
            .add(new JsonObject().put("text", "two").put("language", "en"));
    JsonObject assignment =
        new JsonObject()
            .put("token", UUID.randomUUID().toString())
            .put("revision", 0)
            .put("prompt", new JsonObject().put("text", "which?"))
            .put("responses", responses);
    return new JsonObject()
        .put("state", "assigned")
        .put("assignments", new JsonArray().add(assignment));
  }

  private static void send(HttpServerRequest request, int status, JsonObject body) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .end(body.toBuffer());
  }
}
