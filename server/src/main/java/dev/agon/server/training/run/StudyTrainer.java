package dev.agon.server.training.run;

import dev.agon.server.core.LeaseStore;
import dev.agon.server.sql.Outage;
import dev.agon.server.training.TrainingPolicyStore;
import dev.agon.server.training.TrainingRunStore;
import dev.agon.server.training.TrainingRunStore.Heard;
import dev.agon.server.training.TrainingRunStore.Task;
import dev.agon.server.training.TrainingRunStore.Writer;
import dev.agon.server.training.registry.ModelFolder;
import dev.agon.server.training.registry.NewModel;
import dev.agon.server.training.registry.PublishedModels;
import dev.agon.server.training.registry.RewardModelStore;
import dev.agon.server.training.score.Encoders;
import dev.agon.server.training.score.TextVectors;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out the open run of one study: lease, data, vectors, training, a new version. All methods
 * run on the verticle's context; what takes long runs on the workers.
 */
final class StudyTrainer {
  private static final Logger log = LoggerFactory.getLogger(StudyTrainer.class);
  private static final long TELL_MS = 500;
  private static final long RENEW_MS = 2_000;
  private static final int MOST_ATTEMPTS = 5;
  private static final int DISCARDED_AT_ONCE = 100;

  /** What all trainings of a process share. */
  record Shared(
      Vertx vertx,
      WorkerExecutor workers,
      LeaseStore leases,
      TrainingRunStore runs,
      TrainingDataStore data,
      RewardModelStore models,
      TrainingPolicyStore policies,
      Encoders encoders,
      TextVectors vectors,
      PublishedModels published,
      ModelFolder folder) {}

  private final long study;
  private final Shared shared;
  private final TrainingHooks hooks = new TrainingHooks();
  private boolean lost;

  StudyTrainer(long study, Shared shared) {
    this.study = study;
    this.shared = shared;
  }

  /** Asks for the end of what is under way, for example because the process ends. */
  void stop() {
    lost = true;
    hooks.stop();
  }

  /** Carries the run out; answers whether there was one to be had. Fails when it may be retried. */
  Future<Boolean> run() {
    return shared
        .leases()
        .claim(study)
        .compose(
            fence -> {
              if (fence.isEmpty()) {
                return Future.succeededFuture(false);
              }
              Writer writer = new Writer(study, shared.leases().holder(), fence.getAsLong());
              long timer = shared.vertx().setPeriodic(RENEW_MS, t -> renew());
              return shared
                  .runs()
                  .take(writer)
                  .compose(task -> carryOut(writer, task))
                  .eventually(
                      () -> {
                        shared.vertx().cancelTimer(timer);
                        return shared.leases().release(List.of(study));
                      });
            });
  }

  private void renew() {
    shared
        .leases()
        .renew(List.of(study))
        .onSuccess(
            held -> {
              if (held.isEmpty()) {
                log.info("study {}: the lease ended before it was renewed", study);
                stop();
              }
            })
        .onFailure(
            failure ->
                Outage.warn(log, "study " + study + ": the lease could not be renewed", failure));
  }

  private Future<Boolean> carryOut(Writer writer, Optional<Task> open) {
    if (open.isEmpty()) {
      return Future.succeededFuture(false);
    }
    Task task = open.get();
    if (task.cancelled()) {
      return shared.runs().end(writer, task.run(), null).map(true);
    }
    if (task.attempts() > MOST_ATTEMPTS) {
      String error = "The trainer stopped %d times before the end.".formatted(MOST_ATTEMPTS);
      return shared.runs().end(writer, task.run(), error).map(true);
    }
    long timer = shared.vertx().setPeriodic(TELL_MS, t -> tell(writer, task));
    return made(writer, task)
        .compose(model -> shared.models().write(writer, model))
        .onSuccess(version -> written(task, version))
        .map(true)
        .recover(failure -> broken(writer, task, failure))
        .eventually(
            () -> {
              shared.vertx().cancelTimer(timer);
              return Future.succeededFuture();
            });
  }

  private void tell(Writer writer, Task task) {
    TrainingHooks.Standing standing = hooks.standing();
    shared
        .runs()
        .progress(writer, task.run(), standing.state(), standing.progress())
        .onSuccess(
            heard -> {
              if (heard == Heard.LOST) {
                stop();
              } else if (heard == Heard.CANCEL) {
                hooks.stop();
              }
            })
        .onFailure(
            failure ->
                Outage.warn(log, "study " + study + ": progress could not be told", failure));
  }

  private Future<NewModel> made(Writer writer, Task task) {
    return shared
        .data()
        .read(study, task.toNumber())
        .compose(
            data -> {
              if (task.snapshot() != null && !data.snapshot().equals(task.snapshot())) {
                log.info("study {}: its data changed since the last attempt", study);
              }
              return shared
                  .runs()
                  .noteSnapshot(writer, task.run(), data.snapshot())
                  .compose(noted -> new RewardTraining(shared, hooks, writer, task, data).run());
            });
  }

  private void written(Task task, OptionalInt version) {
    if (version.isEmpty()) {
      log.info("study {}: another trainer took over, nothing was written", study);
      return;
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
                          ModelFolder.delete(shared.folder().checkpoints(study, task.run()));
                          for (String artifact : discarded) {
                            shared.folder().discard(artifact);
                          }
                          return null;
                        },
                        false))
        .onFailure(failure -> log.warn("study {}: old files are left over", study, failure));
  }

  /** A run that was told to stop ends, one that cannot succeed fails, any other is tried again. */
  private Future<Boolean> broken(Writer writer, Task task, Throwable failure) {
    if (lost) {
      return Future.succeededFuture(true);
    }
    if (hooks.stopped()) {
      return shared.runs().end(writer, task.run(), null).map(true);
    }
    if (Outage.caused(failure)) {
      return Future.failedFuture(failure);
    }
    if (failure instanceof IllegalArgumentException) {
      log.info("study {}: no training: {}", study, failure.getMessage());
    } else {
      log.warn("study {}: training failed", study, failure);
    }
    String message = failure.getMessage();
    String error = message == null ? failure.getClass().getSimpleName() : message;
    return shared.runs().end(writer, task.run(), error).map(true);
  }
}
