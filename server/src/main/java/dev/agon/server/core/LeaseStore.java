package dev.agon.server.core;

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
 * Which worker owns which study for one kind of work: at most one at a time, by a lease on the
 * database's clock. Every change of owner raises the study's fence, and results are written only
 * under the fence that stands.
 */
public final class LeaseStore {
  /** How long a study stays with a worker that no longer renews. */
  public static final double SECONDS = 8;

  /** The condition that somebody holds the lease {@code l}. */
  public static final String HELD = Clock.held("l.expires_at", SECONDS);

  /** What studies are leased for; each has a table of its own. */
  public enum Work {
    /** Ranking generators. */
    RANKING("ranker_lease"),
    /** Training reward models. */
    TRAINING("training_lease");

    private final String table;

    Work(String table) {
      this.table = table;
    }

    /**
     * The lease row of study $1 as the table {@code held}, locked until the commit, if holder $2
     * still has it under fence $3.
     */
    public String lockedUnderFence() {
      return """
          held as materialized (
            select study from %s
            where study = $1 and holder = $2 and fence = $3 and expires_at > clock_timestamp()
            for update
          )
          """
          .formatted(table);
    }
  }

  private final Pool pool;
  private final String holder;
  private final String claim;
  private final String renew;
  private final String release;

  /** The leases of a new worker, under a name that no other ever has. */
  public LeaseStore(Pool pool, Work work) {
    this(pool, work, ProcessHandle.current().pid() + "-" + UUID.randomUUID());
  }

  /** The leases of the worker of this name. */
  public LeaseStore(Pool pool, Work work, String holder) {
    this.pool = pool;
    this.holder = holder;
    // The fence grows for the same holder too: what it knew under the earlier fence is void.
    claim =
        """
        insert into %1$s as l (study, holder, fence, expires_at)
        values ($1, $2, 1, clock_timestamp() + make_interval(secs => $3))
        on conflict (study) do update
          set holder = excluded.holder, fence = l.fence + 1, expires_at = excluded.expires_at
          where not %2$s or l.holder = excluded.holder
        returning fence
        """
            .formatted(work.table, HELD);
    renew =
        """
        update %s set expires_at = clock_timestamp() + make_interval(secs => $3)
        where holder = $1 and study = any($2) and expires_at > clock_timestamp()
        returning study
        """
            .formatted(work.table);
    release =
        """
        update %s set expires_at = clock_timestamp()
        where holder = $1 and study = any($2) and expires_at > clock_timestamp()
        """
            .formatted(work.table);
  }

  /** The worker's name. */
  public String holder() {
    return holder;
  }

  /** Takes a study unless another worker holds it; gives the fence. */
  public Future<OptionalLong> claim(long study) {
    return pool.preparedQuery(claim)
        .execute(Tuple.of(study, holder, SECONDS))
        .map(
            rows ->
                rows.size() == 0
                    ? OptionalLong.empty()
                    : OptionalLong.of(rows.iterator().next().getLong("fence")));
  }

  /** Keeps the leases that are still held; gives their studies. */
  public Future<List<Long>> renew(Collection<Long> studies) {
    return pool.preparedQuery(renew)
        .execute(Tuple.of(holder, studies.toArray(Long[]::new), SECONDS))
        .map(LeaseStore::studies);
  }

  /** Gives leases back, so that another worker need not wait for their end. */
  public Future<Void> release(Collection<Long> studies) {
    return pool.preparedQuery(release)
        .execute(Tuple.of(holder, (Object) studies.toArray(Long[]::new)))
        .mapEmpty();
  }

  private static List<Long> studies(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> row.getLong("study"))
        .toList();
  }
}
