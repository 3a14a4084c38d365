package dev.agon.server.job;

import dev.agon.server.bus.Address;
import dev.agon.server.bus.JobAdded;
import dev.agon.server.sql.Outage;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does jobs of some kinds, a few at a time, the oldest first. Messages wake it; without any it
 * finds its work in the rows every second. Its event loop only coordinates and keeps leases, which
 * therefore never wait for the work.
 */
public final class JobVerticle extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(JobVerticle.class);
  private static final long POLL_MS = 1_000;
  private static final long KEEP_MS = 5_000;
  private static final Duration REST = Duration.ofSeconds(3);

  private final JobStore store;
  private final Map<String, JobWork> works;
  private final int atOnce;
  private final String name;
  private final Map<Long, JobRun> runs = new HashMap<>();
  private final Map<Long, Future<Boolean>> ends = new HashMap<>();
  private long restsUntil = System.nanoTime();
  private boolean looking;
  private boolean again;
  private boolean stopping;

  /**
   * A worker.
   *
   * @param name that no other worker ever has
   * @param atOnce how many jobs it does at a time
   */
  public JobVerticle(JobStore store, List<JobWork> works, String name, int atOnce) {
    this.store = store;
    this.works = works.stream().collect(Collectors.toMap(JobWork::kind, Function.identity()));
    this.name = name;
    this.atOnce = atOnce;
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(1, POLL_MS, timer -> wake());
    vertx.setPeriodic(1, KEEP_MS, timer -> keep());
    return vertx
        .eventBus()
        .<JsonObject>consumer(
            Address.JOB_ADDED,
            message -> {
              if (works.containsKey(JobAdded.fromJson(message.body()).kind())) {
                wake();
              }
            })
        .completion();
  }

  @Override
  public Future<?> stop() {
    stopping = true;
    runs.values().forEach(JobRun::stop);
    return Future.join(List.copyOf(ends.values())).otherwiseEmpty();
  }

  private void keep() {
    store
        .keep(name)
        .onFailure(failure -> Outage.warn(log, "jobs could not be looked after", failure));
  }

  private void wake() {
    if (stopping || runs.size() >= atOnce) {
      return;
    }
    if (looking) {
      again = true;
    } else if (System.nanoTime() - restsUntil >= 0) {
      looking = true;
      again = false;
      Set<String> kinds = works.keySet();
      store
          .offered(name, kinds)
          .onSuccess(this::begin)
          .onFailure(failure -> rest("jobs could not be looked up", failure))
          .onComplete(
              looked -> {
                looking = false;
                if (again) {
                  wake();
                }
              });
    }
  }

  private void begin(List<Long> offered) {
    for (long id : offered) {
      if (!stopping && runs.size() < atOnce && !runs.containsKey(id)) {
        JobRun run = new JobRun(vertx, store, name);
        runs.put(id, run);
        Future<Boolean> end = run.run(id, works::get);
        ends.put(id, end);
        end.onComplete(done -> ended(id, done.cause()));
      }
    }
  }

  private void ended(long id, @Nullable Throwable failure) {
    runs.remove(id);
    ends.remove(id);
    if (failure == null) {
      wake();
    } else {
      rest("a job broke off, the next try is soon", failure);
    }
  }

  private void rest(String why, Throwable failure) {
    Outage.warn(log, why, failure);
    restsUntil = System.nanoTime() + REST.toNanos();
  }
}
