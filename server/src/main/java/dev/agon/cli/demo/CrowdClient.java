package dev.agon.cli.demo;

import io.vertx.core.Future;
import io.vertx.core.Timer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One study's public HTTP API as annotators with bearer tokens use it. A request that meets an
 * overloaded server or a lost connection is sent again, a vote with the same key, until it is
 * answered or the client is closed. Used from one event loop.
 */
final class CrowdClient {
  private static final Logger LOG = LoggerFactory.getLogger(CrowdClient.class);
  private static final long REQUEST_TIMEOUT_MILLIS = 30_000;
  private static final int CONNECTIONS = 64;

  private final Vertx vertx;
  private final WebClient web;
  private final String study;
  private final Set<Timer> waits = new HashSet<>();
  private final LongAdder retries = new LongAdder();
  private boolean closed;

  /**
   * @param study the study's address, for example {@code http://127.0.0.1:8080/studies/demo}
   */
  CrowdClient(Vertx vertx, URI study) {
    this.vertx = vertx;
    this.study = study.toString();
    this.web =
        WebClient.create(
            vertx,
            new WebClientOptions().setUserAgent("agon-crowd"),
            new PoolOptions().setHttp1MaxSize(CONNECTIONS));
  }

  /** Asks for something to judge. */
  Future<Answer> draw(String bearer) {
    HttpRequest<Buffer> request = post("/assignments", bearer);
    return persist(request, new JsonObject(), 1).map(response -> read(response, false));
  }

  /** Sends a vote; the key names it however often it has to be sent. */
  Future<Answer> vote(String bearer, UUID key, JsonObject vote) {
    HttpRequest<Buffer> request =
        post("/votes", bearer).putHeader("Idempotency-Key", key.toString());
    return persist(request, vote, 1).map(response -> read(response, true));
  }

  /** Requests that had to be sent again so far; may be read from any thread. */
  long retries() {
    return retries.sum();
  }

  /** Sends nothing again from now on; what waits to be sent again fails. */
  void giveUpWaiting() {
    closed = true;
    Set.copyOf(waits).forEach(Timer::cancel);
  }

  void close() {
    web.close();
  }

  private HttpRequest<Buffer> post(String path, String bearer) {
    return web.postAbs(study + path)
        .timeout(REQUEST_TIMEOUT_MILLIS)
        .bearerTokenAuthentication(bearer);
  }

  private Future<HttpResponse<Buffer>> persist(
      HttpRequest<Buffer> request, JsonObject body, int attempt) {
    return request
        .sendJsonObject(body)
        .transform(
            sent -> {
              if (sent.succeeded() && !overloaded(sent.result())) {
                return Future.succeededFuture(sent.result());
              }
              String retryAfter = sent.succeeded() ? sent.result().getHeader("Retry-After") : null;
              LOG.debug("attempt {} failed", attempt, sent.cause());
              return pause(attempt, retryAfter)
                  .compose(waited -> persist(request, body, attempt + 1));
            });
  }

  private Future<Void> pause(int attempt, @Nullable String retryAfter) {
    if (closed) {
      return Future.failedFuture("closed before the request was answered");
    }
    retries.increment();
    Duration delay = Backoff.delay(attempt, retryAfter, ThreadLocalRandom.current().nextDouble());
    Timer wait = vertx.timer(delay.toMillis(), TimeUnit.MILLISECONDS);
    waits.add(wait);
    return wait.onComplete(done -> waits.remove(wait));
  }

  private static boolean overloaded(HttpResponse<Buffer> response) {
    return switch (response.statusCode()) {
      case 429, 502, 503, 504 -> true;
      default -> false;
    };
  }

  private static Answer read(HttpResponse<Buffer> response, boolean vote) {
    return switch (response.statusCode()) {
      case 200, 201 -> Answer.held(response.bodyAsJsonObject());
      case 404, 409, 410 -> vote ? new Answer.Lost() : refused(response);
      default -> refused(response);
    };
  }

  private static Answer refused(HttpResponse<Buffer> response) {
    String body = response.bodyAsString();
    return new Answer.Refused(response.statusCode(), body == null ? "" : body);
  }
}
