package dev.agon.server.job;

import dev.agon.server.bus.Address;
import dev.agon.server.bus.JobAdded;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Adds jobs and wakes their workers. */
public final class Jobs {
  private final Vertx vertx;
  private final JobStore store;

  /** Jobs on a bus and a database. */
  public Jobs(Vertx vertx, JobStore store) {
    this.vertx = vertx;
    this.store = store;
  }

  /** The rows. */
  public JobStore store() {
    return store;
  }

  /** Adds a job; empty when its kind allows one at a time and one is open. */
  public Future<OptionalLong> add(NewJob job) {
    return store
        .add(job)
        .onSuccess(
            added -> {
              if (added.isPresent()) {
                wake(job.kind());
              }
            });
  }

  /** Lets a job that has ended be done once more; false when somebody was earlier. */
  public Future<Boolean> again(Job job, JsonObject parameters, @Nullable String node) {
    return store
        .again(job, parameters, node)
        .onSuccess(
            begun -> {
              if (begun) {
                wake(job.kind());
              }
            });
  }

  /** Tells workers that there are jobs of a kind. Only a wake-up: a lost one costs a second. */
  public void wake(String kind) {
    vertx.eventBus().publish(Address.JOB_ADDED, new JobAdded(kind).toJson());
  }
}
