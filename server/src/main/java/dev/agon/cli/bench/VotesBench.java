package dev.agon.cli.bench;

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
import java.util.concurrent.atomic.AtomicLong;

/** Measures full votes (lease check, number, vote, closing, next draw) over HTTP. */
final class VotesBench {
  private final Vertx vertx;

  VotesBench(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * What was measured.
   *
   * @param p50 median milliseconds from sending a vote to its receipt with the next assignment
   * @param p99 the same, 99th percentile
   */
  record Measured(int clients, long votes, double perSecond, double p50, double p99, long errors) {
    JsonObject toJson() {
      return new JsonObject()
          .put("clients", clients)
          .put("votes", votes)
          .put("per_second", perSecond)
          .put("p50_ms", p50)
          .put("p99_ms", p99)
          .put("errors", errors);
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
    AtomicLong errors = new AtomicLong();
    List<Future<long[]>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int k = 0; k < clients; k++) {
        Seat seat = new Seat(client, host, port, study.slug(), study.tokens().get(offset + k));
        running.add(threads.submit(() -> annotate(seat, from, to, errors)));
      }
    }
    client.close();
    return summary(clients, running, (to - from) / 1e9, errors.get());
  }

  private static long[] annotate(Seat seat, long from, long to, AtomicLong errors) {
    List<Long> times = new ArrayList<>();
    Seat.Answer answer = seat.draw();
    JsonObject assignment = answer.assignment();
    while (assignment != null && System.nanoTime() < to) {
      long sent = System.nanoTime();
      answer =
          seat.vote(
              assignment.getString("token"),
              UUID.randomUUID(),
              assignment.getInteger("revision"),
              sent % 3 == 0 ? "tie" : sent % 3 == 1 ? "first" : "second");
      long received = System.nanoTime();
      if (!answer.committed()) {
        errors.incrementAndGet();
        answer = seat.draw();
      } else if (sent >= from && received < to) {
        times.add(received - sent);
      }
      assignment = answer.assignment();
    }
    return times.stream().mapToLong(Long::longValue).toArray();
  }

  private static Measured summary(
      int clients, List<Future<long[]>> running, double seconds, long errors) {
    long[] times = running.stream().flatMapToLong(f -> Arrays.stream(result(f))).sorted().toArray();
    return new Measured(
        clients,
        times.length,
        times.length / seconds,
        quantile(times, 0.5),
        quantile(times, 0.99),
        errors);
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
