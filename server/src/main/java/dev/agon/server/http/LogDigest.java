package dev.agon.server.http;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;

/**
 * Keeps a log bounded whatever callers do: of each kind of line the first ones of some seconds are
 * written, and how many more there were in one line at their end.
 */
public final class LogDigest {
  private static final int SECONDS = 10;
  private static final int MOST_KINDS = 1_000;

  private final Logger log;
  private final int whole;
  private final Executor later;
  private final Map<String, AtomicInteger> seen = new ConcurrentHashMap<>();

  /**
   * @param whole lines of a kind that are written in ten seconds
   */
  public LogDigest(Logger log, int whole) {
    this(log, whole, CompletableFuture.delayedExecutor(SECONDS, TimeUnit.SECONDS));
  }

  LogDigest(Logger log, int whole, Executor later) {
    this.log = log;
    this.whole = whole;
    this.later = later;
  }

  /**
   * Writes a line, or counts it.
   *
   * @param kind from a short list, never what a caller wrote
   */
  public void write(String kind, Runnable line) {
    String bounded = seen.size() < MOST_KINDS || seen.containsKey(kind) ? kind : "other lines";
    AtomicInteger count =
        seen.computeIfAbsent(
            bounded,
            k -> {
              later.execute(() -> sum(k));
              return new AtomicInteger();
            });
    if (count.incrementAndGet() <= whole) {
      line.run();
    }
  }

  private void sum(String kind) {
    AtomicInteger count = seen.remove(kind);
    int more = count == null ? 0 : count.get() - whole;
    if (more > 0) {
      log.warn("{}: {} more in {} s", kind, more, SECONDS);
    }
  }
}
