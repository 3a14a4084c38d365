package dev.agon.server;

import dev.agon.server.config.Role;
import dev.agon.server.config.ServerConfig;
import dev.agon.server.job.JobStore;
import dev.agon.server.job.JobVerticle;
import dev.agon.server.sql.Lease;
import dev.agon.server.training.TrainingPolicyStore;
import dev.agon.server.training.registry.ModelFolder;
import dev.agon.server.training.registry.RewardModelStore;
import dev.agon.server.training.run.TrainingDataStore;
import dev.agon.server.training.run.TrainingWork;
import dev.agon.server.training.score.EmbeddingStore;
import dev.agon.server.training.score.Encoders;
import dev.agon.server.training.score.ScorerVerticle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.List;
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
        .compose(logged -> trains ? trainer(encoders, folder) : Future.succeededFuture());
  }

  private Future<?> trainer(Encoders encoders, ModelFolder folder) {
    EmbeddingStore embeddings = new EmbeddingStore(pool);
    TrainingWork.Stores stores =
        new TrainingWork.Stores(
            new TrainingDataStore(pool),
            new RewardModelStore(pool),
            new TrainingPolicyStore(pool),
            embeddings);
    TrainingWork work = new TrainingWork(vertx, stores, encoders, folder);
    JobVerticle worker = new JobVerticle(new JobStore(pool), List.of(work), Lease.newHolder(), 1);
    return embeddings.announce(encoders).compose(announced -> vertx.deployVerticle(worker));
  }

  /** A process that serves pages loads TensorFlow only when it is needed. */
  private Future<?> logDevice() {
    return config.roles().contains(Role.WEB)
        ? Future.succeededFuture()
        : vertx
            .executeBlocking(Encoders::device, false)
            .onSuccess(device -> log.info("trains on {}", device));
  }
}
