package dev.agon.server.comparison;

import dev.agon.server.comparison.draw.ReadingStore;
import dev.agon.server.comparison.draw.Seat;
import dev.agon.server.sql.BoundedCache;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What annotators do with the assignments they hold, save voting. */
public final class AssignmentStore {
  private static final Duration GOAL_AGE = Duration.ofMinutes(1);
  private static final int MOST_GOALS = 10_000;

  private final Pool pool;
  private final BoundedCache<GoalOf, Long> goals = new BoundedCache<>(GOAL_AGE, MOST_GOALS);

  public AssignmentStore(Pool pool) {
    this.pool = pool;
  }

  /** Pushes out the deadlines of the annotator's own leases; true when any was near. */
  Future<Boolean> extend(Seat seat) {
    return pool.preparedQuery(AssignmentSql.EXTEND)
        .execute(Tuple.of(seat.annotator()))
        .map(rows -> rows.rowCount() > 0);
  }

  /** Gives the lease back for good; false when it is not (any more) the annotator's. */
  Future<Boolean> skip(Seat seat, UUID token, String reason) {
    return pool.preparedQuery(AssignmentSql.SKIP)
        .execute(Tuple.of(token, seat.annotator(), reason))
        .map(rows -> rows.rowCount() > 0);
  }

  /** Gives the lease back; false when it is not (any more) the annotator's. */
  Future<Boolean> release(Seat seat, UUID token) {
    return pool.preparedQuery(AssignmentSql.RELEASE)
        .execute(Tuple.of(token, seat.annotator()))
        .map(rows -> rows.rowCount() > 0);
  }

  /** Stores what the annotator says is wrong, with the comparison when the assignment is theirs. */
  Future<Void> report(Seat seat, @Nullable UUID token, String text) {
    return pool.preparedQuery(AssignmentSql.COMPARISON_OF)
        .execute(Tuple.of(token, seat.annotator()))
        .compose(
            rows -> {
              Long comparison =
                  rows.size() == 0 ? null : rows.iterator().next().getLong("comparison");
              return pool.preparedQuery(AssignmentSql.REPORT)
                  .execute(Tuple.of(seat.study(), seat.annotator(), comparison, text));
            })
        .mapEmpty();
  }

  /**
   * @param done places with a standing vote
   * @param goal how many the study asks of one annotator
   */
  record Progress(long done, long goal) {}

  Future<Progress> progress(Seat seat) {
    Future<Long> done =
        pool.preparedQuery(AssignmentSql.DONE)
            .execute(Tuple.of(seat.annotator()))
            .map(rows -> rows.iterator().next().getLong("done"));
    return ReadingStore.readable(pool, List.of(seat.annotator()))
        .compose(reads -> goal(seat.study(), reads.get(seat.annotator())))
        .compose(goal -> done.map(d -> new Progress(d, goal)));
  }

  /** Known for a minute: counting the comparisons of a large study takes a while. */
  private Future<Long> goal(long study, @Nullable Set<Integer> reads) {
    Tuple parameters =
        Tuple.of(study).addArrayOfInteger(reads == null ? null : reads.toArray(Integer[]::new));
    return goals.get(
        new GoalOf(study, reads),
        () ->
            pool.preparedQuery(AssignmentSql.GOAL)
                .execute(parameters)
                .map(rows -> rows.iterator().next().getLong("goal")));
  }

  private record GoalOf(long study, @Nullable Set<Integer> reads) {}
}
