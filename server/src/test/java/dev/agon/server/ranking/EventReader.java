package dev.agon.server.ranking;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Reads a stream of events over a real connection. */
public final class EventReader implements AutoCloseable {
  /** One event as it came. */
  public record Event(String id, String name, String data, long nanos) {}

  private final HttpClient client;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final HttpResponse<InputStream> response;

  public EventReader(int port, String path, String... headers) throws Exception {
    this("127.0.0.1", port, path, headers);
  }

  /**
   * A reader at an address of their own.
   *
   * @param from for example 127.2.0.1
   */
  public EventReader(String from, int port, String path, String... headers) throws Exception {
    client = HttpClient.newBuilder().localAddress(InetAddress.ofLiteral(from)).build();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Accept", "text/event-stream");
    if (headers.length > 0) {
      request.headers(headers);
    }
    response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    Thread.ofVirtual().start(this::read);
  }

  public int status() {
    return response.statusCode();
  }

  /** The next event; fails when none comes in time. */
  public Event next(long millis) throws InterruptedException {
    Event event = events.poll(millis, TimeUnit.MILLISECONDS);
    if (event == null) {
      throw new AssertionError("no event within " + millis + " ms");
    }
    return event;
  }

  public boolean isQuietFor(long millis) throws InterruptedException {
    Event event = events.poll(millis, TimeUnit.MILLISECONDS);
    if (event != null) {
      events.add(event);
    }
    return event == null;
  }

  /** Whether the server has ended the stream by then. */
  boolean hasEndedWithin(long millis) throws InterruptedException {
    return ended.await(millis, TimeUnit.MILLISECONDS);
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      String id = "";
      String name = "";
      StringBuilder data = new StringBuilder();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          data.append(line.substring(6)).append('\n');
        } else if (line.isEmpty() && !data.isEmpty()) {
          events.add(new Event(id, name, data.toString(), System.nanoTime()));
          data.setLength(0);
        }
      }
    } catch (IOException e) {
      events.add(new Event("", "end", e.toString(), System.nanoTime()));
    }
    ended.countDown();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
