package dev.agon.server.comparison.draw;

import dev.agon.server.core.StudyState;
import dev.agon.server.sql.GroupCommit;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Draws places for annotators, many in one statement under load. */
public final class DrawStore {
  private static final String UNIQUE_VIOLATION = "23505";

  private static final Comparator<Assignment> SHOWING_ORDER =
      Comparator.<Assignment>comparingInt(a -> a.slot() == 0 ? 0 : 1)
          .thenComparing(Assignment::leasedAt)
          .thenComparing(Assignment::slot);

  /** How many places of a match-up are looked at for one with another prompt. */
  private static final int LOOKED_AT = 64;

  private final Pool pool;
  private final MatchupPolicies policies;
  private final GroupCommit<Wish, Held> topUps;

  public DrawStore(Vertx vertx, Pool pool, GroupCommit.Limits limits) {
    this.pool = pool;
    this.policies = new MatchupPolicies(new PolicyStore(vertx, pool)::load);
    this.topUps =
        new GroupCommit<>(
            limits, wish -> wish.seat.study(), wish -> wish.seat.annotator(), this::topUp);
  }

  /** What an annotator has to do now, or why there is nothing. */
  public sealed interface Work {
    /** Leases in the order to show them: one re-opened by undo first. */
    public record Assigned(List<Assignment> assignments) implements Work {}

    /** Every place that is left is held by somebody else: ask again later. */
    public record NoneRightNow() implements Work {}

    /** The annotator has done all that the study wants of them, or the study is closed. */
    public record Finished() implements Work {}

    /**
     * The annotator may not take part (any more), or reads nothing of what is to be judged.
     *
     * @param readsNothing whether the languages that they named are the reason
     */
    public record NotEligible(boolean readsNothing) implements Work {}

    /** The study is not running at the moment. */
    public record Paused() implements Work {}
  }

  /** Fills the annotator's slots and answers all that they hold. */
  public Future<Work> work(Seat seat) {
    return leases(seat)
        .compose(
            held ->
                held.isEmpty()
                    ? why(seat)
                    : Future.succeededFuture((Work) new Work.Assigned(held)));
  }

  /** How many draws wait for the next statement. */
  public int waiting() {
    return topUps.waiting();
  }

  private Future<List<Assignment>> leases(Seat seat) {
    return topUps
        .submit(new Wish(seat, false))
        .compose(
            held ->
                held.isFull() ? Future.succeededFuture(held) : topUps.submit(new Wish(seat, true)))
        .compose(held -> held.leases.isEmpty() ? single(seat) : done(held.leases))
        .compose(held -> conditioned(seat, held))
        .recover(failure -> lostRace(failure) ? held(seat) : Future.failedFuture(failure));
  }

  /** Nothing is served before it is known what it is shown under. */
  private Future<List<Assignment>> conditioned(Seat seat, List<Assignment> held) {
    return held.stream().noneMatch(Assignment::waitsForCondition)
        ? done(held)
        : pool.preparedQuery(DrawSql.CHOOSE_CONDITIONS)
            .execute(Tuple.of(seat.annotator()))
            .compose(chosen -> held(seat));
  }

  /**
   * An annotator whose slots are to be filled.
   *
   * @param again whether the match-ups that were drawn first held nothing for them
   */
  private record Wish(Seat seat, boolean again) {}

  /**
   * What an annotator holds.
   *
   * @param wanted how many pairs the study lets them hold
   */
  private record Held(List<Assignment> leases, int wanted) {
    boolean isFull() {
      return leases.size() >= wanted;
    }
  }

  private static Future<List<Assignment>> done(List<Assignment> held) {
    return Future.succeededFuture(held);
  }

  /** Another tab of the same annotator filled the slot first. */
  private static boolean lostRace(Throwable failure) {
    return failure instanceof PgException pg && UNIQUE_VIOLATION.equals(pg.getSqlState());
  }

  private Future<List<Assignment>> held(Seat seat) {
    Tuple parameters =
        topUpParameters(seat.study(), List.of(new Wish(seat, false)), MatchupPolicy.NONE, Map.of());
    return pool.preparedQuery(DrawSql.TOP_UP)
        .execute(parameters)
        .map(rows -> byAnnotator(rows).getOrDefault(seat.annotator(), List.of()));
  }

  private Future<List<Held>> topUp(long study, List<Wish> wishes) {
    return policies.of(study).compose(policy -> topUp(study, wishes, policy));
  }

  private Future<List<Held>> topUp(long study, List<Wish> wishes, MatchupPolicy policy) {
    List<Seat> seats = wishes.stream().map(Wish::seat).toList();
    return readable(policy, seats)
        .compose(
            reads ->
                pool.preparedQuery(DrawSql.TOP_UP)
                    .execute(topUpParameters(study, wishes, policy, reads)))
        .map(
            rows -> {
              Map<Long, List<Assignment>> held = byAnnotator(rows);
              return seats.stream()
                  .map(t -> new Held(held.getOrDefault(t.annotator(), List.of()), policy.held()))
                  .toList();
            });
  }

  /** What each annotator reads; nothing is asked where the study does not go by languages. */
  private Future<Map<Long, Set<Integer>>> readable(MatchupPolicy policy, List<Seat> seats) {
    return policy.byLanguage()
        ? ReadingStore.readable(pool, seats.stream().map(Seat::annotator).toList())
        : Future.succeededFuture(Map.of());
  }

  private static Tuple topUpParameters(
      long study, List<Wish> wishes, MatchupPolicy all, Map<Long, Set<Integer>> reads) {
    int each = all.held();
    int n = wishes.size() * each;
    Long[] annotators = new Long[n];
    Short[] slots = new Short[n];
    UUID[] tokens = new UUID[n];
    Long[] matchups = new Long[n];
    Integer[] languages = new Integer[n];
    Integer[] eligible = new Integer[n];
    Double[] starts = new Double[n];
    Double[] propensities = new Double[n];
    Boolean[] again = new Boolean[n];
    Map<List<Long>, Integer> wanted = new HashMap<>();
    ThreadLocalRandom random = ThreadLocalRandom.current();
    for (int k = 0; k < n; k++) {
      Wish wish = wishes.get(k / each);
      annotators[k] = wish.seat.annotator();
      again[k] = wish.again;
      MatchupPolicy policy = all.readableBy(reads.get(annotators[k]));
      MatchupPolicy.Draw draw = policy.draw(random);
      slots[k] = (short) (1 + k % each);
      tokens[k] = UUID.randomUUID();
      matchups[k] = draw.matchup();
      languages[k] = draw.languages();
      eligible[k] = eligible(policy);
      starts[k] = random.nextDouble();
      propensities[k] = draw.propensity();
      wanted.merge(List.of(draw.matchup(), (long) draw.languages()), 1, Integer::sum);
    }
    int candidates = wanted.values().stream().mapToInt(Integer::intValue).max().orElse(1);
    return Tuple.tuple(
        new ArrayList<>(
            Arrays.asList(
                study,
                annotators,
                slots,
                tokens,
                matchups,
                languages,
                starts,
                propensities,
                eligible,
                candidates,
                all.byLanguage(),
                all.name(),
                again,
                candidates + LOOKED_AT)));
  }

  private static int eligible(MatchupPolicy policy) {
    return (int) Math.min(policy.eligible(), Integer.MAX_VALUE);
  }

  /** One annotator for whom the policy's match-up held nothing new: any place will do. */
  private Future<List<Assignment>> single(Seat seat) {
    return policies
        .of(seat.study())
        .compose(
            all ->
                readable(all, List.of(seat))
                    .compose(reads -> single(seat, all, reads.get(seat.annotator()))));
  }

  private Future<List<Assignment>> single(
      Seat seat, MatchupPolicy all, @Nullable Set<Integer> reads) {
    AnyOpen any = new AnyOpen(seat, all.readableBy(reads), reads);
    if (reads != null && any.policy.eligible() == 0) {
      // The rest may be many places, which need not be looked through.
      return take(DrawSql.ANY_EXPIRED, any, null);
    }
    double start = ThreadLocalRandom.current().nextDouble();
    return take(DrawSql.ANY_OTHER_PROMPT, any, start)
        .compose(held -> held.isEmpty() ? take(DrawSql.ANY_FREE, any, start) : done(held))
        .compose(held -> held.isEmpty() ? take(DrawSql.ANY_FREE, any, 0.0) : done(held))
        .compose(held -> held.isEmpty() ? take(DrawSql.ANY_EXPIRED, any, null) : done(held));
  }

  private record AnyOpen(Seat seat, MatchupPolicy policy, @Nullable Set<Integer> reads) {}

  private Future<List<Assignment>> take(String statement, AnyOpen any, @Nullable Double start) {
    Tuple parameters =
        Tuple.of(
            any.seat.study(),
            any.seat.annotator(),
            UUID.randomUUID(),
            any.policy.matchups(),
            any.policy.probabilities(),
            eligible(any.policy));
    parameters
        .addArrayOfInteger(any.reads == null ? null : any.reads.toArray(Integer[]::new))
        .addString(any.policy.name());
    if (start != null) {
      parameters.addDouble(start);
    }
    return pool.preparedQuery(statement)
        .execute(parameters)
        .map(rows -> byAnnotator(rows).getOrDefault(any.seat.annotator(), List.of()));
  }

  private Future<Work> why(Seat seat) {
    return pool.preparedQuery(DrawSql.STANDING)
        .execute(Tuple.of(seat.study(), seat.annotator()))
        .map(
            rows -> {
              if (rows.size() == 0) {
                return new Work.NotEligible(false);
              }
              Row row = rows.iterator().next();
              StudyState state = StudyState.of(row.getString("state"));
              if (row.getBoolean("excluded")) {
                return new Work.NotEligible(false);
              } else if (state == StudyState.CLOSED || row.getBoolean("quota_reached")) {
                return new Work.Finished();
              } else if (state != StudyState.RUNNING) {
                return new Work.Paused();
              } else if (row.getBoolean("reads_nothing")) {
                return new Work.NotEligible(true);
              }
              return row.getBoolean("places_left") ? new Work.NoneRightNow() : new Work.Finished();
            });
  }

  private static Map<Long, List<Assignment>> byAnnotator(RowSet<Row> rows) {
    Map<Long, List<Assignment>> held = new HashMap<>();
    for (Row row : rows) {
      held.computeIfAbsent(row.getLong("annotator"), a -> new ArrayList<>()).add(assignment(row));
    }
    held.values().forEach(list -> list.sort(SHOWING_ORDER));
    return held;
  }

  private static Assignment assignment(Row row) {
    return new Assignment(
        row.getUUID("token"),
        row.getShort("slot"),
        row.getLong("comparison"),
        Arrays.stream(row.getArrayOfShorts("presentation")).map(Short::intValue).toList(),
        row.getInteger("revision"),
        row.getOffsetDateTime("leased_at"),
        row.getOffsetDateTime("deadline"),
        row.getString("condition"));
  }
}
