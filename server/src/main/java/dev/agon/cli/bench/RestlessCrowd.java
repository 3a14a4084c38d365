package dev.agon.cli.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Annotators with the habits of real browsers: they retry with the same key until they have an
 * answer, click twice, send again, go back and choose otherwise, revise from two tabs, undo, skip,
 * and leave in the middle. Keeps every receipt, and complains when an answer breaks a promise.
 */
final class RestlessCrowd {
  private static final long PATIENCE_NANOS = 180_000_000_000L;
  private static final List<String> CHOICES = List.of("first", "second", "tie", "both_bad");

  private final Function<String, BenchAnnotator> seatOf;
  private final Queue<String> tokens;
  private final long target;
  private final Map<UUID, Long> receipts = new ConcurrentHashMap<>();
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger living = new AtomicInteger();
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong retries = new AtomicLong();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * A crowd at rest.
   *
   * @param seatOf a seat by its token
   * @param tokens more than there are clients: who leaves in the middle comes back as another
   * @param target stop after so many receipts
   */
  private RestlessCrowd(Function<String, BenchAnnotator> seatOf, List<String> tokens, long target) {
    this.seatOf = seatOf;
    this.tokens = new ConcurrentLinkedQueue<>(tokens);
    this.target = target;
  }

  /** A crowd at rest on a study of a web process on this machine, with connections of its own. */
  static RestlessCrowd at(
      Vertx vertx, int port, BenchStore.Made study, int clients, Duration connect, long target) {
    WebClient client =
        WebClient.wrap(
            vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout((int) connect.toMillis()),
                new PoolOptions().setHttp1MaxSize(2 * clients)));
    return new RestlessCrowd(
        token -> new BenchAnnotator(client, "127.0.0.1", port, study.slug(), token),
        study.tokens(),
        target);
  }

  void start(int clients, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int k = 0; k < clients; k++) {
      SplittableRandom own = random.split();
      living.incrementAndGet();
      var unused = threads.submit(() -> live(own));
    }
  }

  long receipts() {
    return receipts.size();
  }

  /** Whether any client goes on; not when all annotators have finished. */
  boolean isVoting() {
    return living.get() > 0;
  }

  int inFlight() {
    return inFlight.get();
  }

  /** Lets every client end what it has begun. */
  void stop() {
    stopped.set(true);
    while (living.get() > 0) {
      pause(20);
    }
    threads.close();
  }

  Map<UUID, Long> receiptsByKey() {
    return Map.copyOf(receipts);
  }

  List<String> complaints() {
    return List.copyOf(complaints);
  }

  long retries() {
    return retries.get();
  }

  long leasesLost() {
    return lost.get();
  }

  private boolean goesOn() {
    return !stopped.get() && receipts.size() < target;
  }

  private void live(SplittableRandom random) {
    try {
      @Nullable BenchAnnotator seat = nextSeat();
      while (seat != null && goesOn()) {
        BenchAnnotator.Answer work = insist(seat::draw);
        JsonObject assignment = work.assignment();
        if (assignment == null) {
          seat =
              "none_right_now".equals(work.body().getString("state")) ? waited(seat) : nextSeat();
        } else if (random.nextInt(100) < 3) {
          seat = nextSeat();
        } else {
          answer(seat, assignment, random);
        }
      }
    } catch (RuntimeException e) {
      complaints.add("a client gave up: " + e);
    } finally {
      living.decrementAndGet();
    }
  }

  private @Nullable BenchAnnotator nextSeat() {
    String token = tokens.poll();
    return token == null ? null : seatOf.apply(token);
  }

  private static BenchAnnotator waited(BenchAnnotator seat) {
    pause(200);
    return seat;
  }

  private void answer(BenchAnnotator seat, JsonObject assignment, SplittableRandom random) {
    String token = assignment.getString("token");
    int revision = assignment.getInteger("revision");
    String choice = CHOICES.get(random.nextInt(CHOICES.size()));
    UUID key = UUID.randomUUID();
    int habit = random.nextInt(100);
    if (habit < 3) {
      insist(() -> seat.skip(token));
      return;
    }
    Supplier<BenchAnnotator.Answer> vote = () -> seat.vote(token, key, revision, choice);
    BenchAnnotator.Answer first = habit < 8 ? twice(vote) : insist(vote);
    if (!kept(key, first)) {
      return;
    }
    if (habit < 13) {
      expectSame(key, insist(vote));
    } else if (habit < 16) {
      String other = choice.equals("tie") ? "first" : "tie";
      expect(
          422, insist(() -> seat.vote(token, key, revision, other)), "another body under one key");
    } else if (habit < 22) {
      reviseInTwoTabs(seat, token, revision + 1);
    } else if (habit < 26) {
      undoAndAnswerAgain(seat, token, revision + 1, choice);
    }
  }

  /** The same request twice at once. */
  private BenchAnnotator.Answer twice(Supplier<BenchAnnotator.Answer> vote) {
    var other = threads.submit(() -> insist(vote));
    BenchAnnotator.Answer one = insist(vote);
    try {
      BenchAnnotator.Answer two = other.get();
      if (one.committed() && two.committed() && one.number() != two.number()) {
        complaints.add("one key got the numbers " + one.number() + " and " + two.number());
      }
      if (one.committed() != two.committed()) {
        complaints.add("one key was answered " + one.status() + " and " + two.status());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException e) {
      complaints.add("a second click failed: " + e.getCause());
    }
    return one;
  }

  private void reviseInTwoTabs(BenchAnnotator seat, String token, int replaces) {
    UUID keyOne = UUID.randomUUID();
    UUID keyTwo = UUID.randomUUID();
    var other = threads.submit(() -> insist(() -> seat.vote(token, keyTwo, replaces, "second")));
    BenchAnnotator.Answer one = insist(() -> seat.vote(token, keyOne, replaces, "first"));
    try {
      BenchAnnotator.Answer two = other.get();
      if (one.committed()) {
        receipts.put(keyOne, one.number());
      }
      if (two.committed()) {
        receipts.put(keyTwo, two.number());
      }
      if (one.committed() == two.committed()) {
        complaints.add(
            "two tabs revised one vote and got " + one.status() + " and " + two.status());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException e) {
      complaints.add("a second tab failed: " + e.getCause());
    }
  }

  private void undoAndAnswerAgain(BenchAnnotator seat, String token, int replaces, String choice) {
    UUID undo = UUID.randomUUID();
    if (kept(undo, insist(() -> seat.withdraw(token, undo, replaces)))) {
      UUID again = UUID.randomUUID();
      kept(again, insist(() -> seat.vote(token, again, replaces + 1, choice)));
    }
  }

  /** Keeps a receipt; a lease that went to somebody else is no broken promise. */
  private boolean kept(UUID key, BenchAnnotator.Answer answer) {
    if (answer.committed()) {
      receipts.put(key, answer.number());
      return true;
    }
    if (answer.status() == 409 && "lease-lost".equals(answer.body().getString("code"))) {
      lost.incrementAndGet();
    } else {
      complaints.add("a vote was answered " + answer.status() + " " + answer.body().encode());
    }
    return false;
  }

  private void expectSame(UUID key, BenchAnnotator.Answer answer) {
    if (answer.status() != 200 || answer.number() != receipts.getOrDefault(key, -1L)) {
      complaints.add("a repeated vote was answered " + answer.status() + " " + answer.body());
    }
  }

  private void expect(int status, BenchAnnotator.Answer answer, String what) {
    if (answer.status() != status) {
      complaints.add(what + " was answered " + answer.status() + " " + answer.body().encode());
    }
  }

  /** Sends again until there is an answer that is not "try again". */
  private BenchAnnotator.Answer insist(Supplier<BenchAnnotator.Answer> call) {
    long until = System.nanoTime() + PATIENCE_NANOS;
    long wait = 50;
    while (true) {
      inFlight.incrementAndGet();
      try {
        BenchAnnotator.Answer answer = call.get();
        if (answer.status() == 500) {
          complaints.add("500 " + answer.body().encode());
        }
        if (answer.status() < 500 && answer.status() != 429) {
          return answer;
        }
      } catch (BenchAnnotator.Unreachable e) {
        if (System.nanoTime() > until) {
          throw e;
        }
      } finally {
        inFlight.decrementAndGet();
      }
      if (System.nanoTime() > until) {
        throw new IllegalStateException("no answer for three minutes");
      }
      retries.incrementAndGet();
      pause(wait);
      wait = Math.min(wait * 2, 1000);
    }
  }

  private static void pause(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
