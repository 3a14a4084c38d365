package dev.agon.server.training.score;

import dev.agon.server.bus.Address;
import dev.agon.server.training.registry.ModelFolder;
import dev.agon.server.training.registry.PublishedModels;
import dev.agon.server.training.registry.RewardModelStore;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what reward models say of texts; one in every process with the scorer's role. It takes no
 * more than it can answer soon and says so to others.
 */
public final class ScorerVerticle extends VerticleBase {
  /** Too much waits already; the message of the failure is the seconds to wait. */
  static final int BUSY = 429;

  /** There is no such version here. */
  static final int UNKNOWN = 404;

  static final int BROKEN = 500;

  private static final Logger log = LoggerFactory.getLogger(ScorerVerticle.class);
  private static final int MOST_WAITING = 4 * ScoreRequest.MOST_ITEMS;
  private static final int LONGEST_SCORING_SECONDS = 300;

  private final RewardModelStore models;
  private final EmbeddingStore embeddings;
  private final Encoders encoders;
  private final ModelFolder folder;
  private final int threads;
  private @Nullable Scorer scorer;
  private int waiting;

  /**
   * A scorer.
   *
   * @param threads that encode and score
   */
  public ScorerVerticle(
      RewardModelStore models,
      EmbeddingStore embeddings,
      Encoders encoders,
      ModelFolder folder,
      int threads) {
    this.models = models;
    this.embeddings = embeddings;
    this.encoders = encoders;
    this.folder = folder;
    this.threads = threads;
  }

  @Override
  public Future<?> start() {
    var workers =
        vertx.createSharedWorkerExecutor(
            "scorer-" + UUID.randomUUID(), threads, LONGEST_SCORING_SECONDS, TimeUnit.SECONDS);
    scorer =
        new Scorer(
            workers,
            models,
            encoders,
            new TextVectors(encoders, embeddings, workers),
            new PublishedModels(models, folder, workers));
    return vertx.eventBus().<JsonObject>consumer(Address.REWARDS_SCORE, this::answer).completion();
  }

  private void answer(Message<JsonObject> message) {
    ScoreRequest request = ScoreRequest.fromJson(message.body());
    int items = request.items().size();
    if (waiting > 0 && waiting + items > MOST_WAITING) {
      message.fail(BUSY, "1");
      return;
    }
    waiting += items;
    Objects.requireNonNull(scorer, "not started")
        .score(request)
        .onComplete(
            done -> {
              waiting -= items;
              if (done.succeeded()) {
                message.reply(done.result().toJson());
              } else {
                refuse(message, done.cause());
              }
            });
  }

  private static void refuse(Message<JsonObject> message, Throwable failure) {
    if (failure instanceof PublishedModels.Unusable) {
      message.fail(UNKNOWN, failure.getMessage());
    } else {
      log.warn("rewards could not be computed", failure);
      message.fail(BROKEN, "The rewards could not be computed.");
    }
  }
}
