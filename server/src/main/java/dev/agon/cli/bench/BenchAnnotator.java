package dev.agon.cli.bench;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One annotator with a bearer token, calling the public HTTP API from a thread of its own. */
final class BenchAnnotator {
  private static final long TIMEOUT_MS = 10_000;

  private final WebClient client;
  private final String host;
  private final int port;
  private final String study;
  private final String token;
  private final long timeoutMs;

  BenchAnnotator(WebClient client, String host, int port, String study, String token) {
    this(client, host, port, study, token, TIMEOUT_MS);
  }

  BenchAnnotator(
      WebClient client, String host, int port, String study, String token, long timeoutMs) {
    this.timeoutMs = timeoutMs;
    this.client = client;
    this.host = host;
    this.port = port;
    this.study = study;
    this.token = token;
  }

  /** An answer; {@code body} is empty when there was none. */
  record Answer(int status, JsonObject body) {
    boolean committed() {
      return status == 200 || status == 201;
    }

    long number() {
      return body.getLong("number");
    }

    /** The first assignment to show, null when there is none. */
    @Nullable JsonObject assignment() {
      JsonArray all = body.getJsonArray("assignments");
      return all == null || all.isEmpty() ? null : all.getJsonObject(0);
    }
  }

  /** The server could not be asked, or did not answer. */
  static final class Unreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreachable(Exception cause) {
      super(cause);
    }

    /** Whether there was no answer in time; else the connection was refused or broke. */
    boolean timedOut() {
      return getCause() instanceof TimeoutException;
    }
  }

  Answer draw() {
    return post("/assignments", null, new JsonObject());
  }

  Answer vote(String assignment, UUID key, int replaces, String choice) {
    return post(
        "/votes",
        key,
        new JsonObject()
            .put("assignment", assignment)
            .put("replaces", replaces)
            .put("choice", choice)
            .put("shown_ms_ago", 900)
            .put("active_ms", 800));
  }

  Answer withdraw(String assignment, UUID key, int replaces) {
    return post(
        "/votes",
        key,
        new JsonObject()
            .put("assignment", assignment)
            .put("replaces", replaces)
            .put("withdrawn", true));
  }

  Answer skip(String assignment) {
    return post("/assignments/" + assignment + "/skip", null, new JsonObject());
  }

  private Answer post(String path, @Nullable UUID key, JsonObject body) {
    var request =
        client
            .post(port, host, "/studies/" + study + path)
            .timeout(timeoutMs)
            .bearerTokenAuthentication(token);
    if (key != null) {
      request.putHeader("Idempotency-Key", key.toString());
    }
    HttpResponse<Buffer> response;
    try {
      response = request.sendJsonObject(body).await();
    } catch (Exception e) {
      // A Vert.x future throws its cause as it is, checked or not.
      throw new Unreachable(e);
    }
    return new Answer(response.statusCode(), document(response));
  }

  /** Empty where something on the way has answered instead of the server. */
  private static JsonObject document(HttpResponse<Buffer> response) {
    try {
      JsonObject document = response.body() == null ? null : response.bodyAsJsonObject();
      return document == null ? new JsonObject() : document;
    } catch (DecodeException e) {
      return new JsonObject();
    }
  }
}
