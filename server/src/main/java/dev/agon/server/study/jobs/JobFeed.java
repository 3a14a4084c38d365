package dev.agon.server.study.jobs;

import dev.agon.server.http.Sse;
import dev.agon.server.http.input.Documents;
import dev.agon.server.job.Job;
import dev.agon.server.job.JobStore;
import dev.agon.server.job.JobView;
import dev.agon.server.sql.Outage;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends jobs to those who watch them on this node, whatever node works on them: the rows of watched
 * jobs are read twice a second, and no others.
 */
public final class JobFeed {
  private static final Logger log = LoggerFactory.getLogger(JobFeed.class);
  private static final long LOOK_MS = 500;

  private final JobStore store;
  private final Sse sse;
  private final Map<Long, String> watched = new ConcurrentHashMap<>();

  /** A feed; make one of them a process. */
  public JobFeed(Vertx vertx, JobStore store, Sse sse) {
    this.store = store;
    this.sse = sse;
    vertx.setPeriodic(LOOK_MS, timer -> watched.keySet().forEach(this::look));
  }

  static String topic(long job) {
    return "job " + job;
  }

  static Sse.Message message(Job job) {
    return Sse.Message.of("", "job", Documents.text(JobView.of(job).document()));
  }

  /** Begins to look at a job that somebody reads. */
  void watch(Job job) {
    watched.putIfAbsent(job.id(), message(job).text());
  }

  private void look(long id) {
    // In one step, so that a reader who comes just now is not overlooked.
    if (watched.computeIfPresent(id, (job, last) -> isRead(job) ? last : null) == null) {
      return;
    }
    store
        .find(id)
        .onSuccess(found -> send(id, found))
        .onFailure(failure -> Outage.warn(log, "job " + id + " could not be looked at", failure));
  }

  private boolean isRead(long id) {
    return sse.readers(topic(id)) > 0;
  }

  private void send(long id, Optional<Job> found) {
    if (found.isEmpty()) {
      return;
    }
    Sse.Message message = message(found.get());
    if (!found.get().open()) {
      watched.remove(id);
      sse.end(topic(id), message);
    } else if (!message.text().equals(watched.put(id, message.text()))) {
      sse.publish(topic(id), message);
    }
  }
}
