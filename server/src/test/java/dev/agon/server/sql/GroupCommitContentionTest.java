package dev.agon.server.sql;

import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.sql.GroupCommit.Limits;
import dev.agon.server.sql.GroupCommit.Overloaded;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.pgclient.PgException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Many threads at once, many seeds, no database: statements are answered by other threads after
 * random times, and some are refused, lost or thrown.
 */
class GroupCommitContentionTest {
  private static final int SEEDS = 150;
  private static final int THREADS = 8;
  private static final int ITEMS = 60;
  private static final int STUDIES = 2;
  private static final int OWNERS = 5;

  private record Item(long study, int owner, int thread, int number, boolean poison) {
    /** Submitted by one thread one after the other, so that it has an order. */
    String line() {
      return study + " " + owner + " " + thread;
    }
  }

  @Test
  void every_item_is_answered_once_and_an_owners_items_are_written_one_after_the_other()
      throws Exception {
    try (ScheduledExecutorService database = Executors.newScheduledThreadPool(4)) {
      for (int seed = 0; seed < SEEDS; seed++) {
        Limits limits = new Limits(1 + seed % 7, 1 + seed % 3);
        new Run(database, limits, seed).check();
      }
    }
  }

  private static final class Run {
    private final ScheduledExecutorService database;
    private final Limits limits;
    private final int seed;
    private final GroupCommit<Item, Integer> commits;
    private final Map<String, AtomicInteger> underWay = new ConcurrentHashMap<>();
    private final Map<Item, AtomicInteger> answers = new ConcurrentHashMap<>();
    private final Map<Item, Throwable> failures = new ConcurrentHashMap<>();
    private final Queue<Item> written = new ConcurrentLinkedQueue<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final AtomicInteger statements = new AtomicInteger();
    private final CountDownLatch answered = new CountDownLatch(THREADS * ITEMS);

    Run(ScheduledExecutorService database, Limits limits, int seed) {
      this.database = database;
      this.limits = limits;
      this.seed = seed;
      this.commits = new GroupCommit<>(limits, Item::study, Item::owner, this::statement);
    }

    void check() throws Exception {
      CyclicBarrier start = new CyclicBarrier(THREADS);
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        threads.add(Thread.ofPlatform().start(() -> submitAll(thread, start)));
      }
      for (Thread thread : threads) {
        thread.join();
      }

      assertThat(answered.await(20, SECONDS)).as("seed %d: all are answered", seed).isTrue();
      assertThat(faults).as("seed %d", seed).isEmpty();
      assertThat(answers.values()).as("seed %d: once each", seed).allMatch(n -> n.get() == 1);
      assertThat(underWay.values()).as("seed %d: none is left", seed).allMatch(n -> n.get() == 0);
      failures.forEach(
          (item, failure) ->
              assertThat(item.poison || failure instanceof Overloaded || failure instanceof Lost)
                  .as("seed %d: %s failed by %s", seed, item, failure)
                  .isTrue());
      Map<String, Integer> last = new HashMap<>();
      for (Item item : written) {
        assertThat(item.poison).isFalse();
        Integer before = last.put(item.line(), item.number);
        assertThat(before == null || before < item.number)
            .as("seed %d: %s written after number %s", seed, item, before)
            .isTrue();
      }
      assertThat(written).as("seed %d", seed).hasSize(THREADS * ITEMS - failures.size());
    }

    private void submitAll(int thread, CyclicBarrier start) {
      SplittableRandom random = new SplittableRandom(31L * seed + thread);
      try {
        start.await();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
      for (int number = 0; number < ITEMS; number++) {
        Item item =
            new Item(
                random.nextInt(STUDIES),
                random.nextInt(OWNERS),
                thread,
                number,
                random.nextInt(20) == 0);
        AtomicInteger own = new AtomicInteger();
        answers.put(item, own);
        commits
            .submit(item)
            .onComplete(
                answer -> {
                  own.incrementAndGet();
                  if (answer.failed()) {
                    failures.put(item, answer.cause());
                  } else if (answer.result() != item.number) {
                    faults.add(item + " got the answer of " + answer.result());
                  }
                  answered.countDown();
                });
      }
    }

    private Future<List<Integer>> statement(long study, List<Item> items) {
      SplittableRandom random = new SplittableRandom(seed * 1_009L + statements.incrementAndGet());
      if (items.isEmpty() || items.size() > limits.batch()) {
        faults.add("a statement of " + items.size());
      }
      enter("study " + study, limits.inFlight());
      items.forEach(item -> enter("owner " + study + " " + item.owner, 1));
      if (random.nextInt(40) == 0) {
        leave(study, items);
        throw new Lost();
      }
      Promise<List<Integer>> answer = Promise.promise();
      Runnable run = () -> answer(study, items, random.nextInt(40) == 0, answer);
      ScheduledFuture<?> unused = database.schedule(run, random.nextInt(80), MICROSECONDS);
      return answer.future();
    }

    private void answer(long study, List<Item> items, boolean lost, Promise<List<Integer>> answer) {
      boolean refused = items.stream().anyMatch(Item::poison);
      if (!refused && !lost) {
        written.addAll(items);
      }
      leave(study, items);
      if (lost) {
        answer.fail(new Lost());
      } else if (refused) {
        answer.fail(new PgException("refused", "ERROR", "23514", ""));
      } else {
        answer.complete(items.stream().map(Item::number).toList());
      }
    }

    private void enter(String what, int most) {
      int now = count(what).incrementAndGet();
      if (now > most) {
        faults.add(now + " at once of " + what);
      }
    }

    private void leave(long study, List<Item> items) {
      count("study " + study).decrementAndGet();
      items.forEach(item -> count("owner " + study + " " + item.owner).decrementAndGet());
    }

    private AtomicInteger count(String what) {
      return underWay.computeIfAbsent(what, w -> new AtomicInteger());
    }
  }

  /** The connection went away. */
  private static final class Lost extends RuntimeException {}
}
