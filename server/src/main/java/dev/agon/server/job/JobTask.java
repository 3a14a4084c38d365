package dev.agon.server.job;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job under way: what is to be done, where it stands, and whether it is to end. Work tells from
 * any thread; the event loop writes it down.
 */
public final class JobTask {
  private final Job job;
  private final JobLease lease;
  private final JobStore store;
  private final List<Runnable> listeners = new ArrayList<>();
  private volatile Standing standing = new Standing(null, new JsonObject());
  private volatile boolean stopped;
  private long stepSince = System.nanoTime();

  /** What was told last. */
  record Standing(@Nullable String step, JsonObject progress) {}

  JobTask(JobStore.Taken taken, JobStore store) {
    this.job = taken.job();
    this.lease = taken.lease();
    this.store = store;
  }

  /** The job as it was taken. */
  public Job job() {
    return job;
  }

  /** Under which results are written. */
  public JobLease lease() {
    return lease;
  }

  /** Another part of the work begins; nothing is known of how far it is. */
  public void step(String step) {
    tell(step, new JsonObject());
  }

  /** Where a part of the work stands, in members of its own. */
  public synchronized void tell(String step, JsonObject progress) {
    if (!step.equals(standing.step())) {
      stepSince = System.nanoTime();
    }
    standing = new Standing(step, progress);
  }

  /** So many of so many things are done; pace and time left follow from it. */
  public synchronized void count(String step, long done, long of) {
    JsonObject progress = new JsonObject().put("step", done).put("steps", of);
    tell(step, progress);
    double seconds = (System.nanoTime() - stepSince) / 1e9;
    if (done > 0 && seconds > 0) {
      double pace = done / seconds;
      progress.put("perSecond", pace).put("secondsLeft", (of - done) / pace);
    }
  }

  /**
   * Notes what is read: the study's number, null for none, and the SHA-256 in hexadecimal digits.
   */
  public Future<Void> note(@Nullable Long number, String snapshot) {
    return store.note(lease, number, snapshot);
  }

  /** Whether the work is to end. */
  public boolean stopped() {
    return stopped;
  }

  /** Is called once when the work is to end, on an event loop; at once if it is so already. */
  public void onStop(Runnable listener) {
    synchronized (listeners) {
      if (!stopped) {
        listeners.add(listener);
        return;
      }
    }
    listener.run();
  }

  Standing standing() {
    return standing;
  }

  void stop() {
    List<Runnable> told;
    synchronized (listeners) {
      stopped = true;
      told = List.copyOf(listeners);
      listeners.clear();
    }
    told.forEach(Runnable::run);
  }
}
