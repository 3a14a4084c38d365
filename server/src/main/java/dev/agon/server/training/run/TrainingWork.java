package dev.agon.server.training.run;

import dev.agon.server.job.JobTask;
import dev.agon.server.job.JobWork;
import dev.agon.server.training.TrainingPolicyStore;
import dev.agon.server.training.TrainingSettings;
import dev.agon.server.training.registry.ModelFolder;
import dev.agon.server.training.registry.PublishedModels;
import dev.agon.server.training.registry.RewardModelStore;
import dev.agon.server.training.score.EmbeddingStore;
import dev.agon.server.training.score.Encoders;
import dev.agon.server.training.score.TextVectors;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trains a reward model of a study: data, vectors, training, a new version. */
public final class TrainingWork implements JobWork {
  private static final Logger log = LoggerFactory.getLogger(TrainingWork.class);
  private static final int DISCARDED_AT_ONCE = 100;
  private static final Duration LONGEST = Duration.ofDays(2);

  private final Shared shared;

  /** What trainings read and write. */
  public record Stores(
      TrainingDataStore data,
      RewardModelStore models,
      TrainingPolicyStore policies,
      EmbeddingStore embeddings) {}

  /** What all trainings of a worker share. */
  record Shared(
      WorkerExecutor workers,
      TrainingDataStore data,
      RewardModelStore models,
      TrainingPolicyStore policies,
      Encoders encoders,
      TextVectors vectors,
      PublishedModels published,
      ModelFolder folder) {}

  /** Trainings on a thread of their own. */
  public TrainingWork(Vertx vertx, Stores stores, Encoders encoders, ModelFolder folder) {
    WorkerExecutor workers =
        vertx.createSharedWorkerExecutor("trainings", 1, LONGEST.toSeconds(), TimeUnit.SECONDS);
    this.shared =
        new Shared(
            workers,
            stores.data(),
            stores.models(),
            stores.policies(),
            encoders,
            new TextVectors(encoders, stores.embeddings(), workers),
            new PublishedModels(stores.models(), folder, workers),
            folder);
  }

  @Override
  public String kind() {
    return TrainingPolicyStore.KIND;
  }

  @Override
  public Future<JsonObject> run(JobTask task) {
    long study = Objects.requireNonNull(task.job().study());
    long to = Objects.requireNonNull(task.job().toNumber());
    TrainingSettings settings = TrainingSettings.fromJson(task.job().parameters());
    task.step("reading");
    return shared
        .data()
        .read(study, to)
        .compose(
            data -> {
              noteChange(task, data);
              return task.note(to, data.snapshot())
                  .compose(noted -> new RewardTraining(shared, task, study, settings, data).run());
            })
        .compose(model -> shared.models().write(task.lease(), model))
        .map(version -> written(study, task, version));
  }

  private static void noteChange(JobTask task, TrainingData data) {
    String before = task.job().snapshot();
    if (before != null && !before.equals(data.snapshot())) {
      log.info("job {}: its data changed since the last attempt", task.job().id());
    }
  }

  /** The version's row has ended the job already. */
  private JsonObject written(long study, JobTask task, OptionalInt version) {
    if (version.isEmpty()) {
      log.info("study {}: another trainer took over, nothing was written", study);
      return new JsonObject();
    }
    log.info("study {}: version {} is trained", study, version.getAsInt());
    shared
        .models()
        .discarded(study, DISCARDED_AT_ONCE)
        .compose(
            discarded ->
                shared
                    .workers()
                    .executeBlocking(
                        () -> {
                          ModelFolder.delete(shared.folder().checkpoints(study, task.job().id()));
                          for (String artifact : discarded) {
                            shared.folder().discard(artifact);
                          }
                          return null;
                        },
                        false))
        .onFailure(failure -> log.warn("study {}: old files are left over", study, failure));
    return new JsonObject().put("version", version.getAsInt());
  }
}
