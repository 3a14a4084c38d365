package dev.agon.server.sql;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends items that arrive while a statement is in flight together in the next one. Items of one
 * partition share statements; two items with the same owner never share one. A batch leaves as soon
 * as a slot is free, without a timer. When the database refuses a batch its items are tried one by
 * one, so a bad one harms no other. Of one owner a few wait, so that nobody fills the buffer of
 * their partition for others.
 *
 * @param <I> what is submitted
 * @param <O> what the statement answers for one item
 */
public final class GroupCommit<I, O> {
  private static final int MAX_WAITING = 10_000;

  /** An owner has one item in flight; whoever sends so many more does not wait for answers. */
  private static final int MAX_WAITING_OF_ONE = 32;

  /**
   * How much goes together.
   *
   * @param batch items a statement
   * @param inFlight statements of one partition at a time
   */
  public record Limits(int batch, int inFlight) {
    /** Many items a statement, one statement at a time: a second one only halves the groups. */
    public static final Limits GROUPED = new Limits(128, 1);

    /** One item a statement, as many at a time as the pool has connections: the baseline. */
    public static Limits oneByOne(int connections) {
      return new Limits(1, connections);
    }
  }

  private final Limits limits;
  private final Function<I, Long> partitionOf;
  private final Function<I, Object> ownerOf;
  private final BiFunction<Long, List<I>, Future<List<O>>> statement;
  private final Map<Long, Lane<I, O>> lanes = new HashMap<>();

  /**
   * A collector in front of one kind of statement.
   *
   * @param limits how much goes together
   * @param partitionOf the study of an item
   * @param ownerOf what may be in a batch only once
   * @param statement sends items of one partition and answers in their order
   */
  public GroupCommit(
      Limits limits,
      Function<I, Long> partitionOf,
      Function<I, Object> ownerOf,
      BiFunction<Long, List<I>, Future<List<O>>> statement) {
    this.limits = limits;
    this.partitionOf = partitionOf;
    this.ownerOf = ownerOf;
    this.statement = statement;
  }

  /** Answers when the item's statement has committed; fails with {@link Overloaded} when full. */
  public Future<O> submit(I item) {
    long partition = partitionOf.apply(item);
    Entry<I, O> entry = new Entry<>(item, Promise.promise(), Vertx.currentContext());
    List<Entry<I, O>> batch;
    synchronized (lanes) {
      Lane<I, O> lane = lanes.computeIfAbsent(partition, p -> new Lane<>());
      if (lane.waiting.size() >= MAX_WAITING || lane.isFullFor(ownerOf.apply(item))) {
        return Future.failedFuture(new Overloaded());
      }
      lane.add(entry, ownerOf.apply(item));
      batch = take(lane);
    }
    send(partition, batch);
    return entry.promise.future();
  }

  /** How many items wait for a statement to take them. */
  public int waiting() {
    synchronized (lanes) {
      return lanes.values().stream().mapToInt(lane -> lane.waiting.size()).sum();
    }
  }

  private List<Entry<I, O>> take(Lane<I, O> lane) {
    List<Entry<I, O>> batch = new ArrayList<>();
    if (lane.inFlight >= limits.inFlight || lane.waiting.isEmpty()) {
      return batch;
    }
    Iterator<Entry<I, O>> waiting = lane.waiting.iterator();
    while (waiting.hasNext() && batch.size() < limits.batch) {
      Entry<I, O> entry = waiting.next();
      Object owner = ownerOf.apply(entry.item);
      if (lane.owners.add(owner)) {
        batch.add(entry);
        waiting.remove();
        lane.taken(owner);
      }
    }
    if (!batch.isEmpty()) {
      lane.inFlight++;
    }
    return batch;
  }

  private void send(long partition, List<Entry<I, O>> batch) {
    if (batch.isEmpty()) {
      return;
    }
    List<I> items = batch.stream().map(Entry::item).toList();
    call(partition, items)
        .onComplete(
            result -> {
              if (result.succeeded()) {
                for (int k = 0; k < batch.size(); k++) {
                  batch.get(k).complete(result.result().get(k));
                }
                next(partition, batch);
              } else if (batch.size() > 1
                  && result.cause() instanceof PgException refusal
                  && !Outage.isOfServer(refusal)) {
                oneByOne(partition, batch, 0);
              } else {
                batch.forEach(entry -> entry.fail(result.cause()));
                next(partition, batch);
              }
            });
  }

  private void oneByOne(long partition, List<Entry<I, O>> batch, int k) {
    if (k == batch.size()) {
      next(partition, batch);
      return;
    }
    Entry<I, O> entry = batch.get(k);
    call(partition, List.of(entry.item))
        .onComplete(
            result -> {
              if (result.succeeded()) {
                entry.complete(result.result().getFirst());
              } else {
                entry.fail(result.cause());
              }
              oneByOne(partition, batch, k + 1);
            });
  }

  private Future<List<O>> call(long partition, List<I> items) {
    try {
      return statement.apply(partition, items).map(answers -> complete(answers, items.size()));
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private static <O> List<O> complete(List<O> answers, int items) {
    if (answers.size() != items) {
      throw new IllegalStateException(answers.size() + " answers for " + items + " items");
    }
    return answers;
  }

  private void next(long partition, List<Entry<I, O>> done) {
    List<Entry<I, O>> batch = List.of();
    synchronized (lanes) {
      Lane<I, O> lane = lanes.get(partition);
      if (lane != null) {
        lane.inFlight--;
        done.forEach(entry -> lane.owners.remove(ownerOf.apply(entry.item)));
        batch = take(lane);
        if (lane.inFlight == 0 && lane.waiting.isEmpty()) {
          lanes.remove(partition);
        }
      }
    }
    send(partition, batch);
  }

  /** The buffer is full: the caller should answer 503 with Retry-After. */
  public static final class Overloaded extends RuntimeException {
    Overloaded() {
      super("too many statements are waiting", null, false, false);
    }
  }

  private static final class Lane<I, O> {
    final ArrayDeque<Entry<I, O>> waiting = new ArrayDeque<>();
    final Map<Object, Integer> waitingOf = new HashMap<>();
    final Set<Object> owners = new HashSet<>();
    int inFlight;

    boolean isFullFor(Object owner) {
      return waitingOf.getOrDefault(owner, 0) >= MAX_WAITING_OF_ONE;
    }

    void add(Entry<I, O> entry, Object owner) {
      waiting.add(entry);
      waitingOf.merge(owner, 1, Integer::sum);
    }

    void taken(Object owner) {
      waitingOf.computeIfPresent(owner, (o, count) -> count == 1 ? null : count - 1);
    }
  }

  private record Entry<I, O>(I item, Promise<O> promise, @Nullable Context context) {
    void complete(O result) {
      run(() -> promise.complete(result));
    }

    void fail(Throwable cause) {
      run(() -> promise.fail(cause));
    }

    private void run(Runnable action) {
      if (context == null) {
        action.run();
      } else {
        context.runOnContext(ignored -> action.run());
      }
    }
  }
}
