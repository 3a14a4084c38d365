package dev.agon.server.training.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.http.TestSite;
import dev.agon.server.sql.StudyFixture;
import dev.agon.server.training.TrainingRig;
import dev.agon.server.training.TrainingSettings;
import dev.agon.server.training.registry.RewardModelStore;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
class RewardRoutesTest {
  @TempDir static Path folder = Path.of("");

  private TestSite site = TestSite.with(test -> new RewardRoutes(test.vertx, models(test))::mount);
  private @Nullable TrainingRig made;
  private StudyFixture study = TrainingRig.study(site.pool, 4, 20, 1);
  private String token = "";
  private String scorer = "";

  private static RewardModelStore models(TestSite test) {
    return new RewardModelStore(test.pool);
  }

  private TrainingRig rig() {
    return Objects.requireNonNull(made);
  }

  @BeforeAll
  void train() {
    made = new TrainingRig(site.vertx, site.pool, folder);
    token = token();
    rig().trainer();
    scorer = rig().scorer();
    TrainingRig.vote(study, 1, 0.1, 1);
    assertThat(rig().train(study.id(), TrainingSettings.DEFAULT).result().getInteger("version"))
        .isEqualTo(1);
    TrainingRig.vote(study, 1, 0.1, 2);
    assertThat(rig().train(study.id(), TrainingSettings.DEFAULT).result().getInteger("version"))
        .isEqualTo(2);
    assertThat(rig().models.promote(study.id(), 1, null, "test", false).await()).isTrue();
  }

  @AfterAll
  void close() {
    site.close();
  }

  private String token() {
    site.admin("tokens");
    long admin =
        site.pool
            .query("select id from admin where name = 'tokens'")
            .execute()
            .await()
            .iterator()
            .next()
            .getLong("id");
    return site.store.addAdminToken(admin, "rewards").await();
  }

  private HttpResponse<Buffer> post(String path, JsonObject body) {
    return site.send(
        HttpMethod.POST,
        path,
        Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json"),
        body.toBuffer());
  }

  private JsonObject rewards(Object version, List<String> responses) {
    JsonArray items = new JsonArray();
    responses.forEach(r -> items.add(new JsonObject().put("prompt", "Why?").put("response", r)));
    HttpResponse<Buffer> answer =
        post(
            "/api/v1/rewards",
            new JsonObject()
                .put("study", study.slug())
                .put("version", version)
                .put("items", items));
    assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(200);
    return answer.bodyAsJsonObject();
  }

  private static List<Double> values(JsonObject answer) {
    return answer.getJsonArray("rewards").stream()
        .map(entry -> ((JsonObject) entry).getDouble("overall"))
        .toList();
  }

  private static List<String> texts(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "Text " + i + " because ".repeat(i % 41) + "of river " + (i * 7919) % 1009)
        .toList();
  }

  @Test
  void ten_thousand_rewards_have_equal_bits_in_order_whatever_the_batch() {
    List<String> texts =
        IntStream.range(0, 10_000)
            .mapToObj(i -> "Text " + i + " because ".repeat(i % 41) + "of river")
            .toList();
    Map<Integer, List<Double>> byBatch = new HashMap<>();
    for (int batch : new int[] {256, 1_024, 7}) {
      List<Double> all = new ArrayList<>();
      int most = batch == 7 ? 2_100 : texts.size();
      for (int from = 0; from < most; from += batch) {
        all.addAll(values(rewards("promoted", texts.subList(from, Math.min(most, from + batch)))));
      }
      byBatch.put(batch, all);
    }
    List<Double> one = new ArrayList<>();
    for (String text : texts.subList(0, 200)) {
      one.addAll(values(rewards(1, List.of(text))));
    }

    assertThat(byBatch.get(1_024)).isEqualTo(byBatch.get(256)).hasSize(10_000);
    assertThat(byBatch.get(7)).isEqualTo(texts256(byBatch).subList(0, 2_100));
    assertThat(one).isEqualTo(texts256(byBatch).subList(0, 200));
    assertThat(texts256(byBatch).stream().distinct().count()).isGreaterThan(200);
  }

  private static List<Double> texts256(Map<Integer, List<Double>> byBatch) {
    return byBatch.getOrDefault(256, List.of());
  }

  @Test
  void no_answer_mixes_versions_while_they_are_promoted_under_load() {
    List<String> texts = texts(64);
    List<List<Double>> known = List.of(values(rewards(1, texts)), values(rewards(2, texts)));
    assertThat(known.get(0)).isNotEqualTo(known.get(1));
    AtomicBoolean over = new AtomicBoolean();
    int[] changes = {0};
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    CompletableFuture<Void> promoting =
        CompletableFuture.runAsync(
            () -> {
              int now = 1;
              while (!over.get()) {
                int next = 3 - now;
                if (rig().models.promote(study.id(), next, now, "test", false).await()) {
                  now = next;
                  changes[0]++;
                }
              }
              if (now == 2) {
                rig().models.promote(study.id(), 1, 2, "test", false).await();
              }
            },
            threads);
    List<CompletableFuture<int[]>> clients = new ArrayList<>();
    for (int c = 0; c < 4; c++) {
      clients.add(
          CompletableFuture.supplyAsync(
              () -> {
                int[] seen = {0, 0};
                for (int i = 0; i < 60; i++) {
                  JsonObject answer = rewards("promoted", texts);
                  int version = answer.getInteger("version");
                  assertThat(values(answer)).isEqualTo(known.get(version - 1));
                  seen[version - 1]++;
                }
                return seen;
              },
              threads));
    }
    int[] seen = {0, 0};
    clients.forEach(
        client -> {
          seen[0] += client.join()[0];
          seen[1] += client.join()[1];
        });
    over.set(true);
    promoting.join();

    System.out.printf(
        "240 answers under %d promotions: %d by version 1, %d by version 2%n",
        changes[0], seen[0], seen[1]);
    assertThat(changes[0]).isGreaterThan(5);
    assertThat(seen[0]).isPositive();
    assertThat(seen[1]).isPositive();
  }

  @Test
  void the_best_of_several_come_first_and_length_may_cost() {
    JsonObject body =
        new JsonObject()
            .put("study", study.slug())
            .put("prompt", "Why?")
            .put(
                "candidates",
                new JsonArray()
                    .add("stone garden")
                    .add("river because because because stone because garden")
                    .add("window because copper"))
            .put("k", 2);

    JsonArray top = post("/api/v1/best-of-n", body).bodyAsJsonObject().getJsonArray("top");
    JsonArray dear =
        post("/api/v1/best-of-n", body.copy().put("length_penalty", 1_000))
            .bodyAsJsonObject()
            .getJsonArray("top");

    assertThat(top).hasSize(2);
    assertThat(top.getJsonObject(0).getInteger("index")).isEqualTo(1);
    assertThat(top.getJsonObject(0).getDouble("score"))
        .isEqualTo(top.getJsonObject(0).getDouble("reward"));
    assertThat(dear.getJsonObject(0).getInteger("index")).isZero();
    assertThat(dear.getJsonObject(0).getDouble("score"))
        .isEqualTo(dear.getJsonObject(0).getDouble("reward") - 12);
  }

  @Test
  void wrong_requests_are_told_field_by_field() {
    JsonObject wrong =
        new JsonObject()
            .put("study", study.slug())
            .put("version", "latest")
            .put("colour", 1)
            .put("items", new JsonArray().add(new JsonObject().put("response", 7)).add("text"));

    HttpResponse<Buffer> answer = post("/api/v1/rewards", wrong);

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.getHeader("Content-Type")).startsWith("application/problem+json");
    assertThat(
            answer.bodyAsJsonObject().getJsonArray("errors").stream()
                .map(e -> ((JsonObject) e).getString("field")))
        .containsExactlyInAnyOrder("version", "colour", "items[0].response", "items[1]");
    assertThat(status(new JsonObject().put("study", "none").put("items", one()))).isEqualTo(422);
    assertThat(
            status(
                new JsonObject().put("study", study.slug()).put("version", 99).put("items", one())))
        .isEqualTo(422);
    JsonArray many = new JsonArray();
    IntStream.range(0, 1_025).forEach(i -> many.add(one().getValue(0)));
    assertThat(status(new JsonObject().put("study", study.slug()).put("items", many)))
        .isEqualTo(422);
    assertThat(
            site.send(
                    HttpMethod.POST,
                    "/api/v1/rewards",
                    Map.of("Authorization", "Bearer " + token),
                    Buffer.buffer("{"))
                .statusCode())
        .isEqualTo(400);
    assertThat(
            site.send(
                    HttpMethod.POST,
                    "/api/v1/rewards",
                    Map.of("Authorization", "Bearer nothing"),
                    wrong.toBuffer())
                .statusCode())
        .isEqualTo(401);
  }

  @Test
  void whoever_asks_for_too_much_at_once_is_told_when_to_come_back() {
    List<String> texts = texts(1_000);
    JsonArray items = new JsonArray();
    texts.forEach(text -> items.add(new JsonObject().put("response", text.repeat(8))));
    JsonObject body = new JsonObject().put("study", study.slug()).put("items", items);
    List<Future<HttpResponse<Buffer>>> together = new ArrayList<>();
    WebClient client = WebClient.create(site.vertx);
    for (int i = 0; i < 24; i++) {
      together.add(
          client
              .post(site.port, "127.0.0.1", "/api/v1/rewards")
              .putHeader("Authorization", "Bearer " + token)
              .sendBuffer(body.toBuffer()));
    }
    List<Integer> statuses = together.stream().map(future -> future.await().statusCode()).toList();

    assertThat(statuses).contains(200, 429).containsOnly(200, 429);
    together.stream()
        .map(Future::result)
        .filter(answer -> answer.statusCode() == 429)
        .forEach(answer -> assertThat(answer.getHeader("Retry-After")).isEqualTo("1"));
  }

  @Test
  void without_a_scorer_the_answer_says_so() {
    site.vertx.undeploy(scorer).await();
    try {
      HttpResponse<Buffer> answer =
          post("/api/v1/rewards", new JsonObject().put("study", study.slug()).put("items", one()));

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.getHeader("Retry-After")).isEqualTo("5");
      assertThat(answer.bodyAsString()).contains("No process with the role scorer");
    } finally {
      scorer = rig().scorer();
    }
  }

  private int status(JsonObject body) {
    return post("/api/v1/rewards", body).statusCode();
  }

  private static JsonArray one() {
    return new JsonArray().add(new JsonObject().put("response", "Because."));
  }
}
