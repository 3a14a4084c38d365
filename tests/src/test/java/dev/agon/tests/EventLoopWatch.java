package dev.agon.tests;

import io.vertx.core.impl.VertxThread;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** Sees every event loop of this process that is blocked for long with our code on its stack. */
public final class EventLoopWatch implements AutoCloseable {
  private static final long LIMIT_NANOS = 200_000_000;
  private static final long LOOK_EVERY_MS = 20;
  private final List<String> ours;
  private final Queue<String> blocked = new ConcurrentLinkedQueue<>();
  private final Thread watcher =
      Thread.ofPlatform().name("event-loop-watch").unstarted(this::watch);

  /** Watches for everything that serves. */
  public EventLoopWatch() {
    this("dev.agon.server.", "dev.agon.ranking.");
  }

  /** Watches for classes whose names begin so. */
  EventLoopWatch(String... ours) {
    this.ours = List.of(ours);
    watcher.start();
  }

  private void watch() {
    try {
      while (true) {
        loops().forEach(this::look);
        Thread.sleep(LOOK_EVERY_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<VertxThread> loops() {
    Thread[] all = new Thread[2 * Thread.activeCount() + 16];
    int n = Thread.enumerate(all);
    return Arrays.stream(all, 0, n)
        .filter(VertxThread.class::isInstance)
        .map(VertxThread.class::cast)
        .filter(thread -> !thread.isWorker())
        .toList();
  }

  private void look(VertxThread loop) {
    long started = loop.startTime();
    long nanos = started == 0 ? 0 : System.nanoTime() - started;
    if (nanos < LIMIT_NANOS) {
      return;
    }
    StackTraceElement[] stack = loop.getStackTrace();
    boolean found =
        Arrays.stream(stack).anyMatch(at -> ours.stream().anyMatch(at.getClassName()::startsWith));
    if (found && loop.startTime() == started) {
      blocked.add(
          Arrays.stream(stack)
              .map(StackTraceElement::toString)
              .collect(
                  Collectors.joining(
                      "\n  ", loop.getName() + " for " + nanos / 1_000_000 + " ms:\n  ", "")));
    }
  }

  /** Where and how long, one text each time it was seen; empty is what is wanted. */
  public List<String> blocked() {
    return List.copyOf(blocked);
  }

  /** Forgets what was seen, as when the warm-up ends. */
  public void forget() {
    blocked.clear();
  }

  @Override
  public void close() {
    watcher.interrupt();
  }
}
