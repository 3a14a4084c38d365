package dev.agon.server.comparison.draw;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * The policy of each study from a snapshot at most some seconds old, refreshed in the background.
 */
final class MatchupPolicies {
  private static final long LEAST_AGE_NANOS = 2_000_000_000L;

  /** A snapshot that took long to load is kept longer: loading costs at most a twentieth. */
  private static final long AGE_PER_LOAD = 20;

  private static final int MOST_STUDIES = 1_000;

  private final Function<Long, Future<MatchupPolicy>> load;
  private final ConcurrentMap<Long, Snapshot> snapshots =
      Caffeine.newBuilder()
          .maximumSize(MOST_STUDIES)
          .executor(Runnable::run)
          .<Long, Snapshot>build()
          .asMap();

  MatchupPolicies(Function<Long, Future<MatchupPolicy>> load) {
    this.load = load;
  }

  private record Snapshot(MatchupPolicy policy, long takenAt, long keepNanos, boolean refreshing) {}

  /** The study's policy; a stale one is answered while its successor is loaded. */
  Future<MatchupPolicy> of(long study) {
    Snapshot known = snapshots.get(study);
    if (known == null || known.policy.eligible() == 0) {
      return refresh(study);
    }
    boolean stale = System.nanoTime() - known.takenAt > known.keepNanos;
    if (stale
        && !known.refreshing
        && snapshots.replace(
            study, known, new Snapshot(known.policy, known.takenAt, known.keepNanos, true))) {
      refresh(study)
          .onFailure(ignored -> snapshots.computeIfPresent(study, (s, now) -> retryLater(now)));
    }
    return Future.succeededFuture(known.policy);
  }

  private static Snapshot retryLater(Snapshot snapshot) {
    return new Snapshot(snapshot.policy, System.nanoTime(), LEAST_AGE_NANOS, false);
  }

  private Future<MatchupPolicy> refresh(long study) {
    long asked = System.nanoTime();
    return load.apply(study)
        .onSuccess(
            policy -> {
              long now = System.nanoTime();
              long keep = Math.max(LEAST_AGE_NANOS, AGE_PER_LOAD * (now - asked));
              snapshots.put(study, new Snapshot(policy, now, keep, false));
            });
  }
}
