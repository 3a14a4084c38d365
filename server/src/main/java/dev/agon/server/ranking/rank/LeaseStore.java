package dev.agon.server.ranking.rank;

import dev.agon.server.sql.Clock;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * Which ranker owns which study: at most one at a time, by a lease on the database's clock. Every
 * change of owner raises the study's fence.
 */
public final class LeaseStore {
  /** How long a study stays with a ranker that no longer renews. */
  static final double SECONDS = 8;

  /** The condition that a ranker holds the lease {@code l}. */
  static final String HELD = Clock.held("l.expires_at", SECONDS);

  private final Pool pool;
  private final String holder;

  /** The leases of a new ranker, under a name that no other ever has. */
  public LeaseStore(Pool pool) {
    this(pool, ProcessHandle.current().pid() + "-" + UUID.randomUUID());
  }

  public LeaseStore(Pool pool, String holder) {
    this.pool = pool;
    this.holder = holder;
  }

  public String holder() {
    return holder;
  }

  /** Takes a study unless another ranker holds it; gives the fence. */
  public Future<OptionalLong> claim(long study) {
    return pool.preparedQuery(RankerSql.CLAIM)
        .execute(Tuple.of(study, holder, SECONDS))
        .map(
            rows ->
                rows.size() == 0
                    ? OptionalLong.empty()
                    : OptionalLong.of(rows.iterator().next().getLong("fence")));
  }

  /** Keeps the leases that are still held; gives their studies. */
  public Future<List<Long>> renew(Collection<Long> studies) {
    return pool.preparedQuery(RankerSql.RENEW)
        .execute(Tuple.of(holder, studies.toArray(Long[]::new), SECONDS))
        .map(LeaseStore::studies);
  }

  /** Gives leases back, so that another ranker need not wait for their end. */
  public Future<Void> release(Collection<Long> studies) {
    return pool.preparedQuery(RankerSql.RELEASE)
        .execute(Tuple.of(holder, (Object) studies.toArray(Long[]::new)))
        .mapEmpty();
  }

  /** Studies with work that this ranker holds or that nobody holds. */
  Future<List<Long>> work() {
    return pool.preparedQuery(RankerSql.WORK).execute(Tuple.of(holder)).map(LeaseStore::studies);
  }

  private static List<Long> studies(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> row.getLong("study"))
        .toList();
  }
}
