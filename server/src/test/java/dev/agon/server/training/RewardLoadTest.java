package dev.agon.server.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.http.TestSite;
import dev.agon.server.sql.StudyFixture;
import dev.agon.server.training.registry.RewardModelStore;
import dev.agon.server.training.score.RewardRoutes;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rewards of texts whose vectors are known, while the same machine trains. */
@Tag("slow")
class RewardLoadTest {
  private static final int TEXTS = 10_000;
  private static final TrainingSettings SETTINGS =
      new TrainingSettings("remote", "linear", "bradley-terry,weights", 5, 5, 1);

  @Test
  void ten_thousand_rewards_are_answered_soon_and_alike_while_a_training_runs(@TempDir Path folder)
      throws Exception {
    try (EmbeddingServer embeddings = new EmbeddingServer();
        TestSite site =
            TestSite.with(
                test -> new RewardRoutes(test.vertx, new RewardModelStore(test.pool))::mount)) {
      TrainingRig rig =
          new TrainingRig(site.vertx, site.pool, folder, List.of(embeddings.endpoint()));
      rig.trainer();
      rig.scorer();
      StudyFixture study = TrainingRig.study(site.pool, 4, 24, 1);
      TrainingRig.vote(study, 2, 0.1, 1);
      assertThat(rig.train(study.id(), SETTINGS).result().getInteger("version")).isEqualTo(1);
      rig.promote(study, 1);
      List<String> texts =
          IntStream.range(0, TEXTS)
              .mapToObj(i -> "Text " + i + " because of river " + (i * 7919) % 1009)
              .toList();
      String cookie = site.admin("ada");
      ask(site, cookie, study, texts, 1_000, new ArrayList<>());
      long known = embeddings.texts();

      AtomicBoolean over = new AtomicBoolean();
      Thread training = Thread.startVirtualThread(() -> trainUntil(rig, study, over));
      List<List<Double>> all = new ArrayList<>();
      for (int batch : new int[] {256, 7, 1}) {
        List<Double> millis = new ArrayList<>();
        all.add(ask(site, cookie, study, texts, batch, millis));
        millis.sort(null);
        System.out.printf(
            "%d rewards in batches of %d: p50 %.1f ms, p99 %.1f ms, most %.1f ms%n",
            TEXTS,
            batch,
            millis.get(millis.size() / 2),
            millis.get((int) (0.99 * millis.size())),
            millis.getLast());
      }
      over.set(true);
      training.join();

      assertThat(all.get(0)).hasSize(TEXTS).isEqualTo(all.get(1)).isEqualTo(all.get(2));
      assertThat(embeddings.texts()).as("every text is encoded once").isEqualTo(known);
      assertThat(rig.models.list(study.id(), 100).await().size())
          .as("it did train")
          .isGreaterThan(2);
    }
  }

  private static void trainUntil(TrainingRig rig, StudyFixture study, AtomicBoolean over) {
    while (!over.get()) {
      rig.train(study.id(), SETTINGS);
    }
  }

  private static List<Double> ask(
      TestSite site,
      String cookie,
      StudyFixture study,
      List<String> texts,
      int batch,
      List<Double> millis) {
    List<Double> rewards = new ArrayList<>();
    for (int from = 0; from < texts.size(); from += batch) {
      JsonArray items = new JsonArray();
      texts
          .subList(from, Math.min(texts.size(), from + batch))
          .forEach(text -> items.add(new JsonObject().put("response", text)));
      Buffer body =
          new JsonObject()
              .put("study", study.slug())
              .put("version", 1)
              .put("items", items)
              .toBuffer();
      long started = System.nanoTime();
      HttpResponse<Buffer> answer =
          site.send(
              HttpMethod.POST,
              "/api/v1/rewards",
              Map.of("Cookie", cookie, "Origin", site.origin(), "Content-Type", "application/json"),
              body);
      millis.add((System.nanoTime() - started) / 1e6);
      assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(200);
      for (Object entry : answer.bodyAsJsonObject().getJsonArray("rewards")) {
        rewards.add(((JsonObject) entry).getDouble("overall"));
      }
    }
    return rewards;
  }
}
