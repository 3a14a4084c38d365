package dev.agon.server.ranking.rank;

import dev.agon.server.bus.Address;
import dev.agon.server.bus.LeaderboardUpdated;
import dev.agon.server.bus.RankBatch;
import dev.agon.server.sql.Outage;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ranks the studies it can get a lease on; one in every process with the ranker's role. Messages
 * wake it; without any it finds its work in the rows every second. Its event loop only coordinates
 * and renews leases, which therefore never wait for the fits on its worker pool.
 */
public final class RankerVerticle extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(RankerVerticle.class);
  private static final long POLL_MS = 1_000;
  private static final long RENEW_MS = 2_000;
  private static final Duration IDLE = Duration.ofMinutes(10);
  private static final Duration LONGEST_FIT = Duration.ofMinutes(10);

  private final LeaseStore leases;
  private final EventStore events;
  private final LeaderboardStore boards;
  private final int workers;
  private final Map<Long, StudyRanker> studies = new HashMap<>();
  private StudyRanker.@Nullable Shared shared;
  private boolean polling;
  private boolean stopping;

  /**
   * A ranker.
   *
   * @param workers how many studies may be counted or fitted at the same time
   */
  public RankerVerticle(
      LeaseStore leases, EventStore events, LeaderboardStore boards, int workers) {
    this.leases = leases;
    this.events = events;
    this.boards = boards;
    this.workers = workers;
  }

  @Override
  public Future<?> start() {
    var pool =
        vertx.createSharedWorkerExecutor(
            "ranker-" + leases.holder(), workers, LONGEST_FIT.toSeconds(), TimeUnit.SECONDS);
    shared = new StudyRanker.Shared(vertx, pool, leases, events, boards);
    vertx.setPeriodic(1, POLL_MS, timer -> poll());
    vertx.setPeriodic(RENEW_MS, timer -> renew());
    return Future.all(
        listen(Address.BATCH_RANK).completion(),
        listen(Address.batchRankAt(leases.holder())).completion());
  }

  @Override
  public Future<?> stop() {
    stopping = true;
    List<Future<Void>> steps = studies.values().stream().map(StudyRanker::settled).toList();
    return Future.join(steps).eventually(() -> leases.release(studies.keySet()));
  }

  private MessageConsumer<JsonObject> listen(String address) {
    return vertx
        .eventBus()
        .consumer(address, message -> wake(RankBatch.fromJson(message.body()).study()));
  }

  private void wake(long study) {
    if (!stopping) {
      studies.computeIfAbsent(study, this::ranker).wake();
    }
  }

  private StudyRanker ranker(long study) {
    return new StudyRanker(
        study,
        Objects.requireNonNull(shared, "not started"),
        watermark ->
            vertx
                .eventBus()
                .publish(
                    Address.LEADERBOARD_UPDATED,
                    new LeaderboardUpdated(study, watermark).toJson()));
  }

  private void poll() {
    if (polling || stopping) {
      return;
    }
    polling = true;
    events
        .work(leases.holder())
        .onSuccess(found -> found.forEach(this::wake))
        .onFailure(failure -> Outage.warn(log, "no work could be looked up", failure))
        .onComplete(done -> polling = false);
  }

  private void renew() {
    releaseIdle();
    Set<Long> held = studiesWhere(StudyRanker::holds);
    if (held.isEmpty()) {
      return;
    }
    leases
        .renew(held)
        .onSuccess(
            kept -> {
              held.removeAll(Set.copyOf(kept));
              held.forEach(this::lost);
            })
        .onFailure(failure -> Outage.warn(log, "leases could not be renewed", failure));
  }

  private void lost(long study) {
    log.info("study {}: the lease ended before it was renewed", study);
    Optional.ofNullable(studies.get(study)).ifPresent(StudyRanker::lost);
  }

  private void releaseIdle() {
    Set<Long> idle = studiesWhere(ranker -> ranker.idleFor(IDLE));
    if (!idle.isEmpty()) {
      studies.keySet().removeAll(idle);
      leases
          .release(idle)
          .onFailure(failure -> log.warn("idle studies {} not released", idle, failure));
    }
  }

  private Set<Long> studiesWhere(Predicate<StudyRanker> condition) {
    Set<Long> found = new TreeSet<>(studies.keySet());
    found.removeIf(study -> !condition.test(studies.get(study)));
    return found;
  }
}
