package dev.agon.server.ranking.rank;

import dev.agon.server.sql.Lease;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;

/**
 * Which ranker owns which study: at most one at a time, by a lease on the database's clock. Every
 * change of owner raises the study's fence, and results are written only under the fence that
 * stands.
 */
public final class LeaseStore {
  /** The condition that somebody holds the lease {@code l}. */
  static final String HELD = Lease.held("l");

  /** The lease of study $1 as the table {@code held}, if holder $2 still has it under fence $3. */
  static final String LOCKED_UNDER_FENCE = Lease.lockedUnderFence("ranker_lease", "study", "study");

  // The fence grows for the same holder too: what it knew under the earlier fence is void.
  private static final String CLAIM =
      """
      insert into ranker_lease as l (study, holder, fence, expires_at)
      values ($1, $2, 1, %1$s)
      on conflict (study) do update
        set holder = excluded.holder, fence = l.fence + 1, expires_at = excluded.expires_at
        where not %2$s or l.holder = excluded.holder
      returning fence
      """
          .formatted(Lease.END, HELD);
  private static final String RENEW =
      """
      update ranker_lease set expires_at = %s
      where holder = $1 and study = any($2) and expires_at > clock_timestamp()
      returning study
      """
          .formatted(Lease.END);
  private static final String RELEASE =
      """
      update ranker_lease set expires_at = clock_timestamp()
      where holder = $1 and study = any($2) and expires_at > clock_timestamp()
      """;

  private final Pool pool;
  private final String holder;

  /** The leases of a new ranker, under a name that no other ever has. */
  public LeaseStore(Pool pool) {
    this(pool, Lease.newHolder());
  }

  /** The leases of the ranker of this name. */
  public LeaseStore(Pool pool, String holder) {
    this.pool = pool;
    this.holder = holder;
  }

  /** The ranker's name. */
  public String holder() {
    return holder;
  }

  /** Takes a study unless another ranker holds it; gives the fence. */
  public Future<OptionalLong> claim(long study) {
    return pool.preparedQuery(CLAIM)
        .execute(Tuple.of(study, holder))
        .map(
            rows ->
                rows.size() == 0
                    ? OptionalLong.empty()
                    : OptionalLong.of(rows.iterator().next().getLong("fence")));
  }

  /** Keeps the leases that are still held; gives their studies. */
  public Future<List<Long>> renew(Collection<Long> studies) {
    return pool.preparedQuery(RENEW)
        .execute(Tuple.of(holder, (Object) studies.toArray(Long[]::new)))
        .map(LeaseStore::studies);
  }

  /** Gives leases back, so that another ranker need not wait for their end. */
  public Future<Void> release(Collection<Long> studies) {
    return pool.preparedQuery(RELEASE)
        .execute(Tuple.of(holder, (Object) studies.toArray(Long[]::new)))
        .mapEmpty();
  }

  private static List<Long> studies(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> row.getLong("study"))
        .toList();
  }
}
