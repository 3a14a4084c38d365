package dev.agon.server.training;

import dev.agon.server.sql.Clock;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Which trainer trains which study: at most one at a time, by a lease on the database's clock.
 * Every change of owner raises the study's fence.
 */
public final class TrainingLeaseStore {
  /** How long a study stays with a trainer that no longer renews. */
  static final double SECONDS = 8;

  /** The condition that a trainer holds the lease {@code l}. */
  static final String HELD = Clock.held("l.expires_at", SECONDS);

  private final Pool pool;
  private final String holder;

  /** The leases of a new trainer, under a name that no other ever has. */
  public TrainingLeaseStore(Pool pool) {
    this(pool, ProcessHandle.current().pid() + "-" + UUID.randomUUID());
  }

  TrainingLeaseStore(Pool pool, String holder) {
    this.pool = pool;
    this.holder = holder;
  }

  public String holder() {
    return holder;
  }

  /** Takes a study unless another trainer holds it; gives the fence. */
  public Future<OptionalLong> claim(long study) {
    return pool.preparedQuery(TrainingSql.CLAIM)
        .execute(Tuple.of(study, holder, SECONDS))
        .map(
            rows ->
                rows.size() == 0
                    ? OptionalLong.empty()
                    : OptionalLong.of(rows.iterator().next().getLong("fence")));
  }

  /** Keeps a lease; answers whether it was still held. */
  public Future<Boolean> renew(long study, long fence) {
    return pool.preparedQuery(TrainingSql.RENEW)
        .execute(Tuple.of(study, holder, fence, SECONDS))
        .map(rows -> rows.rowCount() == 1);
  }

  /** Gives a lease back, so that another trainer need not wait for its end. */
  public Future<Void> release(long study, long fence) {
    return pool.preparedQuery(TrainingSql.RELEASE)
        .execute(Tuple.of(study, holder, fence))
        .mapEmpty();
  }
}
