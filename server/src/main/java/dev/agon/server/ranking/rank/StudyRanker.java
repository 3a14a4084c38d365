package dev.agon.server.ranking.rank;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ranks one study, one step after another: takes its lease, reads the open events, fits, writes.
 * All methods run on the verticle's context; counting and fitting run on the workers.
 */
final class StudyRanker {
  private static final Logger log = LoggerFactory.getLogger(StudyRanker.class);
  private static final long BETWEEN_INTERVALS = Duration.ofSeconds(1).toNanos();

  /** Intervals may take at most one part in so many of the time. */
  private static final long INTERVALS_SHARE = 10;

  /** Intervals that cost less are computed with the board, others after it. */
  private static final long CHEAP = Duration.ofMillis(50).toNanos();

  private static final int MOST_DOUBLINGS = 6;

  /** What all studies of a ranker share. */
  record Shared(
      Vertx vertx,
      WorkerExecutor workers,
      LeaseStore leases,
      EventStore events,
      LeaderboardStore boards) {}

  private final long study;
  private final Shared shared;
  private final LongConsumer updated;
  private OptionalLong fence = OptionalLong.empty();

  /** Agrees with the rows up to its watermark; null whenever there is any doubt of that. */
  private @Nullable StudyCounts state;

  private Future<Void> step = Future.succeededFuture();
  private boolean again;
  private int failures;
  private long restsUntil = System.nanoTime();
  private long intervalsDue = restsUntil;
  private long intervalsEvery = BETWEEN_INTERVALS;
  private long usedAt = restsUntil;

  /**
   * A ranker that holds nothing yet.
   *
   * @param updated is told each watermark that was written
   */
  StudyRanker(long study, Shared shared, LongConsumer updated) {
    this.study = study;
    this.shared = shared;
    this.updated = updated;
  }

  /** Works off what is open. Wake-ups during a step lead to one more step. */
  void wake() {
    if (!step.isComplete()) {
      again = true;
    } else if (System.nanoTime() - restsUntil >= 0) {
      again = false;
      step = hold().compose(held -> held ? work() : Future.succeededFuture());
      step.onComplete(done -> ended(done.cause()));
    }
  }

  /** The lease is gone: whatever was counted is void. */
  void lost() {
    fence = OptionalLong.empty();
    state = null;
  }

  boolean holds() {
    return fence.isPresent();
  }

  /** The step under way; it never fails. */
  Future<Void> settled() {
    return step.otherwiseEmpty();
  }

  boolean idleFor(Duration time) {
    return step.isComplete() && System.nanoTime() - usedAt > time.toNanos();
  }

  private void ended(@Nullable Throwable failure) {
    if (failure == null) {
      failures = 0;
      if (again) {
        wake();
      }
      return;
    }
    state = null;
    long rest = Duration.ofMillis(500L << Math.min(failures++, MOST_DOUBLINGS)).toNanos();
    restsUntil = System.nanoTime() + rest;
    log.warn("study {} could not be ranked: counting afresh at the next try", study, failure);
  }

  private Future<Boolean> hold() {
    if (fence.isPresent()) {
      return Future.succeededFuture(true);
    }
    return shared
        .leases()
        .claim(study)
        .map(
            claimed -> {
              fence = claimed;
              state = null;
              return claimed.isPresent();
            });
  }

  private Future<Void> work() {
    usedAt = System.nanoTime();
    return shared
        .events()
        .task(study)
        .compose(
            found -> {
              Optional<Task> task = found.filter(wanted -> !wanted.isEmpty());
              return task.isPresent() ? rank(task.get()) : Future.succeededFuture();
            });
  }

  private Future<Void> rank(Task task) {
    StudyCounts known = state != null && state.serves(task) ? state : null;
    boolean intervals = known == null || wantsIntervals(known, task);
    if (known != null && task.open().isEmpty() && !intervals) {
      refreshLater();
      return Future.succeededFuture();
    }
    state = null;
    return counted(task, known)
        .compose(
            counted -> {
              boolean fresh = intervals || counted != known;
              return onWorker(() -> counted.boards(task.target(), fresh))
                  .compose(boards -> write(counted, boards, fresh));
            });
  }

  private boolean wantsIntervals(StudyCounts known, Task task) {
    long overdue = System.nanoTime() - intervalsDue;
    boolean now =
        task.open().isEmpty() || known.intervalsNanos() < CHEAP || overdue >= intervalsEvery;
    return overdue >= 0 && now;
  }

  /** The state at the task's target: the known one with the open range, or counted afresh. */
  private Future<StudyCounts> counted(Task task, @Nullable StudyCounts known) {
    if (known == null) {
      return recounted(task);
    }
    if (task.open().isEmpty()) {
      return Future.succeededFuture(known);
    }
    Task.Range range = task.open().get();
    return range.rewrites()
        ? recounted(task)
        : shared
            .events()
            .changes(study, range)
            .compose(changes -> onWorker(() -> known.apply(changes)));
  }

  private Future<StudyCounts> recounted(Task task) {
    StudyCounts fresh = new StudyCounts(task);
    return shared
        .events()
        .standing(study, task.target(), changes -> onWorker(() -> fresh.apply(changes)).mapEmpty())
        .map(fresh);
  }

  private Future<Void> write(StudyCounts counted, JsonArray boards, boolean intervals) {
    OptionalLong mine = fence;
    if (mine.isEmpty()) {
      return Future.succeededFuture();
    }
    var writer = new LeaderboardStore.Writer(shared.leases().holder(), mine.getAsLong());
    return shared
        .boards()
        .write(study, writer, counted, boards)
        .map(
            written -> {
              if (!written.held()) {
                log.info("study {}: another ranker took over, nothing was written", study);
                lost();
              } else if (mine.equals(fence)) {
                keep(counted, intervals);
              }
              return null;
            });
  }

  private void keep(StudyCounts counted, boolean intervals) {
    state = counted;
    if (intervals) {
      intervalsEvery = Math.max(BETWEEN_INTERVALS, INTERVALS_SHARE * counted.intervalsNanos());
      intervalsDue = System.nanoTime() + intervalsEvery;
    }
    if (counted.intervalsAt() < counted.watermark()) {
      refreshLater();
    }
    updated.accept(counted.watermark());
  }

  private void refreshLater() {
    long wait = Duration.ofNanos(intervalsDue - System.nanoTime()).toMillis();
    shared.vertx().setTimer(Math.max(1, wait + 1), timer -> wake());
  }

  private <T> Future<T> onWorker(Callable<T> work) {
    return shared.workers().executeBlocking(work, false);
  }
}
