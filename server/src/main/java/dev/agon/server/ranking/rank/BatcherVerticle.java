package dev.agon.server.ranking.rank;

import dev.agon.server.bus.Address;
import dev.agon.server.bus.LeaderboardUpdated;
import dev.agon.server.bus.RankBatch;
import dev.agon.server.bus.VotesRecorded;
import dev.agon.server.sql.Outage;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts batches and sends them to rankers; one on every web node. Wake-ups make it quick; without
 * them the timer does all the work.
 */
public final class BatcherVerticle extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(BatcherVerticle.class);
  private static final long TICK_MS = 1_000;
  private static final long BETWEEN_CUTS_MS = 100;
  private static final double RESEND_AFTER_SECONDS = 3;
  private static final int TICKS_BETWEEN_PRUNES = 3_600;

  private final BatchStore batches;
  private final Map<Long, Pending> pending = new HashMap<>();
  private int ticks;
  private boolean ticking;

  /** Where a study stands on this node; a study at rest has no entry. */
  private enum Pending {
    /** A cut is under way. */
    CUTTING,
    /** A cut is under way and events came since. */
    CUTTING_STALE,
    /** Behind, but its last batch is open or too young: waits for a board or the short timer. */
    BLOCKED
  }

  public BatcherVerticle(BatchStore batches) {
    this.batches = batches;
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(TICK_MS, timer -> tick());
    var recorded =
        vertx
            .eventBus()
            .<JsonObject>consumer(
                Address.VOTES_RECORDED,
                message -> wake(VotesRecorded.fromJson(message.body()).study()));
    var updated =
        vertx
            .eventBus()
            .<JsonObject>consumer(
                Address.LEADERBOARD_UPDATED,
                message -> unblock(LeaderboardUpdated.fromJson(message.body()).study(), true));
    return Future.all(recorded.completion(), updated.completion());
  }

  private void wake(long study) {
    Pending state = pending.get(study);
    if (state == null) {
      cut(study, true);
    } else if (state == Pending.CUTTING) {
      pending.put(study, Pending.CUTTING_STALE);
    }
  }

  private void unblock(long study, boolean retry) {
    if (pending.get(study) == Pending.BLOCKED) {
      cut(study, retry);
    }
  }

  private void cut(long study, boolean retry) {
    pending.put(study, Pending.CUTTING);
    batches
        .cut(study)
        .onSuccess(
            behind -> {
              send(behind);
              boolean stale = pending.remove(study) == Pending.CUTTING_STALE;
              if (stale || behind.stream().anyMatch(row -> row.batch().isEmpty())) {
                pending.put(study, Pending.BLOCKED);
                if (stale || retry) {
                  vertx.setTimer(BETWEEN_CUTS_MS, timer -> unblock(study, false));
                }
              }
            })
        .onFailure(
            failure -> {
              pending.remove(study);
              failed(failure);
            });
  }

  private void tick() {
    if (ticking) {
      return;
    }
    ticking = true;
    Future<?> prune =
        ++ticks % TICKS_BETWEEN_PRUNES == 0 ? batches.prune() : Future.succeededFuture();
    Future.join(
            batches.cut().onSuccess(this::send).onSuccess(this::forget),
            batches.resend(RESEND_AFTER_SECONDS).onSuccess(this::send),
            prune)
        .onFailure(BatcherVerticle::failed)
        .onComplete(done -> ticking = false);
  }

  /** A study that was cut now, or is no longer behind, is at rest. */
  private void forget(List<BatchStore.Behind> behind) {
    Set<Long> blocked =
        behind.stream()
            .filter(row -> row.batch().isEmpty())
            .map(BatchStore.Behind::study)
            .collect(Collectors.toSet());
    pending
        .entrySet()
        .removeIf(
            entry -> entry.getValue() == Pending.BLOCKED && !blocked.contains(entry.getKey()));
  }

  private void send(List<BatchStore.Behind> studies) {
    for (BatchStore.Behind study : studies) {
      study.batch().ifPresent(batch -> send(batch, study));
    }
  }

  private void send(RankBatch batch, BatchStore.Behind study) {
    String address = study.holder().map(Address::batchRankAt).orElse(Address.BATCH_RANK);
    vertx.eventBus().send(address, batch.toJson());
  }

  private static void failed(Throwable failure) {
    Outage.warn(log, "batches could not be cut, the timer tries again", failure);
  }
}
