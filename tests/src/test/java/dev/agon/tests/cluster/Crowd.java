package dev.agon.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.http.session.Secrets;
import dev.agon.server.sql.StudyFixture;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;

/** Machine annotators that vote over HTTP, one vote at a time. */
final class Crowd implements AutoCloseable {
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final String url;
  private final StudyFixture study;
  private long acknowledged;
  private JsonArray assignments = new JsonArray();
  private String token = "";

  Crowd(String url, StudyFixture study) {
    this.url = url;
    this.study = study;
  }

  /** So many more votes, each answered with its receipt. */
  void vote(int count) throws IOException, InterruptedException {
    for (int i = 0; i < count; i++) {
      vote();
    }
  }

  long acknowledged() {
    return acknowledged;
  }

  /** The document of the board. */
  JsonObject board() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/studies/" + study.slug() + "/board.json"))
            .build();
    return new JsonObject(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  /** Waits until the board counts every acknowledged vote; gives how long that took. */
  Duration awaitBoard(Duration within) {
    long started = System.nanoTime();
    Awaitility.await("the board counts every acknowledged vote")
        .atMost(within)
        .pollInSameThread()
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() -> assertThat(board().getLong("watermark")).isEqualTo(acknowledged));
    return Duration.ofNanos(System.nanoTime() - started);
  }

  private void vote() throws IOException, InterruptedException {
    while (assignments.isEmpty()) {
      join();
    }
    JsonObject assignment = assignments.getJsonObject(0);
    JsonObject receipt =
        post(
            "/votes",
            new JsonObject()
                .put("assignment", assignment.getString("token"))
                .put("replaces", assignment.getInteger("revision"))
                .put("choice", acknowledged % 3 == 0 ? "tie" : "first"));
    acknowledged++;
    assignments = receipt.getJsonArray("assignments", new JsonArray());
  }

  private void join() throws IOException, InterruptedException {
    long annotator = study.annotator("machine " + UUID.randomUUID());
    token = Secrets.create();
    study.run(
        "insert into api_token (secret_hash, annotator, name) values ($1, $2, 'test')",
        Buffer.buffer(Secrets.hash(token)),
        annotator);
    assignments = post("/assignments", new JsonObject()).getJsonArray("assignments");
  }

  private JsonObject post(String path, JsonObject body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/studies/" + study.slug() + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .timeout(Duration.ofSeconds(20))
            .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
            .build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IllegalStateException(answer.statusCode() + " " + answer.body());
    }
    return new JsonObject(answer.body());
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
