package dev.agon.cli.bench;

import dev.agon.cli.bench.BenchAnnotator.Answer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Measures full votes (lease check, number, vote, closing, next draw) over HTTP. */
final class VotesBench {
  private static final long TIMEOUT_MS = 10_000;
  private static final long PAUSE_NANOS = 100_000_000;
  private static final List<String> CHOICES = List.of("first", "second", "tie");

  private final Vertx vertx;
  private final long timeoutMs;

  VotesBench(Vertx vertx) {
    this(vertx, TIMEOUT_MS);
  }

  VotesBench(Vertx vertx, long timeoutMs) {
    this.vertx = vertx;
    this.timeoutMs = timeoutMs;
  }

  /**
   * What was measured.
   *
   * @param p50 median milliseconds from sending a vote to its receipt with the next assignment
   * @param p99 the same, 99th percentile
   * @param misses what was asked for and not given, warming up included
   */
  record Measured(
      int clients, long votes, double perSecond, double p50, double p99, ClientFailures misses) {
    JsonObject toJson() {
      return new JsonObject()
          .put("clients", clients)
          .put("votes", votes)
          .put("per_second", perSecond)
          .put("p50_ms", p50)
          .put("p99_ms", p99)
          .put("errors", misses.total())
          .put("misses", misses.toJson());
    }
  }

  /** Votes from as many clients for some seconds; the first part only warms up. */
  Measured run(
      String host, int port, BenchStore.Made study, int offset, int clients, double seconds) {
    WebClient client =
        WebClient.wrap(
            vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(true),
                new PoolOptions().setHttp1MaxSize(2 * clients)));
    long start = System.nanoTime();
    long from = start + (long) (seconds * 0.25e9);
    long to = start + (long) (seconds * 1e9);
    ClientFailures misses = new ClientFailures();
    List<Future<long[]>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int k = 0; k < clients; k++) {
        BenchAnnotator seat =
            new BenchAnnotator(
                client, host, port, study.slug(), study.tokens().get(offset + k), timeoutMs);
        running.add(threads.submit(() -> annotate(seat, from, to, misses)));
      }
    }
    client.close();
    return summary(clients, running, (to - from) / 1e9, misses);
  }

  /** Goes on until the time is over or the work is, whatever the server does meanwhile. */
  private static long[] annotate(BenchAnnotator seat, long from, long to, ClientFailures misses) {
    List<Long> times = new ArrayList<>();
    @Nullable Answer answer = null;
    while (System.nanoTime() < to && (answer == null || !isOver(answer))) {
      JsonObject assignment = answer == null ? null : answer.assignment();
      long sent = System.nanoTime();
      answer = assignment == null ? tried(seat::draw, misses) : vote(seat, assignment, misses);
      long received = System.nanoTime();
      if (assignment != null && answer != null && sent >= from && received < to) {
        times.add(received - sent);
      }
      if (answer == null || answer.assignment() == null) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
    return times.stream().mapToLong(Long::longValue).toArray();
  }

  private static @Nullable Answer vote(
      BenchAnnotator seat, JsonObject assignment, ClientFailures misses) {
    return tried(
        () ->
            seat.vote(
                assignment.getString("token"),
                UUID.randomUUID(),
                assignment.getInteger("revision"),
                CHOICES.get(ThreadLocalRandom.current().nextInt(CHOICES.size()))),
        misses);
  }

  /** An answer that says yes; null for any other, which is noted. */
  private static @Nullable Answer tried(Supplier<Answer> request, ClientFailures misses) {
    try {
      Answer answer = request.get();
      if (answer.committed()) {
        return answer;
      }
      misses.add(answer.status());
    } catch (BenchAnnotator.Unreachable e) {
      misses.add(e);
    }
    return null;
  }

  private static boolean isOver(Answer answer) {
    return answer.assignment() == null
        && !"none_right_now".equals(answer.body().getString("state"));
  }

  private static Measured summary(
      int clients, List<Future<long[]>> running, double seconds, ClientFailures misses) {
    long[] times = running.stream().flatMapToLong(f -> Arrays.stream(result(f))).sorted().toArray();
    return new Measured(
        clients,
        times.length,
        times.length / seconds,
        quantile(times, 0.5),
        quantile(times, 0.99),
        misses);
  }

  private static double quantile(long[] sorted, double q) {
    return sorted.length == 0 ? Double.NaN : sorted[(int) (q * (sorted.length - 1))] / 1e6;
  }

  private static long[] result(Future<long[]> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a client failed", e.getCause());
    }
  }
}
