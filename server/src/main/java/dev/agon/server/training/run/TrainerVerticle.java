package dev.agon.server.training.run;

import dev.agon.server.bus.Address;
import dev.agon.server.bus.TrainBatch;
import dev.agon.server.config.EncoderEndpoint;
import dev.agon.server.core.LeaseStore;
import dev.agon.server.sql.Outage;
import dev.agon.server.training.TrainingPolicyStore;
import dev.agon.server.training.TrainingRunStore;
import dev.agon.server.training.registry.ModelFolder;
import dev.agon.server.training.registry.PublishedModels;
import dev.agon.server.training.registry.RewardModelStore;
import dev.agon.server.training.score.EmbeddingStore;
import dev.agon.server.training.score.Encoders;
import dev.agon.server.training.score.EndpointEncoder;
import dev.agon.server.training.score.TextVectors;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains reward models, one after the other; one in every process with the trainer's role. Messages
 * wake it; without any it finds its work in the rows every second. Its event loop only coordinates
 * and renews the lease, which therefore never waits for the training on its worker.
 */
public final class TrainerVerticle extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(TrainerVerticle.class);
  private static final long POLL_MS = 1_000;
  private static final Duration REST = Duration.ofSeconds(3);
  private static final Duration LONGEST = Duration.ofDays(2);

  private final Stores stores;
  private final Encoders encoders;
  private final ModelFolder folder;
  private StudyTrainer.@Nullable Shared shared;
  private @Nullable StudyTrainer current;
  private Future<Void> step = Future.succeededFuture();
  private long restsUntil = System.nanoTime();
  private boolean again;
  private boolean stopping;

  /** What a trainer reads and writes. */
  public record Stores(
      LeaseStore leases,
      TrainingRunStore runs,
      TrainingDataStore data,
      RewardModelStore models,
      TrainingPolicyStore policies,
      EmbeddingStore embeddings) {}

  /** A trainer. */
  public TrainerVerticle(Stores stores, Encoders encoders, ModelFolder folder) {
    this.stores = stores;
    this.encoders = encoders;
    this.folder = folder;
  }

  @Override
  public Future<?> start() {
    String holder = stores.leases().holder();
    var workers =
        vertx.createSharedWorkerExecutor(
            "trainer-" + holder, 1, LONGEST.toSeconds(), TimeUnit.SECONDS);
    shared =
        new StudyTrainer.Shared(
            vertx,
            workers,
            stores.leases(),
            stores.runs(),
            stores.data(),
            stores.models(),
            stores.policies(),
            encoders,
            new TextVectors(encoders, stores.embeddings(), workers),
            new PublishedModels(stores.models(), folder, workers),
            folder);
    vertx.setPeriodic(1, POLL_MS, timer -> wake());
    return Future.all(
        listen(Address.BATCH_TRAIN).completion(),
        listen(Address.batchTrainAt(holder)).completion(),
        announce());
  }

  @Override
  public Future<?> stop() {
    stopping = true;
    if (current != null) {
      current.stop();
    }
    return step.otherwiseEmpty();
  }

  /** Policies offer what some trainer can encode with. */
  private Future<Void> announce() {
    Future<Void> told = Future.succeededFuture();
    for (EncoderEndpoint endpoint : encoders.configured()) {
      told =
          told.compose(
                  before ->
                      stores
                          .embeddings()
                          .register(
                              endpoint.name(),
                              EndpointEncoder.version(endpoint),
                              endpoint.dimension()))
              .mapEmpty();
    }
    return told;
  }

  private MessageConsumer<JsonObject> listen(String address) {
    return vertx
        .eventBus()
        .consumer(
            address,
            message -> {
              TrainBatch.fromJson(message.body());
              wake();
            });
  }

  private void wake() {
    if (stopping) {
      return;
    }
    if (!step.isComplete()) {
      again = true;
    } else if (System.nanoTime() - restsUntil >= 0) {
      again = false;
      step = stores.runs().work(stores.leases().holder()).compose(this::first);
      step.onComplete(done -> ended(done.cause()));
    }
  }

  /** Carries out the oldest run that is to be had. */
  private Future<Void> first(List<Long> studies) {
    if (studies.isEmpty() || stopping || shared == null) {
      return Future.succeededFuture();
    }
    StudyTrainer trainer = new StudyTrainer(studies.getFirst(), shared);
    current = trainer;
    return trainer
        .run()
        .compose(
            done -> done ? Future.succeededFuture() : first(studies.subList(1, studies.size())));
  }

  private void ended(@Nullable Throwable failure) {
    current = null;
    if (failure != null) {
      Outage.warn(log, "a training broke off, the next try is soon", failure);
      restsUntil = System.nanoTime() + REST.toNanos();
    } else if (again) {
      wake();
    }
  }
}
