package dev.agon.server.http;

import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.session.Asker;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Server-Sent Events by topic. A reader who is too slow misses messages and then gets the latest
 * one. Nobody can take all streams of a node: when all are taken, a newcomer gets one of whoever
 * has most. A stream ends within seconds of the right under which it was opened. All calls may come
 * from any thread.
 */
public final class Sse {
  private static final long HEARTBEAT_MS = 15_000;
  private static final int BUSY_SECONDS = 5;
  private static final long CHECKS_MS = 500;
  private static final long CHECKED_AFTER_NANOS = 3_000_000_000L;
  private static final int MOST_CHECKS = 400;
  private static final String HEARTBEAT = ":\n\n";

  /**
   * One event as it goes over the wire, so that it is rendered once for all readers.
   *
   * @param text the lines, ending with an empty one
   */
  public record Message(String text) {
    /**
     * Writes an event down.
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

  /**
   * What is read.
   *
   * @param topic whose messages are sent
   * @param share of all streams, in which those who read the topic have theirs
   * @param right under which it is read
   */
  public record Stream(String topic, String share, Right right) {}

  /**
   * The right to read, looked at every few seconds.
   *
   * @param key readers with an equal one have it or lose it together; null for a right of one
   *     reader alone
   * @param holds asked on the reader's context; a failure means that nothing is known
   * @param farewell the last message to readers who have it no more
   */
  public record Right(@Nullable String key, Supplier<Future<Boolean>> holds, Message farewell) {}

  private static final class Reader {
    final Stream stream;
    final Asker asker;
    final Context context;
    final HttpServerResponse response;
    final AtomicReference<@Nullable Message> missed = new AtomicReference<>();
    volatile long checked = System.nanoTime();

    Reader(Stream stream, Asker asker, Context context, HttpServerResponse response) {
      this.stream = stream;
      this.asker = asker;
      this.context = context;
      this.response = response;
    }

    List<String> path() {
      return asker.within(stream.share);
    }
  }

  private final int mostOfOne;
  private final Shares<Reader> room;
  private final Map<String, Integer> ofOne = new HashMap<>();
  private final Map<String, Set<Reader>> topics = new ConcurrentHashMap<>();

  /**
   * @param most readers of this node; others are told to poll
   * @param mostOfOne readers of one network, or of one admin
   */
  public Sse(Vertx vertx, int most, int mostOfOne) {
    this.mostOfOne = mostOfOne;
    this.room = new Shares<>(most);
    vertx.setPeriodic(HEARTBEAT_MS, timer -> topics.values().forEach(r -> r.forEach(this::beat)));
    vertx.setPeriodic(CHECKS_MS, timer -> checkRights());
  }

  /**
   * Keeps a request open as a reader.
   *
   * @param first what it gets at once; null for nothing
   * @throws HttpProblem 503 when there are too many readers
   */
  public Future<Void> open(RoutingContext context, Stream stream, @Nullable Message first) {
    if (context.request().method().equals(HttpMethod.HEAD)) {
      return head(context).end();
    }
    Context own = context.vertx().getOrCreateContext();
    Reader reader = new Reader(stream, Asker.of(context), own, context.response());
    admit(reader);
    HttpServerResponse response = head(context);
    topics.compute(stream.topic, (t, readers) -> with(reader, readers));
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

  private void admit(Reader reader) {
    Reader gone;
    synchronized (room) {
      String share = reader.asker.share();
      if (ofOne.getOrDefault(share, 0) >= mostOfOne) {
        throw HttpProblem.unavailable(BUSY_SECONDS);
      }
      gone = room.add(reader.path(), reader);
      if (gone == reader) {
        throw HttpProblem.unavailable(BUSY_SECONDS);
      }
      ofOne.merge(share, 1, Integer::sum);
      if (gone != null) {
        uncount(gone);
      }
    }
    if (gone != null) {
      Reader last = gone;
      last.context.runOnContext(now -> end(last, null));
    }
  }

  private void uncount(Reader reader) {
    ofOne.computeIfPresent(reader.asker.share(), (s, count) -> count == 1 ? null : count - 1);
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

  /** Ends the streams of all readers of a topic with a last message. */
  public void end(String topic, Message last) {
    Set<Reader> readers = topics.get(topic);
    if (readers != null) {
      readers.forEach(reader -> reader.context.runOnContext(now -> end(reader, last)));
    }
  }

  private static void end(Reader reader, @Nullable Message last) {
    if (!isGone(reader)) {
      reader.response.end(last == null ? "" : last.text);
    }
  }

  private void checkRights() {
    long now = System.nanoTime();
    Map<String, Future<Boolean>> asked = new HashMap<>();
    int checks = 0;
    for (Set<Reader> readers : topics.values()) {
      for (Reader reader : readers) {
        if (now - reader.checked >= CHECKED_AFTER_NANOS && checks < MOST_CHECKS) {
          reader.checked = now;
          String key = reader.stream.right.key;
          checks += key == null || !asked.containsKey(key) ? 1 : 0;
          Future<Boolean> holds =
              key == null ? holds(reader) : asked.computeIfAbsent(key, k -> holds(reader));
          holds.onSuccess(held -> endUnless(held, reader));
        }
      }
    }
  }

  private static Future<Boolean> holds(Reader reader) {
    Promise<Boolean> holds = Promise.promise();
    reader.context.runOnContext(now -> reader.stream.right.holds.get().onComplete(holds));
    return holds.future();
  }

  private static void endUnless(boolean held, Reader reader) {
    if (!held) {
      reader.context.runOnContext(now -> end(reader, reader.stream.right.farewell));
    }
  }

  /** How many read on this node. */
  public int readers() {
    synchronized (room) {
      return room.size(List.of());
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
    synchronized (room) {
      if (room.remove(reader.path(), reader)) {
        uncount(reader);
      }
    }
    topics.computeIfPresent(
        reader.stream.topic,
        (topic, readers) -> {
          readers.remove(reader);
          return readers.isEmpty() ? null : readers;
        });
  }

  private static boolean isGone(Reader reader) {
    return reader.response.ended() || reader.response.closed();
  }
}
