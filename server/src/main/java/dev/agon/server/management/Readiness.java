package dev.agon.server.management;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.healthchecks.CheckResult;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.healthchecks.Status;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whether this process can be sent work: the database answers, has the migrations of this code, and
 * the process has begun and was not told to stop. The database is asked once a second at most,
 * whoever asks, so that the answer may be public. All calls may come from any thread.
 */
public final class Readiness {
  private static final long PATIENCE_MS = 2_000;
  private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private enum Stage {
    STARTING,
    SERVING,
    STOPPING
  }

  private record Answer(long at, Future<CheckResult> result) {}

  private final HealthChecks checks;
  private volatile Stage stage = Stage.STARTING;
  private @Nullable Answer last;

  public Readiness(Vertx vertx, HealthStore store) {
    this.checks =
        HealthChecks.create(vertx)
            .register("process", promise -> promise.complete(process()))
            .register(
                "database",
                PATIENCE_MS,
                promise -> answer(promise, store.answer().map(answered -> Status.OK())))
            .register(
                "migrations",
                PATIENCE_MS,
                promise -> answer(promise, store.missingMigrations().map(Readiness::migrations)));
  }

  /** All is deployed. */
  public void serve() {
    become(Stage.SERVING);
  }

  /** From now on it is not ready, and goes on answering. */
  public void stop() {
    become(Stage.STOPPING);
  }

  private synchronized void become(Stage next) {
    stage = next;
    last = null;
  }

  /** Each check with its state and, where it fails, the cause. */
  public synchronized Future<CheckResult> check() {
    long now = System.nanoTime();
    if (last == null || now - last.at > KEPT_NANOS) {
      last = new Answer(now, checks.checkStatus());
    }
    return last.result;
  }

  private Status process() {
    return switch (stage) {
      case STARTING -> failed("the process is starting");
      case SERVING -> Status.OK();
      case STOPPING -> failed("the process was told to stop");
    };
  }

  private static Status migrations(List<String> missing) {
    return missing.isEmpty()
        ? Status.OK()
        : failed("the database lacks the migrations " + String.join(", ", missing));
  }

  private static void answer(Promise<Status> promise, Future<Status> status) {
    status
        .otherwise(failure -> failed(String.valueOf(failure.getMessage())))
        .onComplete(done -> promise.tryComplete(done.result()));
  }

  private static Status failed(String cause) {
    return Status.KO(new JsonObject().put("cause", cause));
  }
}
