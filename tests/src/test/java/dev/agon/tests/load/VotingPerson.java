package dev.agon.tests.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.sql.StudyFixture;
import dev.agon.tests.RunningAgon;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;

/** Votes over HTTP, a few times a second; the first of them also waits for the board each time. */
final class VotingPerson {
  private static final long PAUSE_MS = 250;
  private static final long PATIENCE_MS = 30_000;

  private final RunningAgon agon;
  private final StudyFixture study;
  private final String token;
  private final boolean looksAtTheBoard;

  VotingPerson(RunningAgon agon, StudyFixture study, int k) {
    this.agon = agon;
    this.study = study;
    this.token = agon.token(study, study.annotator("person " + k));
    this.looksAtTheBoard = k == 0;
  }

  /** What one person did, and how long it waited at most. */
  record Work(long votes, long slowestAnswerMs, long slowestBoardMs) {}

  Work voteWhile(AtomicBoolean go) throws InterruptedException {
    JsonObject answer = post("/assignments", new JsonObject());
    long votes = 0;
    long slowestAnswer = 0;
    long slowestBoard = 0;
    while (go.get()) {
      JsonObject assignment = answer.getJsonArray("assignments").getJsonObject(0);
      long sent = System.nanoTime();
      answer =
          post(
              "/votes",
              new JsonObject()
                  .put("assignment", assignment.getString("token"))
                  .put("replaces", assignment.getInteger("revision"))
                  .put("choice", votes % 3 == 0 ? "tie" : "first"));
      votes++;
      slowestAnswer = Math.max(slowestAnswer, since(sent));
      if (looksAtTheBoard) {
        awaitBoard(answer.getLong("number"));
        slowestBoard = Math.max(slowestBoard, since(sent));
      }
      Thread.sleep(PAUSE_MS);
    }
    return new Work(votes, slowestAnswer, slowestBoard);
  }

  private void awaitBoard(long number) {
    String watermark = "select coalesce(max(watermark), 0) from leaderboard where study = $1";
    Awaitility.await("the board moves")
        .atMost(Duration.ofMillis(PATIENCE_MS))
        .pollInSameThread()
        .pollInterval(Duration.ofMillis(10))
        .until(() -> study.scalar(watermark, study.id()) >= number);
  }

  private static long since(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }

  private JsonObject post(String path, JsonObject body) {
    HttpResponse<String> answer =
        agon.send(
            agon.request("/studies/" + study.slug() + path)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString(body.encode())));
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
    return new JsonObject(answer.body());
  }
}
