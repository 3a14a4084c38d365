package dev.agon.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;

/** Asks a server as anybody, again where it is busy. */
final class AttackCalls {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Main main;
  private final HttpClient client = HttpClient.newHttpClient();

  AttackCalls(Main main) {
    this.main = main;
  }

  /**
   * What an address answers.
   *
   * @param body of a stream, its first event
   */
  record Got(int status, String tag, String body) {}

  String origin() {
    return main.config().url("");
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(main.config().url(path))).timeout(PATIENCE);
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    return send(request, BodyHandlers.ofString());
  }

  <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
    try {
      return client.send(request.build(), body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * What a caller gets: nobody (empty), whoever has the link ("key"), or by a header and its value.
   */
  Got get(String path, String caller, Supplier<String> key) {
    boolean page = !path.matches(".*(json|csv|events|live)(\\?.*)?");
    boolean linked = caller.equals("key");
    String address = linked ? path + (path.contains("?") ? "&" : "?") + "key=" + key.get() : path;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      HttpRequest.Builder request =
          request(address).GET().header("Accept", page ? "text/html" : "application/json");
      if (caller.startsWith("Cookie ")) {
        request.header("Cookie", caller.substring(7));
      } else if (caller.startsWith("Bearer ")) {
        request.header("Authorization", caller);
      }
      HttpResponse<InputStream> answer = send(request, BodyHandlers.ofInputStream());
      String body = body(answer);
      boolean busy = answer.statusCode() == 503 || answer.statusCode() == 429;
      if (!busy && !body.contains("\"data_hash\":null")) {
        return new Got(answer.statusCode(), answer.headers().firstValue("ETag").orElse(""), body);
      }
      assertThat(System.nanoTime()).as("%s answers in time", path).isLessThan(deadline);
    }
  }

  private static String body(HttpResponse<InputStream> answer) {
    boolean endless =
        answer.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
    try (InputStream in = answer.body()) {
      return endless ? firstEvent(in) : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String firstEvent(InputStream in) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    StringBuilder event = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isEmpty() && event.indexOf("data:") >= 0) {
        break;
      }
      event.append(line).append('\n');
    }
    return event.toString();
  }
}
