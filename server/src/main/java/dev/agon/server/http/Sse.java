package dev.agon.server.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Server-Sent Events by topic. A reader who is too slow misses messages and then gets the latest
 * one; all calls may come from any thread.
 */
public final class Sse {
  private static final long HEARTBEAT_MS = 15_000;
  private static final int BUSY_SECONDS = 5;
  private static final String HEARTBEAT = ":\n\n";

  /**
   * One event as it goes over the wire, so that it is rendered once for all readers.
   *
   * @param text the lines, ending with an empty one
   */
  public record Message(String text) {
    /**
     * /** Writes an event down.
     *
     * @param event its name; one line
     * @param data any text
     */
    public static Message of(String id, String event, String data) {
      return new Message(
          "id: "
              + id
              + "\nevent: "
              + event
              + "\ndata: "
              + data.replaceAll("\\R", "\ndata: ")
              + "\n\n");
    }
  }

  private record Reader(
      String topic,
      Context context,
      HttpServerResponse response,
      AtomicReference<@Nullable Message> missed) {}

  private final int limit;
  private final AtomicInteger open = new AtomicInteger();
  private final Map<String, Set<Reader>> topics = new ConcurrentHashMap<>();

  /**
   * @param limit the most readers of this node; others are told to poll
   */
  public Sse(Vertx vertx, int limit) {
    this.limit = limit;
    vertx.setPeriodic(HEARTBEAT_MS, timer -> topics.values().forEach(r -> r.forEach(this::beat)));
  }

  /**
   * Keeps a request open as a reader of a topic.
   *
   * @param first what it gets at once; null for nothing
   * @throws HttpProblem 503 when there are too many readers
   */
  public Future<Void> open(RoutingContext context, String topic, @Nullable Message first) {
    if (context.request().method().equals(HttpMethod.HEAD)) {
      return head(context).end();
    }
    if (open.incrementAndGet() > limit) {
      open.decrementAndGet();
      throw HttpProblem.unavailable(BUSY_SECONDS);
    }
    HttpServerResponse response = head(context);
    Context own = context.vertx().getOrCreateContext();
    Reader reader = new Reader(topic, own, response, new AtomicReference<>());
    topics.compute(topic, (t, readers) -> with(reader, readers));
    context.addEndHandler(ended -> leave(reader));
    if (isGone(reader)) {
      leave(reader);
      return Future.succeededFuture();
    }
    context.request().connection().shutdownHandler(closing -> response.end());
    response.drainHandler(drained -> catchUp(reader));
    // Readers that lost their server come back one after another, not all at once.
    int retry = 2000 + ThreadLocalRandom.current().nextInt(3000);
    return response.write("retry: " + retry + "\n\n" + (first == null ? "" : first.text));
  }

  private static Set<Reader> with(Reader reader, @Nullable Set<Reader> readers) {
    Set<Reader> all = readers == null ? ConcurrentHashMap.newKeySet() : readers;
    all.add(reader);
    return all;
  }

  private static HttpServerResponse head(RoutingContext context) {
    return context
        .response()
        .putHeader("Content-Type", "text/event-stream")
        .putHeader("Cache-Control", "no-store")
        .putHeader("X-Accel-Buffering", "no")
        // Keeps the compressor from holding events back.
        .putHeader("Content-Encoding", "identity")
        .setChunked(true);
  }

  /** Sends a message to all readers of a topic. */
  public void publish(String topic, Message message) {
    Set<Reader> readers = topics.get(topic);
    if (readers != null) {
      readers.forEach(reader -> reader.context.runOnContext(now -> send(reader, message)));
    }
  }

  /** How many read a topic on this node. */
  public int readers(String topic) {
    Set<Reader> readers = topics.get(topic);
    return readers == null ? 0 : readers.size();
  }

  private void send(Reader reader, Message message) {
    if (isGone(reader)) {
      return;
    }
    if (reader.response.writeQueueFull()) {
      reader.missed.set(message);
    } else {
      reader.missed.set(null);
      reader.response.write(Buffer.buffer(message.text));
    }
  }

  private void catchUp(Reader reader) {
    Message missed = reader.missed.getAndSet(null);
    if (missed != null && !isGone(reader)) {
      reader.response.write(missed.text);
    }
  }

  private void beat(Reader reader) {
    reader.context.runOnContext(
        now -> {
          if (!isGone(reader) && !reader.response.writeQueueFull()) {
            reader.response.write(HEARTBEAT);
          }
        });
  }

  private void leave(Reader reader) {
    topics.computeIfPresent(
        reader.topic,
        (topic, readers) -> {
          if (readers.remove(reader)) {
            open.decrementAndGet();
          }
          return readers.isEmpty() ? null : readers;
        });
  }

  private static boolean isGone(Reader reader) {
    return reader.response.ended() || reader.response.closed();
  }
}
