package dev.agon.server.comparison;

import io.vertx.core.Future;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The policy of each study from a snapshot at most some seconds old, refreshed in the background.
 */
final class MatchupPolicies {
  private static final long MAX_AGE_NANOS = 2_000_000_000L;

  private final Function<Long, Future<MatchupPolicy>> load;
  private final Map<Long, Snapshot> snapshots = new ConcurrentHashMap<>();

  MatchupPolicies(Function<Long, Future<MatchupPolicy>> load) {
    this.load = load;
  }

  private record Snapshot(MatchupPolicy policy, long takenAt, boolean refreshing) {}

  /** The study's policy; a stale one is answered while its successor is loaded. */
  Future<MatchupPolicy> of(long study) {
    Snapshot known = snapshots.get(study);
    if (known == null || known.policy.eligible() == 0) {
      return refresh(study);
    }
    boolean stale = System.nanoTime() - known.takenAt > MAX_AGE_NANOS;
    if (stale
        && !known.refreshing
        && snapshots.replace(study, known, new Snapshot(known.policy, known.takenAt, true))) {
      refresh(study)
          .onFailure(ignored -> snapshots.computeIfPresent(study, (s, now) -> retryLater(now)));
    }
    return Future.succeededFuture(known.policy);
  }

  private static Snapshot retryLater(Snapshot snapshot) {
    return new Snapshot(snapshot.policy, System.nanoTime(), false);
  }

  private Future<MatchupPolicy> refresh(long study) {
    return load.apply(study)
        .onSuccess(policy -> snapshots.put(study, new Snapshot(policy, System.nanoTime(), false)));
  }
}
