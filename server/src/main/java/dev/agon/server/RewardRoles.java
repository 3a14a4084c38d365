package dev.agon.server;

import dev.agon.server.config.Role;
import dev.agon.server.config.ServerConfig;
import dev.agon.server.core.LeaseStore;
import dev.agon.server.training.TrainingPolicyStore;
import dev.agon.server.training.TrainingRunStore;
import dev.agon.server.training.registry.ModelFolder;
import dev.agon.server.training.registry.RewardModelStore;
import dev.agon.server.training.run.TrainerVerticle;
import dev.agon.server.training.run.TrainingDataStore;
import dev.agon.server.training.score.EmbeddingStore;
import dev.agon.server.training.score.Encoders;
import dev.agon.server.training.score.ScorerVerticle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a process does with reward models: trains them, answers by them, both, or neither. */
final class RewardRoles {
  private static final Logger log = LoggerFactory.getLogger(RewardRoles.class);
  private static final int THREADS = Runtime.getRuntime().availableProcessors();
  private static final int SCORING_THREADS = Math.max(1, THREADS / 2);

  private final Vertx vertx;
  private final Pool pool;
  private final ServerConfig config;

  RewardRoles(Vertx vertx, Pool pool, ServerConfig config) {
    this.vertx = vertx;
    this.pool = pool;
    this.config = config;
  }

  Future<?> deploy() {
    boolean trains = config.roles().contains(Role.TRAINER);
    boolean scores = config.roles().contains(Role.SCORER);
    if (!trains && !scores) {
      return Future.succeededFuture();
    }
    // Shared, so that a process which does both loads an encoder once.
    Encoders encoders = new Encoders(config.models().endpoints(), THREADS);
    ModelFolder folder = new ModelFolder(config.models().folder());
    Future<?> scoring =
        scores
            ? vertx.deployVerticle(
                new ScorerVerticle(
                    new RewardModelStore(pool),
                    new EmbeddingStore(pool),
                    encoders,
                    folder,
                    SCORING_THREADS))
            : Future.succeededFuture();
    return scoring
        .compose(deployed -> trains ? logDevice() : Future.succeededFuture())
        .compose(
            logged ->
                trains
                    ? vertx.deployVerticle(new TrainerVerticle(stores(), encoders, folder))
                    : Future.succeededFuture());
  }

  /** A process that serves pages loads TensorFlow only when it is needed. */
  private Future<?> logDevice() {
    return config.roles().contains(Role.WEB)
        ? Future.succeededFuture()
        : vertx
            .executeBlocking(Encoders::device, false)
            .onSuccess(device -> log.info("trains on {}", device));
  }

  private TrainerVerticle.Stores stores() {
    return new TrainerVerticle.Stores(
        new LeaseStore(pool, LeaseStore.Work.TRAINING),
        new TrainingRunStore(pool),
        new TrainingDataStore(pool),
        new RewardModelStore(pool),
        new TrainingPolicyStore(pool),
        new EmbeddingStore(pool));
  }
}
