package dev.agon.server.job;

import dev.agon.server.sql.Outage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does one job: takes it under a lease, keeps the lease by telling how far it is, hears of wishes
 * to cancel, and writes how it ended. All methods run on one event loop.
 */
public final class JobRun {
  private static final Logger log = LoggerFactory.getLogger(JobRun.class);
  private static final long TELL_MS = 500;
  private static final int MOST_ATTEMPTS = 5;

  private final Vertx vertx;
  private final JobStore store;
  private final String worker;
  private @Nullable JobTask task;
  private boolean lost;
  private boolean over;
  private boolean stopping;

  /** A run by the worker of this name. */
  public JobRun(Vertx vertx, JobStore store, String worker) {
    this.vertx = vertx;
    this.store = store;
    this.worker = worker;
  }

  /** Asks for the end of what is under way, because the process ends. */
  void stop() {
    stopping = true;
    if (task != null) {
      task.stop();
    }
  }

  /**
   * Does the job.
   *
   * @param works gives the work of a kind
   * @return whether it could be had. It fails when the job may be tried again.
   */
  public Future<Boolean> run(long id, Function<String, JobWork> works) {
    return store.take(id, worker).compose(taken -> taken(taken, works));
  }

  private Future<Boolean> taken(Optional<JobStore.Taken> taken, Function<String, JobWork> works) {
    if (taken.isEmpty()) {
      return Future.succeededFuture(false);
    }
    JobTask begun = new JobTask(taken.get(), store);
    task = begun;
    if (stopping) {
      begun.stop();
    }
    return done(begun, works.apply(begun.job().kind()))
        .eventually(() -> lost ? Future.succeededFuture() : store.release(begun.lease()))
        .map(true);
  }

  private Future<Void> done(JobTask begun, JobWork work) {
    Job job = begun.job();
    if (job.cancel()) {
      return store.end(begun.lease(), JobState.CANCELLED, new JsonObject(), null);
    }
    if (job.attempts() > MOST_ATTEMPTS) {
      return failed(begun, new JsonObject().put(Job.WHY, "broke-off"), null);
    }
    long timer = vertx.setPeriodic(TELL_MS, t -> tell(begun));
    return work(begun, work)
        .onComplete(
            ended -> {
              vertx.cancelTimer(timer);
              over = true;
            })
        .compose(result -> store.end(begun.lease(), JobState.DONE, result, null))
        .recover(failure -> broken(begun, failure));
  }

  private static Future<JsonObject> work(JobTask begun, JobWork work) {
    try {
      return work.run(begun);
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private void tell(JobTask begun) {
    JobTask.Standing standing = begun.standing();
    store
        .tell(begun.lease(), standing.step(), standing.progress())
        .onSuccess(
            heard -> {
              if (over) {
                return;
              }
              if (heard == JobStore.Heard.LOST) {
                log.info("job {}: the lease ended before it was renewed", begun.job().id());
                lost = true;
              }
              if (heard != JobStore.Heard.GO_ON) {
                begun.stop();
              }
            })
        .onFailure(
            failure ->
                Outage.warn(log, "job " + begun.job().id() + " cannot say how far it is", failure));
  }

  /** A job that was told to stop ends, one that cannot succeed fails, any other is tried again. */
  private Future<Void> broken(JobTask begun, Throwable failure) {
    if (lost) {
      return Future.succeededFuture();
    }
    Job job = begun.job();
    if (stopping) {
      // Whatever has the files ends with this process; the rest goes on elsewhere.
      return job.node() == null
          ? Future.succeededFuture()
          : failed(begun, new JsonObject().put(Job.WHY, "interrupted"), null);
    }
    if (begun.stopped() || failure instanceof CancellationException) {
      return store.end(begun.lease(), JobState.CANCELLED, new JsonObject(), null);
    }
    if (failure instanceof JobRefused refused) {
      return store.end(begun.lease(), JobState.REFUSED, refused.result(), null);
    }
    if (failure instanceof JobFailed known) {
      return failed(begun, new JsonObject().put(Job.WHY, known.why()), null);
    }
    if (Outage.caused(failure)) {
      return Future.failedFuture(failure);
    }
    String message = failure.getMessage();
    if (failure instanceof IllegalArgumentException && message != null) {
      log.info("job {} ({}): {}", job.id(), job.kind(), message);
      return failed(begun, new JsonObject(), message);
    }
    log.error("job {} ({}) failed", job.id(), job.kind(), failure);
    return failed(
        begun,
        new JsonObject().put(Job.WHY, "unexpected"),
        message == null ? failure.getClass().getSimpleName() : message);
  }

  private Future<Void> failed(JobTask begun, JsonObject result, @Nullable String error) {
    return store.end(begun.lease(), JobState.FAILED, result, error);
  }
}
